// Processes of this computer, as Linux shows them.
import { readdirSync, readFileSync } from "node:fs";

/** All processes below one, itself first. */
export function treeOf(pid) {
    return [pid, ...childrenOf(pid).flatMap(treeOf)];
}

/** Ends all of them at once. */
export function killTree(pid) {
    for (const one of treeOf(pid).reverse()) {
        try {
            process.kill(one, "SIGKILL");
        } catch (error) {
            // It ended by itself meanwhile.
            if (error.code !== "ESRCH") throw error;
        }
    }
}

/** The processes that one has started and not yet buried. */
export function childrenOf(parent) {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .filter((pid) => field(pid, 1) === String(parent));
}

/**
 * Whether it runs: what only waits to be buried does not. A killed one whose first thread is dead
 * keeps its files locked until the last thread is.
 */
export function isAlive(pid) {
    const state = field(pid, 0);
    if (state !== "Z") return state !== undefined;
    try {
        return readdirSync(`/proc/${pid}/task`).length > 1;
    } catch {
        return false;
    }
}

// Fields of /proc/<pid>/stat after the name, which may hold spaces: 0 is the state, 1 the parent.
function field(pid, index) {
    try {
        const text = readFileSync(`/proc/${pid}/stat`, "utf8");
        return text.slice(text.lastIndexOf(")") + 2).split(" ")[index];
    } catch {
        return undefined;
    }
}

/** The path it was started from; empty for what has ended. */
export function programOf(pid) {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0];
    } catch {
        return undefined;
    }
}
