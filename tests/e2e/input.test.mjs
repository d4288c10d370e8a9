// Bad input at the form: a message at its field, nothing sent, nothing lost.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { compose, LOCKER, STAFF_PASS, VISITOR } from "./desk.mjs";
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

test("a portrait of 600 kB is refused at its field and the other details stay", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: [STAFF_PASS], person: "104233" });
    const name = await page.valueOf("Family name");
    await page.attach("portrait-file", largePicture(t, 600_000));
    await page.sees(/600 kB is more than/);
    await page.press("button", "Issue offer");
    await page.sees(/choose a smaller picture/i);
    assert.equal(await page.valueOf("Family name"), name);
    assert.equal(await page.has("testid", "qr"), false);
});

// A picture by its first bytes; no decoder is asked before the size is.
function largePicture(t, bytes) {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-portrait-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "portrait.jpg");
    const picture = Buffer.alloc(bytes, 0x5a);
    Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex").copy(picture);
    Buffer.from("ffd9", "hex").copy(picture, bytes - 2);
    writeFileSync(file, picture);
    return file;
}
