// A locked screen, as a desktop tells it on the session bus.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { issueAnything } from "./desk.mjs";
import { start } from "./program.mjs";
import { photograph } from "./screen.mjs";
import { until } from "./wait.mjs";

function screenSaver(active) {
    execFileSync("dbus-send", [
        "--session",
        "--type=signal",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver.ActiveChanged",
        `boolean:${active}`,
    ]);
}

test("A33: a locked screen takes the QR code away, and it stays away until staff show it again", async (t) => {
    const { page } = await start(t);
    await issueAnything(page);
    screenSaver(true);
    await until("the QR code to be gone", async () => !(await page.has("testid", "qr")));
    screenSaver(false);
    await page.painted();
    await photograph(page, "away");
    assert.equal(await page.has("testid", "qr"), false);
    await page.press("button", "Show again");
    await page.find("testid", "qr");
});
