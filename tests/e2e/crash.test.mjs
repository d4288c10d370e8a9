// What survives when the program is killed during a live offer, and what must not.
import assert from "node:assert/strict";
import { test } from "node:test";

import { compose, issue, readCode, VISITOR } from "./desk.mjs";
import { dataFolder, start } from "./program.mjs";
import { canBeScanned, scan } from "./screen.mjs";
import { assertNoTraces } from "./traces.mjs";
import { until } from "./wait.mjs";
import { secretsOf } from "./wallet.mjs";

test("A48: after kill -9 the live offer is in Pending with its time left and can be cancelled", async (t) => {
    const folder = dataFolder(t);
    const first = await start(t, folder);
    const typed = { Site: "Wharf sixty-one", "Given name": "Zephyrine", "Family name": "Quartermain-Ngā" };
    await compose(first.page, { credentials: [VISITOR], details: typed, lasts: "5" });
    await issue(first.page);
    const uri = await scan(first.page, "crash-qr");
    const code = await readCode(first.page);
    const secrets = { ...(await secretsOf(uri)), "transaction code": code, ...typed };
    await first.kill();
    assertNoTraces(folder, secrets, "after the kill");

    const { page } = await start(t, folder);
    await page.press("button", /^Pending/);
    const left = await until("the offer in Pending", async () => {
        const cell = await page.run(`return document.querySelector("td.left")?.innerText ?? "";`);
        const [minutes, seconds] = cell.split(":").map(Number);
        return minutes * 60 + seconds || undefined;
    });
    assert.ok(left > 60 && left < 300, `${left} s left`);
    await page.sees("made before restart");
    assert.equal(await canBeScanned(page, "crash-pending"), false, "the QR came back");
    assert.doesNotMatch(await page.shown(), /Zephyrine|Quartermain/);

    await page.press("button", /^Cancel [A-Z0-9-]+$/);
    await page.sees("No offers are live.");
    await page.press("choice", /^All/);
    await page.sees("Cancelled");
    assertNoTraces(folder, secrets, "after everything");
});
