// axe-core in the real WebKit window, contrast included, on every screen and state.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { connect } from "./connect.mjs";
import { start } from "./program.mjs";
import { go, states } from "./states.mjs";
import { startTenant } from "./tenant.mjs";
import { troubleStates, Weather } from "./trouble_states.mjs";
import { variants } from "./variants.mjs";

const fromUi = createRequire(new URL("../../ui/package.json", import.meta.url));
const AXE = readFileSync(fromUi.resolve("axe-core/axe.min.js"), "utf8");

for (const [theme, { env }] of Object.entries({ light: variants.light, dark: variants.dark })) {
    test(`A60: axe finds no fault on any screen in the ${theme} theme`, async (t) => {
        const { page } = await start(t, undefined, [], env);
        await walk(t, page, states);
    });

    test(`A60: axe finds no fault in what a service in trouble leads to in the ${theme} theme`, async (t) => {
        const folder = mkdtempSync(join(tmpdir(), "counterfoil-axe-"));
        t.after(() => rmSync(folder, { recursive: true, force: true }));
        const weather = new Weather();
        const tenant = await startTenant(t, folder, weather.options);
        const { page } = await start(t, undefined, [], { ...env, ...tenant.env });
        await connect(page, tenant.vendorJson, "Harbour office");
        await walk(t, page, troubleStates(weather));
    });
}

async function walk(t, page, all) {
    await page.run(AXE);
    for (const state of all) {
        await t.test(state.name, async () => {
            await go(page, state);
            assert.deepEqual(await faults(page), []);
        });
    }
}

async function faults(page) {
    const violations = await page.post("execute/async", {
        script: `const done = arguments[0];
            axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => done(violations));`,
        args: [],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}
