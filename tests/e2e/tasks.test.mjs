// The longer tasks of a counter by keyboard alone, with every key counted. Tasks 1, 4 and 5: presets.test.mjs; 7 for 14 offers: crowd.test.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";

import { issueAnything, LICENCE } from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";
import { samplePhoto } from "./photo.mjs";
import { start } from "./program.mjs";
import { until } from "./wait.mjs";

const LIMIT = 30_000;
const focused = "return document.activeElement?.id ?? '';";
/** Opening the system's chooser, its first letter and Enter: no driver reaches into that dialog. */
const CHOOSER_KEYS = 3;

/** Goes on with Tab until the field has the focus. */
async function tabTo(page, keyboard, id) {
    for (let tabs = 0; tabs < 8; tabs += 1) {
        if ((await page.run(focused)) === id) return;
        await keyboard.press(KEY.tab);
    }
    assert.equal(await page.run(focused), id, "not within eight presses of Tab");
}

async function fill(page, keyboard, fields) {
    for (const [id, text] of fields) {
        await tabTo(page, keyboard, id);
        await keyboard.type(text);
        assert.equal(await page.run("return document.activeElement.value;"), text);
    }
}

const date = (id, [day, month, year]) => [[`${id}-day`, day], [`${id}-month`, month], [`${id}-year`, year]];

test("task 3: a first-time person with eight typed details and a photo takes 84 keys at most and no click", async (t) => {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    await keyboard.press("control", "4");
    await page.press("button", LICENCE);
    await page.sees("left to fill in at the counter", LIMIT);
    await keyboard.press("control", "s");
    await page.find("button", "Delete preset", LIMIT);
    await keyboard.press("alt", "1");
    await page.find("field", "Family name", LIMIT);
    const before = keyboard.presses;

    await keyboard.press("control", "shift", "n");
    await until("the caret in the member number", async () => (await page.run(focused)) === "person-number");
    await keyboard.type("4711");
    await fill(page, keyboard, [
        ["field-family_name", "Vale"],
        ["field-given_name", "Ana"],
        ...date("field-birth_date", ["4", "3", "1988"]),
        ...date("field-issue_date", ["1", "2", "2026"]),
        ...date("field-expiry_date", ["1", "2", "2036"]),
        ["field-document_number", "D7"],
    ]);
    await page.attach("portrait-file", await samplePhoto());
    await page.find("button", /^Frame/);
    await keyboard.press("control", "shift", "a");
    await until("the caret in the new row", async () => (await page.run(focused)).includes("driving_privileges"));
    await keyboard.type("B");
    await keyboard.press("control", KEY.enter);
    await page.find("testid", "qr", LIMIT);
    const keys = keyboard.presses - before + CHOOSER_KEYS;
    assert.ok(keys <= 84, `${keys} keys`);
});

/** A desk with one live offer, at the counter again. */
async function issued(t) {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    await issueAnything(page);
    await keyboard.press("control", "2");
    const reference = await until("the reference", () => page.run("return document.querySelector('td button.mono')?.innerText;"));
    await keyboard.press("control", "1");
    return { page, keyboard, reference };
}

test("task 7: one stale offer is found by three characters of its reference and cancelled in seven keys at most", async (t) => {
    const { page, keyboard, reference } = await issued(t);
    const before = keyboard.presses;
    await keyboard.press("control", "2");
    await until("the caret in the search", () => page.run("return document.activeElement?.type === 'search';"));
    await keyboard.type(reference.slice(0, 3));
    await until("the one row", () => page.run("return document.querySelectorAll('tbody tr').length === 1;"));
    await keyboard.press(KEY.down);
    await keyboard.press(KEY.delete);
    await page.sees(`${reference}: Cancelled`, LIMIT);
    const keys = keyboard.presses - before;
    assert.ok(keys <= 7, `${keys} keys`);
});

test("task 8: who issued an offer is answered by its reference in eight keys at most", async (t) => {
    const { page, keyboard, reference } = await issued(t);
    const before = keyboard.presses;
    await keyboard.press("control", "5");
    await page.find("heading", "Activity");
    await until("the caret in the search", () => page.run("return document.activeElement?.type === 'search';"));
    await keyboard.type(reference);
    await page.sees("Offer issued", LIMIT);
    await keyboard.press(KEY.enter);
    await page.find("heading", new RegExp(reference), LIMIT);
    const keys = keyboard.presses - before;
    assert.ok(keys <= 8, `${keys} keys`);
    assert.match(await page.run("return document.querySelector('dialog').innerText;"), /Desk 1/);
});
