// Several stale offers, found and cancelled by the keyboard through the real window.
import { test } from "node:test";

import { compose, issue, VISITOR } from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";
import { start } from "./program.mjs";
import { photograph } from "./screen.mjs";

const OFFERS = 6;
const LIMIT = 30_000;

test("A50: Control+A, Delete, the number and Enter cancel all live offers; A51: Escape and Enter alone keep them", async (t) => {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    for (let at = 0; at < OFFERS; at += 1) {
        await keyboard.press("control", "n");
        await compose(page, {
            credentials: [VISITOR],
            details: { "Given name": "Ana", "Family name": "Vale", Site: "Northern yard" },
        });
        await issue(page);
    }
    await keyboard.press("control", "2");
    await page.sees("Waiting for the wallet", LIMIT);
    await page.run("document.querySelector('tbody tr').focus()");
    await keyboard.press("control", "a");
    await page.sees(`${OFFERS} selected`, LIMIT);
    await page.painted();
    await photograph(page, "pending-selected");
    await keyboard.press(KEY.delete);
    await page.sees("Keep offers", LIMIT);
    await keyboard.press(KEY.enter);
    await page.painted();
    await photograph(page, "pending-ask");
    await keyboard.press(KEY.escape);
    await page.sees(`${OFFERS} selected`, LIMIT);
    await keyboard.press(KEY.delete);
    await keyboard.type(String(OFFERS));
    await keyboard.press(KEY.enter);
    await page.sees(`${OFFERS} cancelled.`, LIMIT);
    await page.painted();
    await photograph(page, "pending-done");
    await keyboard.press(KEY.enter);
    await page.sees("No offers are live.", LIMIT);
});
