// What staff do, in their words.
import { until } from "./wait.mjs";

export const VISITOR = "Practice visitor pass";
export const LOCKER = "nz.example.practice.locker.1";
export const LICENCE = "Practice driving licence";
export const STAFF_PASS = "Practice staff pass";
export const MEMBERSHIP = "Practice membership";

/** Fills in the form: credentials, details by label, and how long the offer lasts. */
export async function compose(page, { credentials, details, lasts, person }) {
    if (person === undefined) {
        await page.press("choice", "No person");
    } else {
        await page.press("choice", "Find a person");
        await page.type("Member number, e-mail or user ID", person);
        await page.press("button", "Search");
        await page.find("button", "Change");
    }
    await choose(page, credentials);
    for (const [label, text] of Object.entries(details ?? {})) await page.type(label, text);
    if (lasts !== undefined) {
        await page.press("choice", "Other");
        await page.type("How long", lasts);
    }
}

// The form keeps the last choice, so what is ticked already is not ticked again.
async function choose(page, names) {
    const ticked = `return [...document.querySelectorAll("#field-credentials input:checked")]
        .map((box) => document.getElementById(box.getAttribute("aria-labelledby")).innerText);`;
    const before = await page.run(ticked);
    for (const name of before) if (!names.includes(name)) await page.press("choice", name);
    for (const name of names) if (!before.includes(name)) await page.press("choice", name);
}

/** Presses Issue and waits for the face the holder scans. */
export async function issue(page) {
    await pressIssue(page, () => page.has("testid", "qr"));
}

/** Presses Issue until something came of it: a press just after another, or just after the focus moved, does not count. */
export async function pressIssue(page, ended) {
    await until("something to come of Issue", async () => {
        if (await ended()) return true;
        if (await page.has("button", "Issue offer")) await page.press("button", "Issue offer");
        return false;
    });
}

/** Any offer that takes no typing to speak of. */
export async function issueAnything(page) {
    await compose(page, { credentials: [VISITOR], details: { Site: "Bench" } });
    await issue(page);
}

/** Turns the ticket and reads the transaction code off the code face. */
export async function readCode(page) {
    await turnToCode(page);
    await page.press("button", "Show code");
    const digits = await until("the transaction code", async () => {
        const shown = (await page.text("code")).replace(/\s/g, "");
        return /^\d{4,}$/.test(shown) && shown;
    });
    return digits;
}

/** Turns the ticket to its code face. */
export async function turnToCode(page) {
    await page.press("button", "Turn to code");
    await page.find("button", "Show code");
}

/** Acts as the holder's wallet through the practice tenant's panel, and waits for its report. */
export async function pretend(page, act) {
    const open = await page.run(`return document.querySelector("details.pretend").open;`);
    if (!open) await page.press("button", "Pretend to be the wallet");
    await page.press("button", act);
    await page.find("testid", "pretend-report");
}

/** Waits until the ticket is in this state. */
export function ticketSays(page, state, limit) {
    return until(
        `the ticket to say "${state}"`,
        async () => {
            const said = await page.text("state");
            if (said === state) return true;
            throw new Error(`it says "${said}"`);
        },
        limit,
    );
}

/** Seconds left on the ticket's clock. */
export async function secondsLeft(page) {
    const [minutes, seconds] = (await page.text("countdown")).split(":").map(Number);
    return minutes * 60 + seconds;
}

/** A code of the same length that is not this one. */
export function wrongCode(code) {
    const other = (Number(code.at(-1)) + 1) % 10;
    return code.slice(0, -1) + other;
}
