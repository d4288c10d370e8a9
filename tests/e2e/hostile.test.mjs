// Text from a hostile service: through every field it controls, in both real windows, nothing of it runs or becomes an element.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { connect, invoke } from "./connect.mjs";
import { VISITOR } from "./desk.mjs";
import { dataFolder, start } from "./program.mjs";
import { startTenant } from "./tenant.mjs";
import { imitated } from "./trouble_states.mjs";
import { twoDisplays } from "./two_displays.mjs";
import { until } from "./wait.mjs";

/** Each would call `hit` or leave an element of class `planted` if it were read as anything but text. */
const PAYLOADS = [
    `<script class="planted">hit()</script>`,
    `<img class="planted" src="x" onerror="hit()">`,
    `<svg class="planted" onload="hit()"><script>hit()</script></svg>`,
    `<iframe class="planted" srcdoc="<script>parent.hit()</script>"></iframe>`,
    `"><b class=planted autofocus onfocus=hit() tabindex=0>`,
    "{{hit()}}${hit()}{@html hit()}#{hit()}",
    "javascript:hit()",
    "\u202Egnp.exe\u2066\u200B\u200D\uFEFF\u0000\u001B[31m",
    `${"A".repeat(10_000)}<u class="planted">`,
];
const ALL = PAYLOADS.slice(0, 8).join(" ");

const LOGO = `data:image/svg+xml;base64,${Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" onload="parent.hit()"><script>parent.hit()</script>
     <foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="parent.hit()"/></foreignObject></svg>`,
).toString("base64")}`;

/** Arms a page: whatever runs from now on is counted. */
const ARM = `window.hits = 0; window.hit = () => { window.hits += 1; }; return true;`;
const HARM = `const texts = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) texts.push(walk.currentNode.data);
return {
    hits: window.hits,
    elements: document.querySelectorAll(".planted, iframe:not([src^='isolation-']), object, embed, script:not([src]), img:not([src^='blob:'])").length,
    handlers: [...document.querySelectorAll("*")].filter((one) => [...one.attributes].some(({ name }) => /^on/.test(name))).length,
    unseen: texts.filter((text) => /[\\u0000-\\u0008\\u001b\\u200b\\u202a-\\u202e\\u2060-\\u206f\\ufeff]/.test(text)).length,
    long: texts.filter((text) => text.length > 600).length,
    links: [...document.querySelectorAll("[href], [src]")].filter((one) => /^(javascript|data|https?):/i.test(one.getAttribute("href") ?? one.getAttribute("src"))).length,
};`;
const UNHARMED = { hits: 0, elements: 0, handlers: 0, unseen: 0, long: 0, links: 0 };

async function assertUnharmed(page, where) {
    assert.deepEqual(await page.run(HARM), UNHARMED, where);
}

/** Puts hostile text into every text of an answer that the service may choose freely. */
function poison(method, path, text) {
    const reply = (change) => {
        const body = JSON.parse(text);
        change(body);
        return JSON.stringify(body);
    };
    if (path.startsWith("/v2/credentials/mobile/configurations")) return reply(poisonConfigurations);
    if (path.startsWith("/v1/users")) return reply(poisonPeople);
    return text;
}

function poisonConfigurations(body) {
    const list = body.data ?? [body];
    for (const [at, one] of list.entries()) {
        one.branding = {
            name: at === 0 ? `Hostile pass ${ALL}` : PAYLOADS[at % PAYLOADS.length],
            description: ALL,
            backgroundColor: `#fff;background:url(javascript:hit())`,
            watermarkImage: LOGO, issuerLogo: LOGO, issuerIcon: LOGO,
        };
        if (at > 0) continue;
        one.claimMappings = {
            [`nz.example.${PAYLOADS[1]}`]: {
                [PAYLOADS[0]]: { mapFrom: "claims.given_name", type: PAYLOADS[2] },
                [PAYLOADS[4]]: { mapFrom: "claims.family_name", type: "string" },
                [PAYLOADS[5]]: { defaultValue: ALL, type: "string" },
                [PAYLOADS[7]]: { mapFrom: `claims.${PAYLOADS[1]}`, type: "string" },
            },
        };
    }
}

function poisonPeople(body) {
    for (const one of body.data ?? [body]) {
        Object.assign(one.claims, { given_name: ALL, family_name: PAYLOADS[8], birth_date: PAYLOADS[0], email: PAYLOADS[1] });
    }
}

