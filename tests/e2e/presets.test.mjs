// A preset from its making to the offer, and the tasks that it makes short, by keyboard through the real window.
import assert from "node:assert/strict";
import { test } from "node:test";

import { compose, issue, STAFF_PASS, ticketSays, turnToCode, VISITOR } from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";
import { start } from "./program.mjs";
import { photograph } from "./screen.mjs";
import { until } from "./wait.mjs";

const LIMIT = 30_000;
const focused = "return document.activeElement?.id";

async function makePreset(page, keyboard, credential) {
    await keyboard.press("control", "4");
    await page.find("button", credential, LIMIT);
    await page.painted();
    await photograph(page, "presets-empty");
    await page.press("button", credential);
    await page.sees("left to fill in at the counter", LIMIT);
    await page.painted();
    await photograph(page, "presets-new");
    await keyboard.press("control", "s");
    await page.find("button", "Delete preset", LIMIT);
}

test("a preset that locks the site is made, loaded by its key, and named by the offer in Pending", async (t) => {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    await keyboard.press("control", "4");
    await page.press("button", VISITOR);
    await page.find("field", "Name", LIMIT);
    await page.find("field", "How Site is filled in", LIMIT);
    await page.run(`
        const rule = document.querySelector("[aria-label='How Site is filled in']");
        rule.value = "locked";
        rule.dispatchEvent(new Event("change", { bubbles: true }));`);
    await page.type("Value of Site", "Northern yard");
    await page.painted();
    await photograph(page, "presets-editor");
    await keyboard.press("control", "s");
    await page.find("button", "Delete preset", LIMIT);
    await page.painted();
    await photograph(page, "presets-saved");
    await keyboard.press("alt", "1");
    await page.sees("Set by the preset", LIMIT);
    await page.sees("Northern yard");
    await page.painted();
    await photograph(page, "issue-preset");
    await page.press("choice", "No person");
    await page.type("Given name", "Ana");
    await page.type("Family name", "Vale");
    await issue(page);
});

test("A2: task 1: a known person and a preset take eight keys, the last of them the identity check", async (t) => {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    await makePreset(page, keyboard, STAFF_PASS);
    await keyboard.press("alt", "1");
    await keyboard.press("control", "n");
    await until("the caret in the person search", async () => (await page.run("return document.activeElement?.type")) === "search");
    const before = keyboard.presses;
    await keyboard.type("104233");
    await keyboard.press(KEY.enter);
    await until("the focus on Issue", async () => (await page.run(focused)) === "issue-offer");
    await page.painted();
    await photograph(page, "task-1-ready");
    // The button is deaf for a quarter of a second after it got the focus, so that a held key does nothing.
    await until("the press to count", async () => (await page.run("return performance.now() - window.readySince > 400 || (window.readySince ??= performance.now(), false)")));
    await keyboard.press(KEY.enter);
    await page.find("testid", "qr", LIMIT);
    assert.ok(keyboard.presses - before <= 8, `${keyboard.presses - before} keys`);
});

test("A45: tasks 4 and 5: a new offer is one key, and so is cancelling it", async (t) => {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    await compose(page, { credentials: [VISITOR], details: { "Given name": "Ana", "Family name": "Vale", Site: "Northern yard" } });
    await issue(page);
    const first = await page.run("return document.querySelector('[data-testid=qr]').outerHTML");
    const before = keyboard.presses;
    await keyboard.press("control", "r");
    await until("another QR code", async () => {
        const now = await page.run("return document.querySelector('[data-testid=qr]')?.outerHTML");
        return now && now !== first;
    });
    await turnToCode(page);
    await keyboard.press(KEY.delete);
    await ticketSays(page, "Cancelled");
    assert.equal(keyboard.presses - before, 2);
});
