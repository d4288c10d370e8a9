// One start of Counterfoil in a data folder of its own.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { drive } from "./driver.mjs";
import { isAlive } from "./processes.mjs";
import { photograph } from "./screen.mjs";
import { until } from "./wait.mjs";

// A new data folder begins with the first run, which only its own test wants to see.
const SKIP = ["--skip-first-run"];
const PROGRAM = process.env.COUNTERFOIL_PROGRAM;

/** A new data folder, removed at the end of the test. */
export function dataFolder(t) {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

/** Starts the program on the practice tenant and waits until staff could use it. */
export async function start(t, folder = dataFolder(t), flags = [], env = {}, output = undefined) {
    const program = await launch(t, folder, [...SKIP, ...flags], env, output);
    await program.page.find("button", "Issue");
    return program;
}

/** Starts the program as a newcomer does, on its first step. */
export async function startNew(t, folder = dataFolder(t)) {
    const program = await launch(t, folder, [], {});
    await program.page.find("button", "Practise now");
    return program;
}

/** Starts the program as its icon does, in a home of its own; also returns what starts it there once more. */
export async function startAtHome(t) {
    const home = dataFolder(t);
    const env = Object.fromEntries(
        ["DATA", "CONFIG", "CACHE", "STATE"].map((name) => [`XDG_${name}_HOME`, join(home, name.toLowerCase())]),
    );
    const program = watched(t, await drive(PROGRAM, SKIP, env), home);
    await program.page.find("button", "Issue");
    const again = () => spawn(PROGRAM, SKIP, { env: { ...process.env, ...env }, stdio: "ignore" });
    return { page: program.page, again };
}

async function launch(t, folder, flags, env, output) {
    return watched(t, await drive(PROGRAM, ["--data-dir", folder, ...flags], env, output), folder);
}

function watched(t, page, folder) {
    const program = new Program(page, folder);
    t.after(async () => {
        // What was on the screen last tells why a test failed.
        await page.painted().catch(() => {});
        await photograph(page, `last-${t.name.replace(/[^a-z0-9]+/gi, "-").slice(0, 60)}`);
        await program.stop();
    });
    return program;
}

class Program {
    constructor(page, folder) {
        this.page = page;
        this.folder = folder;
        this.running = true;
    }

    /** Ends it as an operating system that runs out of memory would. */
    async kill() {
        const pid = this.pid();
        this.running = false;
        process.kill(pid, "SIGKILL");
        await until("the killed program to be gone", () => !isAlive(pid));
        await this.page.end();
    }

    /** Waits until it has ended by itself. */
    async gone() {
        await until("the program to end", () => this.page.program() === undefined);
        this.running = false;
        await this.page.end();
    }

    /** What it wrote down about the place of its windows. */
    place() {
        try {
            return JSON.parse(readFileSync(join(this.folder, "window.json"), "utf8"));
        } catch {
            return undefined;
        }
    }

    /** Ends it in order. */
    async stop() {
        if (!this.running) return;
        this.pid();
        this.running = false;
        await this.page.close();
    }

    pid() {
        const pid = this.page.program();
        if (pid === undefined) throw new Error("the program is not running");
        return pid;
    }
}
