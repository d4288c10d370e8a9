// Every screen and state that there is a picture and a check of: its name and how to get there from
// a cleared Issue screen. The order counts: what is issued early fills the lists that come late.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import {
    compose,
    issue,
    LOCKER,
    MEMBERSHIP,
    pressIssue,
    pretend,
    STAFF_PASS,
    ticketSays,
    turnToCode,
    VISITOR,
} from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";
import { samplePhoto } from "./photo.mjs";
import { until } from "./wait.mjs";

const ANA = { "Given name": "Ana", "Family name": "Vale", Site: "Northern yard" };

async function visitor(page, more) {
    await compose(page, { credentials: [VISITOR], details: ANA, ...more });
    if (more?.lasts === undefined) await page.press("choice", "5 min");
}

async function live(page, more) {
    await visitor(page, more);
    await issue(page);
}

async function code(page, more) {
    await live(page, more);
    await turnToCode(page);
}

/** Three people, one of them without a site. */
async function list(page) {
    const file = join(mkdtempSync(join(tmpdir(), "counterfoil-list-")), "today.csv");
    writeFileSync(file, "Member number,First name,Site\n104233,Hēmi,Northern yard\n,Ana,\n,Kiri,Depot\n");
    await compose(page, { credentials: [VISITOR] });
    await page.press("choice", "Find a person");
    await page.find("field", "Given name");
    await page.attach("list-file", file);
    await page.sees("2 people are ready.");
    rmSync(dirname(file), { recursive: true });
}

const screen = (key) => async (page) => {
    await new Keyboard(page).press("control", key);
};

async function settings(page, section) {
    await screen(",")(page);
    await page.press("button", section);
}

/** The form with what the person's record holds: it comes a moment after the person. */
async function staffPass(page) {
    await compose(page, { credentials: [STAFF_PASS], person: "104233" });
    await until("the record to fill the form", async () => (await page.valueOf("Given name")) !== "");
}

async function pending(page, filter) {
    await screen("2")(page);
    // What was searched for last is still there.
    if (await page.has("button", "Clear search")) await page.press("button", "Clear search");
    await page.press("choice", filter);
}

