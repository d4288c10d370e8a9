// People of a CSV file, one after the other, in the real window.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { issue, VISITOR } from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";
import { dataFolder, start } from "./program.mjs";
import { photograph } from "./screen.mjs";
import { assertNoTraces } from "./traces.mjs";
import { until } from "./wait.mjs";

const HEADINGS = "Member number;First name;Surname;Site;Shoe size";
const PERSON = "77001;Kiri;Ngārara-Wright;Northern yard;41";
const SITELESS = "77001;Kiri;Ngārara-Wright;;41";

/** A spreadsheet's file: 37 people, two of them without a site. */
function listFile(t) {
    const file = join(dataFolder(t), "today.csv");
    const people = Array.from({ length: 37 }, (_, at) => (at === 7 || at === 18 ? SITELESS : PERSON));
    writeFileSync(file, `\uFEFF${[HEADINGS, ...people].join("\r\n")}\r\n`);
    return file;
}

const offers = (page) => page.has("button", /^Cancel offer/);

test("A17: a CSV of 37 with 2 bad gives a list of 35 and 2 reasons, and Enter takes the next", async (t) => {
    const { page, folder } = await start(t);
    const keyboard = new Keyboard(page);
    await page.press("choice", VISITOR);
    await page.find("field", "Given name");
    await page.attach("list-file", listFile(t));
    await page.sees("35 people are ready.");
    await page.sees("Line 9: Enter the site");
    await page.sees("Line 20: Enter the site");
    await photograph(page, "list-dialog");
    await page.press("button", /^Use 35 people/);
    await page.sees("Today’s list: 35 people left.");
    await page.painted();
    await photograph(page, "list-waiting");
    assert.equal(await offers(page), false);

    await until("the caret in the search", () => page.run(`return document.activeElement.id === "person-search";`));
    await keyboard.press(KEY.enter);
    await until("the first person", async () => (await page.valueOf("Given name")) === "Kiri");
    assert.equal(await page.valueOf("Site"), "Northern yard");
    await issue(page);
    await keyboard.press("control", "n");
    await page.sees("Today’s list: 34 people left.");
    assertNoTraces(folder, { "a name of the list": "Ngārara-Wright" });
});
