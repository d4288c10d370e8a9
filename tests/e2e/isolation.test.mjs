// Between each page and Rust stands a frame that the page cannot reach into, and nothing gets past it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { invoke } from "./connect.mjs";
import { start } from "./program.mjs";

/** Runs in the page: sends a command as the frame would, but unsealed. */
const PAST_THE_FRAME = `const [done] = arguments;
    const { postMessage, transformCallback } = window.__TAURI_INTERNALS__;
    postMessage({
        cmd: "plugin:desk|new_intent",
        callback: transformCallback((answer) => done({ answer }), true),
        error: transformCallback((error) => done({ error: String(error) }), true),
        payload: { request: {} },
    });`;

const BY_THE_FRAME = `const [cmd, payload, done] = arguments;
    window.__TAURI_INTERNALS__.invoke(cmd, payload).then((answer) => done({ answer }), (error) => done({ error: String(error) }));`;

const FRAME = `const frames = [...document.querySelectorAll("iframe")];
    return frames.map((frame) => {
        let reached = "no";
        try { reached = frame.contentWindow.document ? "yes" : "no"; } catch {}
        return { sandbox: frame.getAttribute("sandbox"), reached, shown: frame.getClientRects().length, scheme: frame.src.split(":")[0].replace(/-[-0-9a-f]{36}$/, "-") };
    });`;

test("R54: nothing that a page sends past its frame is taken, nor what no page of ours asks", async (t) => {
    const { page } = await start(t);
    assert.equal((await invoke(page, "list_tenants", {})).length, 1);
    assert.deepEqual(await page.run(FRAME), [{ sandbox: "allow-scripts", reached: "no", shown: 0, scheme: "isolation-" }]);

    const past = await page.post("execute/async", { script: PAST_THE_FRAME, args: [] });
    assert.equal(past.answer, undefined);
    assert.match(past.error, /isolation|payload|missing|invalid/i);

    for (const [cmd, payload] of [
        ["plugin:event|emit", { event: "offer", payload: {} }],
        ["plugin:desk|new_intent", { request: {}, more: 1 }],
        ["plugin:window|set_title", { label: "staff", value: "x" }],
    ]) {
        const { answer, error } = await page.post("execute/async", { script: BY_THE_FRAME, args: [cmd, payload] });
        assert.equal(answer, undefined, cmd);
        assert.match(error, /^Command refused not found/, cmd);
    }
    // What was refused has spoilt nothing.
    assert.equal((await invoke(page, "list_tenants", {})).length, 1);
});