export const states = [
    { name: "pending-empty", reach: screen("2"), shows: "No offers are live." },
    { name: "issue-empty", reach: () => {}, shows: VISITOR },
    {
        name: "issue-nobody-found",
        async reach(page) {
            await page.type("Member number, e-mail or user ID", "999999");
            await page.press("button", "Search");
        },
        shows: /Nobody here has/,
    },
    {
        name: "issue-known-person",
        reach: (page) => compose(page, { credentials: [STAFF_PASS], person: "104233" }),
        shows: "Hēmi Rāwiri",
    },
    {
        name: "issue-every-field",
        reach: (page) => compose(page, { credentials: [VISITOR, MEMBERSHIP, LOCKER], person: "104233", lasts: "1m30" }),
        shows: "used in 3",
    },
    {
        name: "issue-portrait-frame",
        async reach(page) {
            await staffPass(page);
            await page.attach("portrait-file", await samplePhoto());
            await page.find("button", /^Frame/);
        },
        shows: /kB, fits/,
    },
    {
        name: "issue-portrait",
        async reach(page) {
            await staffPass(page);
            await page.attach("portrait-file", await samplePhoto());
            await page.press("button", /^Use this part/);
            await page.find("button", "Replace");
        },
        shows: /kB, fits/,
    },
    {
        name: "issue-portrait-refused",
        async reach(page) {
            await staffPass(page);
            await page.attach("portrait-file", fileURLToPath(import.meta.url));
        },
        shows: "This file is not a picture",
    },
    {
        name: "issue-problems",
        async reach(page) {
            await compose(page, { credentials: [VISITOR, LOCKER], details: { Locker: "twelve" }, lasts: "11 min" });
            await pressIssue(page, () => page.has("heading", /^There (is a problem|are \d problems)/));
        },
    },
    { name: "live-qr", reach: (page) => live(page) },
    {
        name: "live-qr-no-code",
        async reach(page) {
            await visitor(page);
            await page.press("choice", "Off");
            await issue(page);
        },
    },
    { name: "live-code-hidden", reach: (page) => code(page), shows: "Waiting for the wallet" },
    {
        name: "live-code-shown",
        async reach(page) {
            await code(page);
            await page.press("button", "Show code");
            await page.find("button", "Hide code");
        },
    },
    { name: "live-last-minute", reach: (page) => code(page, { lasts: "15s" }), shows: /Less than a minute/ },
    {
        name: "pretend-wallet",
        async reach(page) {
            await code(page);
            await pretend(page, "Wrong code");
        },
        shows: /refused: wrong code/,
    },
    {
        name: "outcome-claimed",
        async reach(page) {
            await compose(page, { credentials: [STAFF_PASS], person: "104233" });
            await page.press("choice", "5 min");
            await issue(page);
            await turnToCode(page);
            await pretend(page, "Scan, right code");
            await ticketSays(page, "Claimed", 60_000);
        },
    },
    {
        name: "outcome-cancelled",
        async reach(page) {
            await code(page);
            await page.press("button", "Cancel offer");
            await ticketSays(page, "Cancelled");
        },
    },
    {
        name: "outcome-expired",
        async reach(page) {
            await live(page, { lasts: "2s" });
            await ticketSays(page, "Expired");
        },
    },
    { name: "pending-live", reach: (page) => pending(page, /^Live/), shows: "Waiting for the wallet" },
    {
        name: "pending-all",
        reach: (page) => pending(page, /^All/),
        shows: "Claimed",
    },
    {
        name: "pending-no-match",
        async reach(page) {
            await screen("2")(page);
            await page.type("Search reference, credential, desk or ID", "zed");
        },
        shows: /No offers match/,
    },
    ...["This desk", "Holder display", "Codes and expiry", "Privacy", "Appearance and language", "Keyboard", "About"].map((section) => ({
        name: `settings-${section.toLowerCase().replaceAll(" ", "-")}`,
        reach: (page) => settings(page, section),
    })),
    { name: "settings-workplaces", reach: (page) => settings(page, "Workplaces"), shows: "Add workplace" },
    {
        name: "workplace-checked",
        async reach(page) {
            await settings(page, "Workplaces");
            await page.press("button", "Check connection");
        },
        shows: /Sign-in\s+Good/,
    },
    {
        name: "workplace-form",
        async reach(page) {
            await settings(page, "Workplaces");
            await page.press("button", "Add workplace");
            await page.press("button", "Save workplace");
        },
    },
    {
        name: "pending-timeline",
        async reach(page) {
            await pending(page, /^All/);
            await page.sees("Claimed");
            await page.run("document.querySelector('tbody tr').focus()");
            await new Keyboard(page).press(KEY.enter);
        },
        shows: "The service’s answer",
    },
    { name: "activity", reach: screen("5"), shows: "Offer issued" },
    {
        name: "activity-nothing",
        async reach(page) {
            await screen("5")(page);
            await page.type("Search reference, credential, desk or ID", "zed");
        },
        shows: "Nothing matches these filters.",
    },
    { name: "presets-empty", reach: screen("4"), shows: "No presets yet" },
    {
        name: "presets-editor",
        async reach(page) {
            await screen("4")(page);
            await page.press("button", VISITOR);
        },
        shows: "left to fill in at the counter",
    },
    {
        name: "issue-preset",
        async reach(page) {
            await screen("4")(page);
            await page.press("button", "Save preset");
            await page.find("button", "Delete preset");
            await new Keyboard(page).press("alt", "1");
            await page.find("field", "Preset");
        },
    },
    { name: "palette", reach: screen("k"), shows: "Commands" },
    { name: "help", reach: (page) => new Keyboard(page).press(KEY.f1), shows: "Keys here" },
    {
        name: "issue-list",
        reach: list,
    },
    {
        name: "issue-list-next",
        async reach(page) {
            await list(page);
            await page.press("button", "Use 2 people");
        },
        shows: "Today’s list: 2 people left.",
    },
];

/** Goes to a state from wherever the window is. */
export async function go(page, state) {
    const keyboard = new Keyboard(page);
    await keyboard.press(KEY.escape);
    await keyboard.press("control", "n");
    await page.find("choice", VISITOR);
    await state.reach(page);
    if (state.shows) await page.sees(state.shows);
    await page.painted();
}
