// The QR as a camera would meet it: every scale of a screen, both themes, offers of every size.
import assert from "node:assert/strict";
import { test } from "node:test";

import { compose, issue, LOCKER, MEMBERSHIP, STAFF_PASS, VISITOR } from "./desk.mjs";
import { startScreen } from "./displays.mjs";
import { Keyboard } from "./keyboard.mjs";
import { start } from "./program.mjs";
import { scan } from "./screen.mjs";
import { variants } from "./variants.mjs";

const CLEARANCE = "Practice site clearance";
const OFFERS = {
    one: [VISITOR],
    three: [VISITOR, STAFF_PASS, LOCKER],
    five: [VISITOR, STAFF_PASS, LOCKER, MEMBERSHIP, CLEARANCE],
};
const DETAILS = { VISITOR: { Site: "Northern yard" }, LOCKER: { Locker: "117" } };

// Whole scales are GDK's own; between them WebKit zooms the page.
const SCALES = {
    1: {},
    1.25: { GDK_DPI_SCALE: "1.25" },
    1.5: { GDK_DPI_SCALE: "1.5" },
    2: { GDK_SCALE: "2" },
};

for (const [scale, env] of Object.entries(SCALES)) {
    for (const theme of ["light", "dark"]) {
        test(`A22: at scale ${scale}, ${theme}, zbar and ZXing read offers of one, three and five credentials`, async (t) => {
            const screen = await startScreen({ width: 2560, height: 1800 });
            const { page } = await start(t, undefined, [], { ...screen.env, ...env, ...variants[theme].env });
            t.after(() => screen.stop());
            for (const [count, credentials] of Object.entries(OFFERS)) {
                await compose(page, { credentials, person: "104233", details: detailsOf(credentials) });
                await issue(page);
                const uri = await scan(page, `qr-${scale}-${theme}-${count}`);
                assert.match(uri, /^openid-credential-offer:\/\//);
                const { level, modulePx, side } = await plate(page);
                assert.match(level, /^[LM]$/i);
                assert.ok(modulePx >= 4, `${modulePx} px a module`);
                // Whole device pixels: the plate is so many modules wide, with four of quiet zone around.
                const modules = (side * Number(scale)) / modulePx;
                assert.ok(Math.abs(modules - Math.round(modules)) < 0.05, `${modules} modules`);
                await new Keyboard(page).press("control", "n");
                await page.find("choice", VISITOR);
            }
        });
    }
}

test("A23: on a screen of 1280 x 900 five credentials are one whole, unclipped QR code, or warned about", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: OFFERS.five, person: "104233", details: detailsOf(OFFERS.five) });
    await issue(page);
    await scan(page, "qr-five-small-screen");
    const { left, top, right, bottom, width, height } = await page.run(`
        const { left, top, right, bottom } = document.querySelector("[data-testid=qr]").getBoundingClientRect();
        return { left, top, right, bottom, width: innerWidth, height: innerHeight };`);
    assert.ok(left >= 0 && top >= 0 && right <= width && bottom <= height, "the plate is inside the window");
});

function detailsOf(credentials) {
    return {
        ...(credentials.includes(VISITOR) && DETAILS.VISITOR),
        ...(credentials.includes(LOCKER) && DETAILS.LOCKER),
    };
}

function plate(page) {
    return page.run(`const svg = document.querySelector("[data-testid=qr]");
        return { level: svg.dataset.level, modulePx: Number(svg.dataset.modulePx), side: svg.getBoundingClientRect().width };`);
}
