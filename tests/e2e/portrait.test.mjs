// A photo becomes a portrait in the real window, and arrives in a wallet that is not ours.
import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { compose, issue, LICENCE, readCode, STAFF_PASS, ticketSays } from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";
import { CAMERA, look, pictureFolder, takePhoto } from "./photo.mjs";
import { start } from "./program.mjs";
import { scan } from "./screen.mjs";
import { assertNoTraces } from "./traces.mjs";
import { until } from "./wait.mjs";
import { redeem } from "./wallet.mjs";

const RATIO = 35 / 45;
const CLAIMED_LIMIT = 60_000;

const framed = (page) =>
    until("the frame to have the focus", () => page.run(`return "frame" in document.activeElement.dataset;`));

test("A10: a 12-megapixel sideways photo reaches the wallet upright, 35:45, small, without EXIF, and no file is written", async (t) => {
    const { page, folder } = await start(t);
    const pictures = pictureFolder(t);
    await compose(page, { credentials: [LICENCE], person: "104233" });
    await page.attach("portrait-file", await takePhoto(pictures));
    await framed(page);
    await new Keyboard(page).press(KEY.enter);
    await page.find("button", "Replace");
    assert.match(await page.text("portrait-size"), /^\d\d kB, fits$/);

    await issue(page);
    const uri = await scan(page, "portrait-qr");
    const [credential] = await redeem(uri, await readCode(page));
    assert.deepEqual(credential.failed, []);
    const portrait = Buffer.from(credential.claims.portrait);
    const { format, width, height, upright } = await look(pictures, portrait);
    assert.equal(format, "JPEG");
    assert.ok(Math.abs(width / height - RATIO) < 0.01, `${width} by ${height}`);
    assert.ok(upright, "light is above dark");
    assert.ok(portrait.length <= 60_000, `${portrait.length} bytes`);
    for (const mark of ["Exif", CAMERA]) assert.equal(portrait.includes(mark), false, mark);

    await ticketSays(page, "Claimed", CLAIMED_LIMIT);
    const part = portrait.subarray(portrait.length / 2, portrait.length / 2 + 24).toString("base64");
    assertNoTraces(folder, { "the portrait": part, "a picture": "JFIF", "what the camera wrote": "Exif" });
});

test("A11: without a camera, keys alone move the frame over a chosen picture and change its size", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: [STAFF_PASS], person: "104233" });
    await page.attach("portrait-file", await takePhoto(pictureFolder(t)));
    await framed(page);
    const keyboard = new Keyboard(page);
    const box = () => page.run(`const { left, width } = document.activeElement.getBoundingClientRect(); return { left, width };`);
    // The frame has its size once the picture is laid out, and moves a frame of the screen after the key.
    const first = await until("the frame to have a size", async () => (await box()).width > 0 && box());
    await keyboard.press("-");
    const smaller = await until("a smaller frame", async () => (await box()).width < first.width && box());
    await keyboard.press(KEY.right);
    await until("the frame further right", async () => (await box()).left > smaller.left);
    await keyboard.press(KEY.escape);
    assert.equal(await page.run("return document.activeElement.innerText;"), "Replace");
});

test("a photo of more than 600 kB is made smaller, where a request may have 500", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: [STAFF_PASS], person: "104233" });
    const name = await page.valueOf("Family name");
    const photo = await takePhoto(pictureFolder(t));
    assert.ok(statSync(photo).size > 600_000);
    await page.attach("portrait-file", photo);
    await page.press("button", /^Use this part/);
    await page.sees(/\d\d kB, fits/);
    assert.equal(await page.valueOf("Family name"), name);
    await issue(page);
});

test("a file that is no picture is refused at its field and the other details stay", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: [STAFF_PASS], person: "104233" });
    const name = await page.valueOf("Family name");
    const file = join(pictureFolder(t), "portrait.jpg");
    // A picture by its first bytes only.
    writeFileSync(file, Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(600_000, 0x5a)]));
    await page.attach("portrait-file", file);
    await page.sees(/This file is not a picture that can be read/);
    assert.equal(await page.valueOf("Family name"), name);
    assert.equal(await page.has("button", /^Frame/), false);
});
