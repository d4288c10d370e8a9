// Waiting for conditions. Nothing in these tests waits for a length of time.
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const LIMIT = 30_000;

/** Asks `look` again until it gives something that is not empty. */
export async function until(what, look, limit = LIMIT) {
    const end = performance.now() + limit;
    let fault;
    while (performance.now() < end) {
        try {
            const found = await look();
            if (found) return found;
            fault = undefined;
        } catch (error) {
            fault = error;
        }
        await pause(50);
    }
    const last = fault === undefined ? "" : ` (${fault.message})`;
    throw new Error(`waited ${limit / 1000} s in vain: ${what}${last}`, { cause: fault });
}

/** A port nobody listens on now. */
export async function freePort() {
    const server = createServer();
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address();
    await new Promise((closed) => server.close(closed));
    return port;
}
