// What is kept on record, through the real window: the timeline of an offer, Activity, paper.
import assert from "node:assert/strict";
import { test } from "node:test";

import { compose, issueAnything, pressIssue, pretend, readCode, ticketSays, VISITOR } from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";
import { start } from "./program.mjs";
import { photograph } from "./screen.mjs";
import { until } from "./wait.mjs";

const LIMIT = 30_000;

/** Light, then dark. */
async function inBothThemes(page, name) {
    for (const theme of ["dark", "light"]) {
        const settled = `const [theme, done] = arguments;
            document.documentElement.dataset.theme = theme;
            requestAnimationFrame(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(done));`;
        await page.post("execute/async", { script: settled, args: [theme] });
        await page.painted();
        await photograph(page, `${name}-${theme}`);
    }
}

async function focusRow(page) {
    await page.run("document.querySelector('tbody tr').focus()");
}

test("A54: an offer opens to its timeline, and Activity shows issue, code, cancel and how each is known", async (t) => {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    await issueAnything(page);
    const code = await readCode(page);
    await keyboard.press("control", "2");
    await page.sees("Waiting for the wallet", LIMIT);
    await page.painted();
    await inBothThemes(page, "pending-with-acts");
    await focusRow(page);
    await keyboard.press(KEY.enter);
    await page.sees("The service’s answer", LIMIT);
    await inBothThemes(page, "timeline-live");
    await page.press("button", "Cancel offer");
    await page.sees("Cancel was asked for", LIMIT);
    await inBothThemes(page, "timeline-cancelled");
    await keyboard.press(KEY.escape);

    await keyboard.press("control", "5");
    const shown = await page.sees("Code shown", LIMIT);
    for (const words of ["Offer issued", "Turned to the code", "Cancel was asked for", "Cancelled"])
        assert.ok(shown.includes(words), words);
    assert.ok(!shown.includes(code) && !/openid-credential-offer/.test(shown));
    await inBothThemes(page, "activity");
    await page.press("choice", "Cancels");
    await page.press("choice", "Desk");
    await page.sees("Nothing matches these filters.", LIMIT);
    await inBothThemes(page, "activity-empty");
});

test("A29: the receipt on paper holds references; the page itself, QR code and code are not printed", async (t) => {
    const program = await start(t);
    const { page } = program;
    await issueAnything(page);
    await page.press("button", "Turn to code");
    await pretend(page, "Scan, right code");
    await ticketSays(page, "Claimed", LIMIT);
    await inBothThemes(page, "claimed-receipt");
    // The system's dialog would stay open; the sheet is laid out before it is asked for.
    await page.press("button", "Print receipt");
    const paper = await until("the sheet to be laid out", () => page.run(`
        const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
        const print = rules.filter((rule) => rule.media?.mediaText === "print").map(({ cssText }) => cssText).join(" ");
        const sheet = document.querySelector("[data-testid=sheet]");
        return sheet && { print, text: sheet.textContent, onScreen: getComputedStyle(sheet).display };`));
    assert.match(paper.text, /Receipt/);
    assert.match(paper.text, /Practice/);
    assert.equal(paper.onScreen, "none");
    assert.match(paper.print, /#app \{ display: none/);
    // The system's dialog is still up, and it does not go by itself.
    await photograph(page, "print-dialog");
    await program.kill();
});

test("what is not known is settled in the staff's word, and leaves Not known", async (t) => {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    await issueAnything(page);
    await page.press("button", "Turn to code");
    await pretend(page, "Lose the network");
    await keyboard.press("control", "n");
    await compose(page, { credentials: [VISITOR], details: { Site: "Bench" } });
    await pressIssue(page, async () => (await page.shown()).includes("We don’t know if the offer was made"));
    await keyboard.press("control", "2");
    await page.press("choice", /^Not known/);
    await page.sees("Settle…", LIMIT);
    await focusRow(page);
    await keyboard.press(KEY.enter);
    await page.sees("Did it arrive?", LIMIT);
    await inBothThemes(page, "timeline-settle");
    await page.press("button", "Did not arrive");
    await page.sees("Did not arrive, seen by staff", LIMIT);
    await inBothThemes(page, "timeline-settled");
    await keyboard.press(KEY.escape);
    await page.sees("Every offer’s outcome is known.", LIMIT);
});
