// Two displays: the QR code faces the holder, the code faces the staff, and they never meet.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { compose, pressIssue, secondsLeft, STAFF_PASS, ticketSays, VISITOR } from "./desk.mjs";
import { twoDisplays } from "./two_displays.mjs";
import { Keyboard } from "./keyboard.mjs";
import { samplePhoto } from "./photo.mjs";
import { dataFolder, start } from "./program.mjs";
import { readCodes } from "./screen.mjs";
import { until } from "./wait.mjs";
import { redeem } from "./wallet.mjs";

// Every command, as the contract with the web view lists them; generated from Rust.
const CONTRACT = readFileSync(new URL("../../ui/src/backend/types.ts", import.meta.url), "utf8");
const COMMANDS = [...CONTRACT.split("export type Commands = ")[1].split("\n\nexport ")[0].matchAll(/^(\w+): \[/gm)].map(([, name]) => name);

/** A desk with a holder display. */
async function open(t) {
    const desktop = await twoDisplays();
    const folder = dataFolder(t);
    const started = start(t, folder, ["--holder-display", "2"], desktop.env);
    // Behind the program's own end: without its screen it could not end in order.
    await started.finally(() => t.after(() => desktop.stop()));
    const { page } = await started;
    await page.sees("Holder: screen 2");
    return { desktop, folder, page };
}

async function issue(page) {
    await compose(page, { credentials: [VISITOR], details: { Site: "Northern yard" } });
    await page.press("button", "Issue offer");
    await page.sees("QR on holder display");
}

async function codesOn(desktop, folder, display) {
    const file = join(folder, `display-${display}.png`);
    const { zbar, zxing } = await readCodes(await desktop.photograph(file, display));
    assert.deepEqual(zbar, zxing, "the readers differ");
    return zbar;
}

const scanned = (desktop, folder) =>
    until("a QR code on the holder display", async () => {
        const [uri] = await codesOn(desktop, folder, 1);
        return uri;
    });

/** Runs in the page: the plate of the QR code, and whether it is inside the window and beside the words. */
const PLATE = `
    const plate = document.querySelector(".qr");
    const { left, top, right, bottom } = plate.getBoundingClientRect();
    const words = document.querySelector(".text").getBoundingClientRect();
    const { level, modulePx } = plate.dataset;
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return { level, modulePx: Number(modulePx), key: level + modulePx, left, right, whole: inside && words.right <= left };`;

const blank = (desktop, folder, display, limit) =>
    until(`no QR code on display ${display}`, async () => (await codesOn(desktop, folder, display)).length === 0, limit);

test("A18: with two displays the QR code faces the holder and the code the staff, until the wallet has it", async (t) => {
    const { desktop, folder, page } = await open(t);
    await issue(page);
    const uri = await scanned(desktop, folder);
    assert.match(uri, /^openid-credential-offer:/);
    assert.deepEqual(await codesOn(desktop, folder, 0), [], "a QR code on the staff display");

    await page.press("button", "Show code");
    const code = await until("the transaction code", async () => {
        const digits = (await page.text("code")).replace(/\s/g, "");
        return /^\d{6}$/.test(digits) && digits;
    });
    assert.equal(await page.run(`return document.querySelector('[data-testid="qr"]');`), null);
    await page.window("holder");
    assert.ok(!(await page.shown()).replace(/\s/g, "").includes(code), "the code on the holder display");
    await page.window("staff");

    const [credential] = await redeem(uri, code);
    assert.deepEqual(credential.failed, []);
    await ticketSays(page, "Claimed", 30_000);
    await blank(desktop, folder, 1, 5_000);
});

test("A31: both displays tell one time; the QR code is whole and the same text at M, at L and bigger", async (t) => {
    const { desktop, folder, page } = await open(t);
    await issue(page);
    const uri = await scanned(desktop, folder);
    const minutes = Math.ceil((await secondsLeft(page)) / 60);
    const drawn = [];
    for (const press of [false, true, true]) {
        if (press) await page.press("button", "Hard to scan?");
        await page.window("holder");
        const plate = await until("another QR code", async () => {
            const found = await page.run(PLATE);
            return found.key !== drawn.at(-1)?.key && found;
        });
        assert.ok(plate.whole, `cut off or over the words: ${JSON.stringify(plate)}`);
        assert.match(await page.text("left"), new RegExp(`^About ${minutes} minutes left`));
        drawn.push(plate);
        await page.painted();
        await page.window("staff");
        assert.equal(await scanned(desktop, folder), uri);
    }
    assert.deepEqual(drawn.map(({ level }) => level), ["M", "L", "L"]);
    assert.ok(drawn[2].modulePx > drawn[1].modulePx);
});

test("mirrored displays withhold QR code and code, and say what to do", async (t) => {
    const { desktop, folder, page } = await open(t);
    await issue(page);
    await scanned(desktop, folder);
    await desktop.mirror();
    await page.sees("Both screens show the same picture. Set them to extend.", 5_000);
    assert.deepEqual(await codesOn(desktop, folder, 0), []);
    assert.equal(await page.has("button", "Show code"), false);
});

test("A19: a display that is unplugged takes the QR code and the code with it, and nothing jumps", async (t) => {
    const { desktop, folder, page } = await open(t);
    await issue(page);
    await scanned(desktop, folder);
    await page.press("button", "Show code");
    await desktop.unplug();
    await page.sees("The holder display is gone. Show the QR code here?", 5_000);
    assert.equal(await page.text("code"), "");
    assert.deepEqual(await codesOn(desktop, folder, 0), []);
    await page.press("button", "Show here");
    await page.find("testid", "qr");
});

test("A26: the holder window may call no command and has nothing to operate", async (t) => {
    const { page } = await open(t);
    await page.window("holder");
    assert.ok(COMMANDS.length > 50);
    for (const name of [...COMMANDS.map((command) => `plugin:desk|${command}`), "plugin:event|listen", "plugin:event|emit", "plugin:window|set_title"]) {
        const answer = await page.post("execute/async", {
            script: `const [name, done] = arguments;
                window.__TAURI_INTERNALS__.invoke(name, { request: {} }).then(() => done("allowed"), (error) => done(String(error)));`,
            args: [name],
        });
        assert.match(answer, /not allowed|not found/, `${name}: ${answer}`);
    }
    const operable = await page.run(
        `return [...document.querySelectorAll("a, button, input, select, textarea, [tabindex]")].length;`,
    );
    assert.equal(operable, 0);
});

test("the privacy key blanks the holder display at once, and staff bring the QR code back", async (t) => {
    const { desktop, folder, page } = await open(t);
    await issue(page);
    await scanned(desktop, folder);
    await new Keyboard(page).press("control", "shift", "h");
    await blank(desktop, folder, 1, 5_000);
    await page.press("button", /^Show again/);
    await scanned(desktop, folder);
});

test("a holder window whose page hangs is taken away, and comes back with One moment", async (t) => {
    const { desktop, folder, page } = await open(t);
    await issue(page);
    await scanned(desktop, folder);
    await page.window("holder");
    await page.run(`setTimeout(() => { const end = performance.now() + 4000; while (performance.now() < end); }, 50);`);
    await page.window("staff");
    await page.find("button", /^Show again/);
    await blank(desktop, folder, 1, 3_000);
    await page.window("holder");
    await page.sees("One moment");
});

test("after a form longer than the window the offer's summary stands beside its ticket, in view", async (t) => {
    const { page } = await open(t);
    await compose(page, { credentials: [STAFF_PASS], person: "104233" });
    await page.attach("portrait-file", await samplePhoto());
    await page.find("button", /^Frame/);
    await page.run(`document.querySelector("main").scrollTop = 10_000;`);
    await pressIssue(page, () => page.has("testid", "holder-place"));
    await page.sees("QR on holder display");
    await page.painted();
    const places = await page.run(`
        return ["#offer-heading", "#ticket-heading"].map((one) => document.querySelector(one).getBoundingClientRect().top)
            .concat(innerHeight);`);
    const [summary, ticket, height] = places;
    assert.ok(summary > 0 && ticket > 0 && summary < height / 2 && ticket < height / 2, `${places}`);
});
