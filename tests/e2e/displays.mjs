// A virtual screen of one's own, with a window manager on it: for sizes and scales that the shared
// session does not have. Two displays: two_displays.mjs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/**
 * Starts a screen of `width` x `height` device pixels.
 * Gives the environment that leads a program there, and what ends it.
 */
export async function startScreen({ width, height }) {
    const size = `${width}x${height}x24`;
    const server = spawn(
        "Xvfb",
        // Without -noreset the monitors are forgotten when the first window goes.
        ["-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", size],
        { stdio: ["ignore", "ignore", "ignore", "pipe"] },
    );
    const [line] = await once(createInterface(server.stdio[3]), "line");
    const env = { DISPLAY: `:${line}` };
    const desktop = spawn("openbox", [], { env: { ...process.env, ...env }, stdio: "ignore" });
    return { env, stop: () => Promise.all([end(desktop), end(server)]) };
}

export async function end(child) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
}
