// Flows by key and mouse, which need no kill to be interesting.
import { echo } from "./canary_service.mjs";
import { compose, issue, pressIssue, readCode, ticketSays, VISITOR } from "./desk.mjs";
import { redeem } from "./wallet.mjs";

/** Longer than the watcher's pause between two questions. */
const CLAIMED_LIMIT = 60_000;

/** A form filled in with marks, on the screen. */
export async function fill(desk, marks) {
    await desk.page.press("button", "Issue");
    const details = { Site: marks.text("site"), "Given name": marks.text("given name"), "Family name": marks.text("family name") };
    await compose(desk.page, { credentials: [VISITOR], details });
}

/** A live offer of such a form, with its QR code on the screen. */
export async function live(desk, marks) {
    await fill(desk, marks);
    await issue(desk.page);
    return desk.newestIntent();
}

async function claimedByHand(desk, marks) {
    const intentId = await live(desk, marks);
    await redeem(desk.tenant.atHome(desk.service.offer.uri), await readCode(desk.page));
    await ticketSays(desk.page, "Claimed", CLAIMED_LIMIT);
    await desk.page.press("button", "Next person");
    desk.expect(intentId, "claimed");
    return intentId;
}

/** Somebody nobody knows is looked for, then the service refuses the form and repeats what is in it. */
async function refusedByHand(desk, marks) {
    const { page } = desk;
    await page.press("button", "Issue");
    await page.press("choice", "Find a person");
    await page.type("Member number, e-mail or user ID", marks.email("e-mail looked for"));
    await page.press("button", "Search");
    await page.sees("Nobody here has");
    await fill(desk, marks);
    desk.service.spoil("create", { answer: echo(422, marks.everything) });
    await pressIssue(page, async () => desk.service.hasMet);
    await page.sees(/did not accept/);
    desk.service.relent();
    const intentId = await desk.newestIntent();
    desk.expect(intentId, "refused");
    return intentId;
}

export const BY_HAND = { claimedByHand, refusedByHand };
