// What a service in trouble makes of the ticket and of Pending: each state's name and how to get there
// from a cleared Issue screen, on a tenant whose answers `Weather` spoils.
import { compose, issueAnything, pressIssue, ticketSays, VISITOR } from "./desk.mjs";
import { KEY, Keyboard } from "./keyboard.mjs";

const OFFERS = "/v1/openid/offers/pre-authorized";
/** Longer than an offer of five seconds and the question behind it. */
const LIMIT = 60_000;

/** One credential's name in letters of another script: it looks like another's. */
export const imitated = (text) => text.replaceAll("Practice library card", "Pr\u0430ctice membership");

/** How a tenant answers from now on; well when nothing is said. */
export class Weather {
    #bad = {};

    /** `create`, `cancel`, `ask` and `signIn` are answered so; `spoil` changes the reply to a create. */
    turns(bad) {
        this.#bad = bad;
    }

    options = {
        meddle: (method, path) => {
            if (path.endsWith("/oauth/token")) return this.#bad.signIn;
            if (path.startsWith(OFFERS)) return method === "POST" ? this.#bad.create : this.#bad.cancel;
            return this.#bad.ask;
        },
        rewrite: (method, path, text) => {
            if (this.#bad.spoil && method === "POST" && path === OFFERS) return this.#bad.spoil(text);
            return imitated(text);
        },
    };
}

async function press(page) {
    await compose(page, { credentials: [VISITOR], details: { Site: "Northern yard" } });
    await pressIssue(page, async () => !(await page.has("button", "Issue offer")));
}

/** The form stays, and says why. */
async function refused(page, why) {
    await compose(page, { credentials: [VISITOR], details: { Site: "Northern yard" } });
    await pressIssue(page, async () => (await page.shown()).includes(why));
}

/** It runs out while nobody can be asked. */
async function runOut(page, weather) {
    weather.turns({ ask: 503 });
    await compose(page, { credentials: [VISITOR], details: { Site: "Northern yard" }, lasts: "5s" });
    await pressIssue(page, () => page.has("testid", "qr"));
    await page.sees("Did it arrive?", LIMIT);
}

async function notKnown(page) {
    await new Keyboard(page).press("control", "2");
    await page.press("choice", /^Not known/);
    await page.sees("Settle…");
}

export const troubleStates = (weather) =>
    [
        {
            name: "issue-lookalike",
            reach: (page) => page.find("choice", VISITOR),
            shows: "Another one here looks the same",
        },
        {
            name: "outcome-unknown",
            bad: { create: 502 },
            reach: press,
            shows: "We don’t know if the offer was made",
        },
        {
            name: "outcome-unreadable",
            bad: { create: { status: 201, body: "{" } },
            reach: press,
            shows: "in words that we can’t read",
        },
        {
            name: "outcome-quarantined",
            bad: { spoil: (text) => text.replace("openid-credential-offer://", "https://example.org/") },
            reach: press,
            shows: "an offer that does not match",
        },
        {
            name: "outcome-cancel-not-confirmed",
            bad: { cancel: 503 },
            async reach(page) {
                await issueAnything(page);
                await page.press("button", "Turn to code");
                await page.press("button", "Cancel offer");
                await ticketSays(page, "Cancel not confirmed", LIMIT);
            },
        },
        { name: "outcome-arrival", reach: runOut },
        {
            name: "outcome-not-sure",
            async reach(page) {
                await runOut(page, weather);
                await page.press("button", "Not sure");
            },
            shows: "It is in Pending, under Not known.",
        },
        {
            name: "issue-sign-in-ended",
            bad: { create: 401, signIn: 401 },
            reach: (page) => refused(page, "Sign-in ended"),
        },
        { name: "pending-not-known", reach: notKnown },
        {
            name: "timeline-settle",
            async reach(page) {
                await notKnown(page);
                await page.run("document.querySelector('tbody tr').focus()");
                await new Keyboard(page).press(KEY.enter);
            },
            shows: "Did it arrive?",
        },
        {
            name: "issue-rate-limited",
            bad: { create: 429 },
            reach: (page) => refused(page, "The service asked us to wait"),
        },
    ].map(({ bad = {}, reach, ...state }) => ({
        ...state,
        reach(page) {
            weather.turns(bad);
            return reach(page, weather);
        },
    }));
