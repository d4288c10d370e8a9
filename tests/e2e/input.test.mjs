// Bad input at the form: a message at its field, nothing sent, nothing lost.
import assert from "node:assert/strict";
import { test } from "node:test";

import { compose, LOCKER, VISITOR } from "./desk.mjs";
import { start } from "./program.mjs";

test("a claim of the wrong type is named at its field and the other details stay", async (t) => {
    const { page } = await start(t);
    await compose(page, {
        credentials: [VISITOR, LOCKER],
        details: { Site: "Wharf 21", Locker: "twelve" },
    });
    await page.press("button", "Issue offer");
    assert.match(await page.problemAt("Locker"), /enter a number/);
    assert.equal(await page.valueOf("Locker"), "twelve");
    assert.equal(await page.valueOf("Site"), "Wharf 21");
    assert.equal(await page.has("testid", "qr"), false);
});

test("a missing required claim is named at its field", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: [VISITOR] });
    await page.press("button", "Issue offer");
    assert.match(await page.problemAt("Site"), /^Enter /);
});

for (const lasts of ["0", "0s", "601", "601s", "11 min"]) {
    test(`A16: an offer that should last "${lasts}" is refused at its field`, async (t) => {
        const { page } = await start(t);
        await compose(page, { credentials: [VISITOR], details: { Site: "Wharf 22" }, lasts });
        await page.press("button", "Issue offer");
        const problem = await page.problemAt("How long");
        assert.match(problem, /between 1 second and 10 minutes/);
        assert.equal(await page.valueOf("How long"), lasts);
        assert.equal(await page.valueOf("Site"), "Wharf 22");
        assert.equal(await page.has("testid", "qr"), false);
    });
}
