// axe-core in the real WebKit window, contrast included, on every screen and state.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { start } from "./program.mjs";
import { go, states } from "./states.mjs";
import { variants } from "./variants.mjs";

const fromUi = createRequire(new URL("../../ui/package.json", import.meta.url));
const AXE = readFileSync(fromUi.resolve("axe-core/axe.min.js"), "utf8");

for (const [theme, { env }] of Object.entries({ light: variants.light, dark: variants.dark })) {
    test(`A60: axe finds no fault on any screen in the ${theme} theme`, async (t) => {
        const { page } = await start(t, undefined, [], env);
        await page.run(AXE);
        for (const state of states) {
            await t.test(state.name, async () => {
                await go(page, state);
                assert.deepEqual(await faults(page), []);
            });
        }
    });
}

async function faults(page) {
    const violations = await page.post("execute/async", {
        script: `const done = arguments[0];
            axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => done(violations));`,
        args: [],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}
