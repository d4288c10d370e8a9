// Flows that the program's own commands play, as its page calls them. Each has marks of its own.
import assert from "node:assert/strict";

import { echo, hintInside } from "./canary_service.mjs";
import { call } from "./connect.mjs";
import { MEMBERSHIP, STAFF_PASS, VISITOR, wrongCode } from "./desk.mjs";
import { redeem, refusal } from "./wallet.mjs";

const NAMES = [VISITOR, MEMBERSHIP, STAFF_PASS];
const REFUSALS = [400, 403, 422];
const FAILURES = [500, 502, 503];

/** One credential after the other, for nobody, for someone new, for someone the tenant knows. */
async function draftOf(desk, marks, turn, more = {}) {
    return desk.draft(marks, NAMES[turn % 3], { person: await personOf(desk, marks, turn >> 1), ...more });
}

async function personOf(desk, marks, turn) {
    if (turn % 3 === 0) return { kind: "none" };
    if (turn % 3 === 1) return { kind: "new", number: marks.word("member number") };
    const query = String(104233 + (turn % 36));
    const [{ userId, name, birthDate }] = await desk.invoke("search_people", { query });
    marks.keep("name on record", name);
    marks.keep("birth date on record", birthDate);
    return { kind: "existing", userId };
}

async function live(desk, marks, turn, more) {
    const intentId = await desk.issue(await draftOf(desk, marks, turn, more));
    await desk.show(intentId);
    return intentId;
}

async function claimed(desk, marks, turn) {
    const intentId = await live(desk, marks, turn);
    const { uri, code } = desk.service.offer;
    await redeem(desk.tenant.atHome(uri), code);
    desk.expect(intentId, "claimed");
    return intentId;
}

async function cancelled(desk, marks, turn) {
    const intentId = await live(desk, marks, turn);
    await desk.invoke("cancel_offer", { intentId });
    desk.expect(intentId, "cancelled");
    return intentId;
}

async function expired(desk, marks, turn) {
    const intentId = await live(desk, marks, turn, { lifetime: "2s" });
    desk.expect(intentId, "expired");
    return intentId;
}

async function renewed(desk, marks, turn) {
    const intentId = await live(desk, marks, turn);
    const newIntentId = await desk.invoke("new_intent", {});
    await desk.invoke("renew_offer", { intentId, newIntentId });
    await desk.show(newIntentId);
    await desk.invoke("cancel_offer", { intentId: newIntentId });
    for (const intent of [intentId, newIntentId]) desk.expect(intent, "cancelled");
    return newIntentId;
}

async function locked(desk, marks, turn) {
    const intentId = await live(desk, marks, turn);
    const { uri, code } = desk.service.offer;
    for (const _ of [1, 2, 3]) {
        assert.equal(await refusal(desk.tenant.atHome(uri), wrongCode(code)), "invalid_grant");
        await desk.invoke("staff_saw", { intentId, saw: "wrong_code" });
    }
    desk.expect(intentId, "locked");
    return intentId;
}

/** The service will not say whether it took the offer back, and repeats the claims instead. */
async function cancelUnknown(desk, marks, turn) {
    const intentId = await live(desk, marks, turn);
    desk.service.spoil("cancel", { answer: echo(503, marks.everything) });
    const { state } = await desk.invoke("cancel_offer", { intentId });
    assert.equal(state, "cancel_unknown");
    desk.service.relent();
    await desk.invoke("cancel_offer", { intentId });
    desk.expect(intentId, "cancelled");
    return intentId;
}

/** A success that cannot be read as one: no id, or no JSON, with the claims and the link in it. */
async function unreadable(desk, marks, turn) {
    const draft = await draftOf(desk, marks, turn);
    const noId = (text) => text.replace(/"id":"[^"]*"/, '"id":7');
    const noJson = (text) => `${marks.everything} ${noId(text)}`;
    desk.service.spoil("create", { edit: turn % 2 === 0 ? noId : noJson });
    return ended(desk, await desk.issue(draft, "unreadable"), "unreadable");
}

/** An offer that fails a check: a link of another kind, or one with the claims inside. */
async function quarantined(desk, marks, turn) {
    const draft = await draftOf(desk, marks, turn);
    const otherScheme = (text) => text.replace("openid-credential-offer:", "openid4vp:");
    const claimInside = (text) => hintInside(text, Object.values(draft.typed)[0]);
    desk.service.spoil("create", { edit: turn % 2 === 0 ? otherScheme : claimInside });
    return ended(desk, await desk.issue(draft, "quarantined"), "quarantined");
}

async function unknown(desk, marks, turn) {
    const draft = await draftOf(desk, marks, turn);
    desk.service.spoil("create", { answer: echo(FAILURES[turn % 3], marks.everything) });
    return ended(desk, await desk.issue(draft, "unknown"), "unknown");
}

async function refused(desk, marks, turn) {
    const draft = await draftOf(desk, marks, turn);
    desk.service.spoil("create", { answer: echo(REFUSALS[turn % 3], marks.everything) });
    const { error } = await call(desk.page, "issue_offer", draft);
    assert.ok(error, "it was not refused");
    return ended(desk, draft.intentId, "refused");
}

function ended(desk, intentId, state) {
    desk.service.relent();
    desk.expect(intentId, state);
    return intentId;
}

/** Flows of one kind, by the outcome that each has in the end. */
export const FLOWS = { claimed, cancelled, expired, renewed, locked, cancelUnknown, unreadable, quarantined, unknown, refused };
