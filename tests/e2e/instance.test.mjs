// One program for each person at the computer.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { drive } from "./driver.mjs";

const PROGRAM = process.env.COUNTERFOIL_PROGRAM;

test("A56: starting twice gives one window, and the second start ends by itself", async (t) => {
    const home = mkdtempSync(join(tmpdir(), "counterfoil-"));
    const env = { HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home };
    const page = await drive(PROGRAM, ["--skip-first-run"], env);
    t.after(async () => {
        await page.close();
        rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    });
    await page.find("button", "Issue");
    const second = spawn(PROGRAM, ["--skip-first-run"], { env: { ...process.env, ...env }, stdio: "ignore" });
    const [code] = await once(second, "exit");
    assert.equal(code, 0);
    assert.ok(await page.has("button", "Issue"), "the first window is still there");
});
