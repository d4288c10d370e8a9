// Issue 3: 500 offers in different states, made by a script; an admin finds and cancels the right 14.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { connect, invoke } from "./connect.mjs";
import { LOCKER, VISITOR } from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";
import { dataFolder, start } from "./program.mjs";
import { photograph } from "./screen.mjs";
import { startTenant } from "./tenant.mjs";
import { until } from "./wait.mjs";
import { redeem } from "./wallet.mjs";

const LIMIT = 60_000;
const OFFERS = "/v1/openid/offers/pre-authorized";

/** How many of which credential, and what becomes of them. */
const CROWD = [
    { count: 160, name: VISITOR, lifetime: "1s", then: null },
    { count: 130, name: VISITOR, lifetime: "10", then: ["cancel_offer", {}] },
    { count: 10, name: LOCKER, lifetime: "10", then: ["cancel_offer", {}] },
    { count: 140, name: VISITOR, lifetime: "10", then: ["staff_saw", { saw: "in_wallet" }] },
    { count: 46, name: VISITOR, lifetime: "10", then: null },
    { count: 14, name: LOCKER, lifetime: "10", then: null },
];
const AT_ONCE = 20;

/** Issues offers as the form does, through the program's own commands. */
const ISSUE = `
    const [{ count, name, lifetime, then }, done] = arguments;
    const ask = (command, request) => window.__TAURI_INTERNALS__.invoke("plugin:desk|" + command, { request });
    // A script asks more often than the program lets a page (R58).
    const pause = () => new Promise((over) => setTimeout(over, 250));
    const call = (command, request) => ask(command, request).catch((error) => {
        if (error.code !== "too_often") throw error;
        return pause().then(() => call(command, request));
    });
    const issue = async () => {
        const { id } = (await call("list_credentials", { refresh: false })).find((one) => one.name === name);
        const { fields } = await call("make_form", { configurationIds: [id], userId: null });
        const typed = Object.fromEntries(
            fields.filter(({ required }) => required).map(({ id, kind }) => [id, kind === "number" ? "12" : "Northern yard"]),
        );
        const intents = [];
        for (let at = 0; at < count; at += 1) {
            const intentId = await call("new_intent", {});
            await call("issue_offer", {
                intentId, configurationIds: [id], person: { kind: "none" }, typed, lifetime,
                transactionCode: { description: "Ask at the desk" }, keep: [], presetId: null, language: "en",
            });
            if (then) await call(then[0], { intentId, ...then[1] });
            intents.push(intentId);
        }
        return { intents };
    };
    issue().then(done, (error) => done({ error: JSON.stringify(error) }));`;

/** The practice tenant, behind a name; what it offers is kept, and some cancels can be refused. */
class Tenant {
    offers = [];
    refused = new Set();
    refusing = 0;

    options = {
        heard: (method, path, text) => {
            if (method === "POST" && path === OFFERS) this.offers.push(JSON.parse(text));
        },
        meddle: (method, path) => {
            if (method !== "DELETE" || !path.startsWith(OFFERS)) return undefined;
            const id = path.split("/").at(-1);
            if (this.refused.size < this.refusing && id !== this.spared) this.refused.add(id);
            return this.refused.has(id) ? 503 : undefined;
        },
    };

    relent() {
        this.refusing = 0;
        this.refused.clear();
    }
}

async function listed(page, filter, search = "") {
    const dayStart = new Date(0).toISOString();
    return invoke(page, "list_pending", { filter, search, after: null, limit: 200, dayStart });
}

test("A50: among 500 offers the right 14 are found and cancelled, two fail and are retried; A52: one claimed meanwhile is never called cancelled", async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-tenant-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const tenant = new Tenant();
    const { vendorJson, env, atHome } = await startTenant(t, folder, tenant.options);
    const { page } = await start(t, dataFolder(t), [], env);
    await connect(page, vendorJson, "Harbour office");
    const right = [];
    for (const { count, ...part } of CROWD) {
        for (let at = 0; at < count; at += AT_ONCE) {
            const args = [{ ...part, count: Math.min(AT_ONCE, count - at) }];
            const { intents, error } = await page.post("execute/async", { script: ISSUE, args });
            assert.equal(error, undefined);
            if (part.name === LOCKER && part.then === null) right.push(...intents);
        }
    }
    const { counts } = await listed(page, "all");
    assert.equal(counts.all, 500);
    await until("the short offers to have ended", async () => (await listed(page, "live")).counts.live === 60, LIMIT);

    const keyboard = new Keyboard(page);
    await keyboard.press("control", "2");
    await page.sees("Waiting for the wallet", LIMIT);
    // Task 7: the filter, Down, Ctrl+A, Delete, the number, Enter.
    const before = keyboard.presses;
    await keyboard.type("l");
    await until("the 14 to be found", async () => (await page.run(`return document.querySelectorAll("tbody tr").length;`)) === 14, LIMIT);
    await keyboard.press(KEY.down);
    await keyboard.press("control", "a");
    await page.sees("14 selected", LIMIT);
    await keyboard.press(KEY.delete);
    await page.sees("Keep offers", LIMIT);
    await keyboard.type("14");
    await page.painted();
    await photograph(page, "crowd-ask");

    // A wallet is quicker with one of them, and the service refuses to delete two.
    const [claimed] = tenant.offers.slice(-14);
    tenant.spared = claimed.id;
    tenant.refusing = 2;
    // The reply may hold the code as a number, without the zeros in front.
    await redeem(atHome(claimed.uri), String(claimed.transactionCode).padStart(6, "0"));
    await keyboard.press(KEY.enter);
    assert.ok(keyboard.presses - before <= 7, `${keyboard.presses - before} keys`);
    const said = await page.sees("2 could not be reached", LIMIT);
    await page.painted();
    await photograph(page, "crowd-partly");
    assert.match(said, /11 cancelled\./);
    tenant.relent();
    await page.press("button", "Try 2 again");
    await page.sees(/13 cancelled\.|2 already ended/, LIMIT);
    await page.painted();
    await photograph(page, "crowd-done");

    const { rows } = await listed(page, "all", "loc");
    const states = rows.filter(({ intentId }) => right.includes(intentId)).map(({ state }) => state);
    assert.equal(states.filter((state) => state === "cancelled").length, 13);
    assert.equal(states.filter((state) => state === "claimed").length, 1);
    assert.equal((await listed(page, "live")).counts.live, 46, "no other offer was touched");
});