/** A refusal whose every word is hostile, at a field and beside any. */
const REFUSAL = JSON.stringify({
    code: PAYLOADS[0],
    message: ALL,
    details: ["claims.given_name", PAYLOADS[1], "credentials"].map((param) => ({ param, msg: ALL, location: "body", value: ALL })),
});

test("R69, K9, K10: hostile text in every field that a service controls runs nothing and makes no element", async (t) => {
    const desktop = await twoDisplays();
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-hostile-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    let refuse = false;
    const { vendorJson, env } = await startTenant(t, folder, {
        rewrite: poison,
        meddle: (method, path) =>
            refuse && method === "POST" && path.endsWith("/pre-authorized") ? { status: 422, body: REFUSAL } : undefined,
    });
    const started = start(t, dataFolder(t), ["--holder-display", "2"], { ...desktop.env, ...env });
    await started.finally(() => t.after(() => desktop.stop()));
    const { page } = await started;
    await page.sees("Holder: screen 2");
    await page.window("holder");
    await page.run(ARM);
    await page.window("staff");
    await page.run(ARM);
    await connect(page, vendorJson, `Harbour ${PAYLOADS[1]}`);
    await assertUnharmed(page, "connected");

    await page.press("button", "Issue");
    await page.press("choice", "Find a person");
    await page.type("Member number, e-mail or user ID", "104233");
    await page.press("button", "Search");
    await page.find("button", "Change");
    await assertUnharmed(page, "a person of hostile claims");
    await page.press("choice", /^Hostile pass/);
    await page.sees("Hostile pass <script");
    await until("the form", () => page.run(`return document.querySelectorAll("main input[type=text], main textarea").length > 1;`));
    await assertUnharmed(page, "a form of hostile labels, filled in from a hostile record");
    // What such a record holds cannot be sent, and its fields say so.
    await page.press("button", "Change");
    await page.press("choice", "No person");
    await until("the record to be gone", () => page.run(`return [...document.querySelectorAll("main input[type=text], main textarea")].every((one) => !one.value.includes("hit()"));`));
    await assertUnharmed(page, "a form of hostile labels");

    refuse = true;
    await page.press("button", /^Issue offer/);
    await page.sees(/did not accept/);
    await assertUnharmed(page, "a hostile refusal");
    refuse = false;
    await page.press("button", /^Issue offer/);
    await page.sees("QR on holder display");
    await assertUnharmed(page, "a live offer");
    await page.window("holder");
    await page.sees("Hostile pass <script");
    await assertUnharmed(page, "the holder's display");
    await page.window("staff");

    for (const screen of ["Pending", "Presets", "Activity", "Settings"]) {
        await page.press("button", screen);
        await until(`${screen} to be read`, () => page.run(`return document.querySelector("main h1, main h2") !== null;`));
        await page.painted();
        await assertUnharmed(page, screen);
    }
    await page.window("holder");
    await assertUnharmed(page, "the holder's display in the end");
    // The trap itself works: what is called is counted, and so is what is shown.
    await page.run("window.hit(); document.body.append('a\\u202eb' + 'A'.repeat(601));");
    const harm = await page.run(HARM);
    assert.deepEqual([harm.hits, harm.unseen, harm.long], [1, 1, 1]);
});

test("R69: a credential that looks like another says so, and what it is", async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-imitated-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const { vendorJson, env } = await startTenant(t, folder, { rewrite: (_method, _path, text) => imitated(text) });
    const { page } = await start(t, dataFolder(t), [], env);
    await connect(page, vendorJson, "Harbour office");
    await page.press("button", "Issue");
    await page.find("choice", VISITOR);
    const warned = await page.run(`return [...document.querySelectorAll("#field-credentials .alike")].map((one) => one.innerText);`);
    assert.equal(warned.length, 2);
    for (const one of warned) assert.match(one, /^Another one here looks the same. This is \S/);
    assert.notEqual(warned[0], warned[1]);
});

test("R58: of a page's requests at once only so many are carried out, and the program goes on", async (t) => {
    const { page } = await start(t);
    const script = `const [done] = arguments;
        const ask = () => window.__TAURI_INTERNALS__.invoke("plugin:desk|new_intent", { request: {} }).then(() => "done", ({ code }) => code);
        Promise.all(Array.from({ length: 600 }, ask)).then(done);`;
    const said = await page.post("execute/async", { script, args: [] });
    const refused = said.filter((one) => one === "too_often").length;
    assert.equal(said.filter((one) => one === "done").length + refused, 600);
    assert.ok(refused > 200, `${refused} were refused`);
    // Asked again until it is carried out, which is soon.
    assert.equal((await invoke(page, "list_tenants", {})).length, 1);
});
