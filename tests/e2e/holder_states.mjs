// What two displays show together, in a language of the holder's: each state's name and how to get there
// from a cleared Issue screen. The first makes the preset that the others are made from.
import { pressIssue, pretend, STAFF_PASS, ticketSays } from "./desk.mjs";
import { Keyboard } from "./keyboard.mjs";
import { until } from "./wait.mjs";

/** Waits for what a state puts on the holder's page, which only listens. */
export async function settled(page, { scene }) {
    await page.window("holder");
    await until(`the holder's display to show "${scene}"`, () =>
        page.run(`return document.querySelector("[data-scene]")?.dataset.scene === arguments[0];`, scene),
    );
    await page.painted();
    await page.window("staff");
}

/** A known person with the preset, which speaks the holder's language. */
async function begin(page) {
    await new Keyboard(page).press("alt", "1");
    await page.type("Member number, e-mail or user ID", "104233");
    await page.press("button", "Search");
    await page.find("button", "Change");
    await until("the record to fill the form", async () => (await page.valueOf("Given name")) !== "");
}

async function live(page, lasts) {
    await begin(page);
    if (lasts) {
        await page.press("choice", "Other");
        // Seen once in a while with two windows: the driver's keys after the first went nowhere.
        await until("the time to be typed", async () => {
            await page.type("How long", lasts);
            return (await page.valueOf("How long")) === lasts;
        });
    }
    await pressIssue(page, () => page.has("button", "Show QR now"));
    await until("the offer", async () => {
        if (await page.has("button", "Show QR now")) await page.press("button", "Show QR now");
        return (await page.shown()).includes("QR on holder display");
    });
}

async function choose(page, label, value) {
    await page.run(
        `const select = [...document.querySelectorAll("select")].find((one) => (one.getAttribute("aria-label") ?? one.closest("label")?.innerText ?? "").includes(arguments[0]));
         select.value = arguments[1];
         select.dispatchEvent(new Event("change", { bubbles: true }));`,
        label,
        value,
    );
}

export const holderStates = (language) => [
    {
        name: "holder-idle",
        async reach(page) {
            const keyboard = new Keyboard(page);
            await keyboard.press("control", "4");
            await page.press("button", STAFF_PASS);
            await page.sees("left to fill in at the counter");
            await choose(page, "Language", language);
            await page.press("choice", "Always");
            await page.press("choice", "The holder reviews Given name");
            await keyboard.press("control", "s");
            await page.find("button", "Delete preset");
            await keyboard.press("alt", "1");
        },
        scene: "idle",
    },
    {
        name: "holder-get-ready",
        async reach(page) {
            await begin(page);
            await pressIssue(page, () => page.has("button", "Show QR now"));
        },
        scene: "get_ready",
    },
    {
        name: "holder-review",
        async reach(page) {
            await begin(page);
            await new Keyboard(page).press("control", "shift", "r");
        },
        scene: "review",
    },
    { name: "holder-live", reach: (page) => live(page), scene: "live" },
    { name: "holder-last-minute", reach: (page) => live(page, "50s"), scene: "live" },
    {
        name: "holder-one-moment",
        async reach(page) {
            await live(page);
            await new Keyboard(page).press("control", "shift", "h");
        },
        scene: "one_moment",
    },
    {
        name: "holder-claimed",
        async reach(page) {
            await live(page);
            await pretend(page, "Scan, right code");
            await ticketSays(page, "Claimed", 60_000);
        },
        scene: "claimed",
    },
    {
        name: "holder-run-out",
        async reach(page) {
            await live(page, "4s");
            await ticketSays(page, "Expired");
        },
        scene: "ended",
    },
];
