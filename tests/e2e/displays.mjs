// A virtual screen of one's own, with a window manager on it: for sizes, scales and monitors that the
// shared session does not have.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Starts a screen of `width` x `height` device pixels, cut into `monitors` of the same width side by side.
 * Gives the environment that leads a program there, and what ends it.
 */
export async function startScreen({ width, height, monitors = 1 }) {
    const size = `${width * monitors}x${height}x24`;
    const server = spawn(
        "Xvfb",
        // Without -noreset the monitors are forgotten when the first window goes.
        ["-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", size],
        { stdio: ["ignore", "ignore", "ignore", "pipe"] },
    );
    const [line] = await once(createInterface(server.stdio[3]), "line");
    const env = { DISPLAY: `:${line}` };
    const desktop = spawn("openbox", [], { env: { ...process.env, ...env }, stdio: "ignore" });
    if (monitors > 1) await cut(env, { width, height, monitors });
    return { env, stop: () => Promise.all([end(desktop), end(server)]) };
}

async function cut(env, { width, height, monitors }) {
    for (let at = 0; at < monitors; at += 1) {
        const millimetres = (pixels) => Math.round((pixels / 96) * 25.4);
        const shape = `${width}/${millimetres(width)}x${height}/${millimetres(height)}+${width * at}+0`;
        await run("xrandr", ["--setmonitor", `M${at}`, shape, at === 0 ? "screen" : "none"], {
            env: { ...process.env, ...env },
        });
    }
}

async function end(child) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
}
