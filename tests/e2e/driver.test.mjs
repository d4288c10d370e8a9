// The tests' own hands: what else runs on this computer must not trip them.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";

import { drive } from "./driver.mjs";
import { isAlive } from "./processes.mjs";
import { dataFolder } from "./program.mjs";
import { freePort } from "./wait.mjs";

test("a driver that finds its port taken by now is started on another", async (t) => {
    const stranger = createServer((caller) => caller.on("error", () => {}));
    t.after(() => stranger.close());
    await once(stranger.listen(0, "127.0.0.1"), "listening");
    const ports = [stranger.address().port, await freePort()];
    const flags = ["--data-dir", dataFolder(t), "--skip-first-run"];

    const page = await drive(process.env.COUNTERFOIL_PROGRAM, flags, {}, "inherit", () => ports.shift());
    t.after(() => page.close());
    await page.find("button", "Issue");
    assert.deepEqual(ports, []);
});

test("a page that is closed leaves no program behind, which would keep the whole run waiting", async (t) => {
    const flags = ["--data-dir", dataFolder(t), "--skip-first-run"];
    const page = await drive(process.env.COUNTERFOIL_PROGRAM, flags);
    const pid = page.program();
    assert.ok(isAlive(pid));
    await page.close();
    assert.ok(!isAlive(pid));
});
