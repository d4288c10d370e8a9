// Takes a picture of every screen and state in every variant, and puts them on one page.
// Usage: node take.mjs [VARIANT...], inside the private session; pictures go to COUNTERFOIL_SHOTS.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { drive } from "../e2e/driver.mjs";
import { holderStates, settled } from "../e2e/holder_states.mjs";
import { photograph } from "../e2e/screen.mjs";
import { connect } from "../e2e/connect.mjs";
import { go, states } from "../e2e/states.mjs";
import { startTenant } from "../e2e/tenant.mjs";
import { troubleStates, Weather } from "../e2e/trouble_states.mjs";
import { twoDisplays } from "../e2e/two_displays.mjs";
import { variants } from "../e2e/variants.mjs";
import { sheet } from "./sheet.mjs";

const FOLDER = process.env.COUNTERFOIL_SHOTS;
/** Both displays side by side, in what the holder's speaks. */
const languages = { "two-displays": "en", arabic: "ar" };
const all = [...Object.keys(variants), ...Object.keys(languages)];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : all;

const unknown = wanted.filter((variant) => !all.includes(variant));
if (unknown.length > 0) throw new Error(`no variant is called ${unknown.join(", ")}; there are ${all.join(", ")}`);

const taken = [];
for (const variant of wanted) {
    const pictures = variant in languages ? takeBoth(variant, languages[variant]) : takeAll(variant, variants[variant]);
    taken.push(...(await pictures));
    if (variant in variants) taken.push(...(await takeTroubles(variant, variants[variant])));
}
writeFileSync(join(FOLDER, "index.html"), sheet(taken));

const missed = taken.filter(({ fault }) => fault !== undefined);
for (const { variant, state, fault } of missed) console.error(`${variant}, ${state}: ${fault}`);
console.log(`${taken.length - missed.length} pictures, ${missed.length} states not reached`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** One display. */
function takeAll(variant, { env, dress }) {
    return lead(variant, [], env, async (page, take) => {
        await page.find("button", "Issue");
        await dress?.(page);
        for (const state of states) await take(state, () => go(page, state));
    });
}

/** One display, and a service that answers badly. */
async function takeTroubles(variant, { env, dress }) {
    const ends = [];
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-tenant-"));
    const weather = new Weather();
    try {
        const tenant = await startTenant({ after: (end) => ends.push(end) }, folder, weather.options);
        return await lead(variant, [], { ...env, ...tenant.env }, async (page, take) => {
            await page.find("button", "Issue");
            await connect(page, tenant.vendorJson, "Harbour office");
            await dress?.(page);
            for (const state of troubleStates(weather)) await take(state, () => go(page, state));
        });
    } finally {
        for (const end of ends) end();
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Staff on the first display, the holder on the second. */
async function takeBoth(variant, language) {
    const desktop = await twoDisplays();
    try {
        return await lead(variant, ["--holder-display", "2"], desktop.env, async (page, take) => {
            await page.sees("Holder: screen 2");
            for (const state of holderStates(language)) {
                await take(state, () => go(page, state).then(() => settled(page, state)));
            }
        });
    } finally {
        await desktop.stop();
    }
}

/** One start of the program, led through states; what is not reached is photographed where it got stuck. */
async function lead(variant, flags, env, walk) {
    mkdirSync(join(FOLDER, variant), { recursive: true });
    const data = mkdtempSync(join(tmpdir(), "counterfoil-shots-"));
    const page = await drive(process.env.COUNTERFOIL_PROGRAM, ["--data-dir", data, "--skip-first-run", ...flags], env);
    const pictures = [];
    try {
        await walk(page, async (state, reach) => {
            const fault = await reach().then(
                () => undefined,
                (error) => error.message,
            );
            await page.window("staff");
            await photograph(page, `${variant}/${state.name}`);
            pictures.push({ variant, state: state.name, fault });
        });
    } finally {
        await page.close();
        rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
    return pictures;
}
