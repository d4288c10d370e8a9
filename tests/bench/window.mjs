// Start, memory and idle CPU of the window beside a bare one of the same versions.
// Usage: node window.mjs RESULT.json STARTS, inside the private session with a screen.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { compose, issueAnything, MEMBERSHIP, VISITOR } from "../e2e/desk.mjs";
import { drive } from "../e2e/driver.mjs";
import { Keyboard } from "../e2e/keyboard.mjs";
import { killTree, treeOf } from "../e2e/processes.mjs";
import { until } from "../e2e/wait.mjs";

const [, , result, starts] = process.argv;
const OURS = process.env.COUNTERFOIL_PROGRAM;
const BARE = process.env.COUNTERFOIL_BARE;
const IDLE_SECONDS = 30;
/** Until the pictures are drawn and the engine has compiled what it will: a desk idles after that. */
const SETTLE_SECONDS = 5;
const TICKS_A_SECOND = 100;

/** Starts a program in a fresh home and times it until its first command reaches Rust. */
async function launch(program, measure) {
    const home = mkdtempSync(join(tmpdir(), "counterfoil-bench-"));
    const mark = join(home, "started");
    const flags = program === OURS ? ["--data-dir", join(home, "data"), "--skip-first-run"] : [];
    const begin = performance.now();
    const child = spawn(program, [...flags, "--report-start", mark], {
        env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home },
        stdio: "ignore",
    });
    try {
        while (!existsSync(mark)) {
            if (child.exitCode !== null) throw new Error(`${program} ended by itself`);
            if (performance.now() - begin > 30_000) throw new Error(`${program} never was ready`);
            await pause(1);
        }
        const took = performance.now() - begin;
        return { took, ...(await measure?.(child.pid)) };
    } finally {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        killTree(child.pid);
        await gone;
        rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
}

/** Alternates the two programs so that both meet the same weather; the first pair warms caches. */
async function compareStarts() {
    const times = { [OURS]: [], [BARE]: [] };
    for (let round = -1; round < Number(starts); round += 1) {
        for (const program of [OURS, BARE]) {
            const { took } = await launch(program);
            if (round >= 0) times[program].push(took);
        }
    }
    return ["median", "minimum"].map((which) => ({
        what: `cold start to first command, ${which}`,
        ours: pick(times[OURS], which),
        bare: pick(times[BARE], which),
        unit: "ms",
        target: which === "median" ? "<= 1.3x" : "",
        note: `n=${starts}, ours ${range(times[OURS])}, bare ${range(times[BARE])}`,
    }));
}

async function compareMemory() {
    const settled = async (pid) => ({ memory: await settledMemory(pid) });
    const ours = [];
    const bare = [];
    for (let round = 0; round < 3; round += 1) {
        ours.push((await launch(OURS, settled)).memory);
        bare.push((await launch(BARE, settled)).memory);
    }
    return {
        what: "memory of the process tree (PSS)",
        ours: pick(ours, "median"),
        bare: pick(bare, "median"),
        unit: "MB",
        target: "<= 1.3x",
        note: "n=3",
    };
}

/** PSS once it has stopped moving by more than a percent within a second. */
async function settledMemory(pid) {
    let last = proportionalSize(pid);
    return until("memory to settle", async () => {
        await pause(1000);
        const now = proportionalSize(pid);
        const quiet = Math.abs(now - last) < last / 100;
        last = now;
        return quiet && now;
    });
}

function proportionalSize(pid) {
    const kilobytes = treeOf(pid).map((one) => {
        const text = readFileSync(`/proc/${one}/smaps_rollup`, "utf8");
        return Number(/^Pss:\s+(\d+)/m.exec(text)[1]);
    });
    return kilobytes.reduce((sum, value) => sum + value, 0) / 1000;
}

/** CPU of the tree while a live offer counts down. A measurement, so here a length of time is meant. */
async function idleCpu() {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-bench-"));
    const page = await drive(OURS, ["--data-dir", folder, "--skip-first-run"]);
    try {
        await issueAnything(page);
        const pid = page.program();
        await pause(SETTLE_SECONDS * 1000);
        const before = cpuTicks(pid);
        await pause(IDLE_SECONDS * 1000);
        const used = (cpuTicks(pid) - before) / TICKS_A_SECOND;
        return {
            what: "CPU with a live countdown, of one core",
            ours: (used / IDLE_SECONDS) * 100,
            unit: "%",
            target: "<= 1 %",
            note: `${IDLE_SECONDS} s, QR on screen, driven`,
        };
    } finally {
        await page.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
}

/** From a key to the frame that shows it, while a form is typed into. The frame after next is on the screen for certain. */
async function keyToScreen() {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-bench-"));
    const page = await drive(OURS, ["--data-dir", folder, "--skip-first-run"]);
    try {
        await compose(page, { credentials: [VISITOR, MEMBERSHIP] });
        await page.run(`
            window.took = [];
            document.addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() =>
                requestAnimationFrame(() => window.took.push(performance.now() - timeStamp))), true);
            document.getElementById("field-given_name").focus();`);
        const keyboard = new Keyboard(page);
        await keyboard.type("the quick brown fox jumps over it");
        const times = await until("every key", async () => {
            const took = await page.run("return window.took;");
            return took.length >= keyboard.presses && took.sort((a, b) => a - b);
        });
        const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(0);
        return {
            what: "key to screen, 95th percentile",
            ours: Number(at(0.95)),
            unit: "ms",
            target: "<= 100 ms",
            note: `n=${times.length}, min ${at(0)}, median ${at(0.5)}, 90 % ${at(0.9)}, max ${at(1)}; form of two credentials`,
        };
    } finally {
        await page.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
}

function cpuTicks(pid) {
    return treeOf(pid)
        .map((one) => {
            const text = readFileSync(`/proc/${one}/stat`, "utf8");
            const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
            return Number(fields[11]) + Number(fields[12]);
        })
        .reduce((sum, value) => sum + value, 0);
}

function pick(values, which) {
    const sorted = [...values].sort((a, b) => a - b);
    return which === "minimum" ? sorted[0] : sorted[Math.floor(sorted.length / 2)];
}

const range = (values) => `${Math.min(...values).toFixed(0)}-${Math.max(...values).toFixed(0)}`;

const rows = [...(await compareStarts()), await compareMemory(), await idleCpu(), await keyToScreen()];
writeFileSync(result, JSON.stringify(rows));
