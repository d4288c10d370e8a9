// The program is there once, however often its icon is pressed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { startAtHome } from "./program.mjs";
import { until } from "./wait.mjs";

const run = promisify(execFile);

/** The windows of the program that are not minimised. */
async function inSight() {
    const search = ["search", "--onlyvisible", "--class", "counterfoil"];
    // xdotool ends with 1 when it finds nothing.
    const { stdout } = await run("xdotool", search).catch(() => ({ stdout: "" }));
    return stdout.split("\n").filter(Boolean);
}

test("A56: starting twice brings the one window to the front and ends the second start", async (t) => {
    const { page, again } = await startAtHome(t);
    const [window] = await until("the window", async () => (await inSight()).length === 1 && inSight());
    await run("xdotool", ["windowminimize", window]);
    await until("the window to be minimised", async () => (await inSight()).length === 0);
    const second = again();
    t.after(() => second.kill("SIGKILL"));
    await until("the second start to end", () => second.exitCode !== null);
    assert.equal(second.exitCode, 0);
    await until("the window to be back", async () => (await inSight()).join() === window);
    const { stdout: active } = await run("xdotool", ["getactivewindow"]);
    assert.equal(active.trim(), window);
    assert.equal((await page.handles()).length, 1);
});
