// Takes a picture of every screen and state in every variant, and puts them on one page.
// Usage: node take.mjs [VARIANT...], inside the private session; pictures go to COUNTERFOIL_SHOTS.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { drive } from "../e2e/driver.mjs";
import { photograph } from "../e2e/screen.mjs";
import { go, states } from "../e2e/states.mjs";
import { variants } from "../e2e/variants.mjs";
import { sheet } from "./sheet.mjs";

const FOLDER = process.env.COUNTERFOIL_SHOTS;
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(variants);

const taken = [];
for (const variant of wanted) taken.push(...(await takeAll(variant, variants[variant])));
writeFileSync(join(FOLDER, "index.html"), sheet(taken));

const missed = taken.filter(({ fault }) => fault !== undefined);
for (const { variant, state, fault } of missed) console.error(`${variant}, ${state}: ${fault}`);
console.log(`${taken.length - missed.length} pictures, ${missed.length} states not reached`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** One start of the program, led through every state; what is not reached is photographed where it got stuck. */
async function takeAll(variant, { env, dress }) {
    mkdirSync(join(FOLDER, variant), { recursive: true });
    const data = mkdtempSync(join(tmpdir(), "counterfoil-shots-"));
    const page = await drive(process.env.COUNTERFOIL_PROGRAM, ["--data-dir", data, "--skip-first-run"], env);
    const pictures = [];
    try {
        await page.find("button", "Issue");
        await dress?.(page);
        for (const state of states) {
            const fault = await go(page, state).then(
                () => undefined,
                (error) => error.message,
            );
            await photograph(page, `${variant}/${state.name}`);
            pictures.push({ variant, state: state.name, fault });
        }
    } finally {
        await page.close();
        rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
    return pictures;
}
