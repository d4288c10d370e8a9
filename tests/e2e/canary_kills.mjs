// Flows by key and mouse, each of which ends with the program killed, and what is left of it in its next life.
import assert from "node:assert/strict";

import { fill, live } from "./canary_hands.mjs";
import { pressIssue, readCode } from "./desk.mjs";
import { redeem } from "./wallet.mjs";

/** Nothing was issued: the next life knows nothing of it. */
async function formFilled(desk, marks) {
    const before = await desk.newestIntent();
    await fill(desk, marks);
    return async () => assert.equal(await desk.newestIntent(), before);
}

async function beforeTheAnswer(desk, marks) {
    await fill(desk, marks);
    desk.service.spoil("create", { hang: true });
    await pressIssue(desk.page, async () => desk.service.hasMet);
    const intentId = await desk.newestIntent();
    return async () => desk.expect(intentId, "unknown");
}

async function qrOnScreen(desk, marks) {
    const intentId = await live(desk, marks);
    return async () => {
        await desk.invoke("cancel_offer", { intentId });
        desk.expect(intentId, "cancelled");
    };
}

/** The holder was quicker than the start of the next life. */
async function codeShown(desk, marks) {
    const intentId = await live(desk, marks);
    assert.equal(await readCode(desk.page), desk.service.offer.code);
    return {
        whileGone: () => redeem(desk.tenant.atHome(desk.service.offer.uri), desk.service.offer.code),
        afterwards: async () => desk.expect(intentId, "claimed"),
    };
}

async function duringACancel(desk, marks) {
    const intentId = await live(desk, marks);
    await readCode(desk.page);
    desk.service.spoil("cancel", { hang: true });
    await desk.page.press("button", "Cancel offer");
    await desk.service.meets();
    return async () => {
        await desk.invoke("cancel_offer", { intentId });
        desk.expect(intentId, "cancelled");
    };
}

/** Where the program is killed. */
export const KILLS = { formFilled, beforeTheAnswer, qrOnScreen, codeShown, duringACancel };

/** Kills it in the middle of a flow and starts it again on what is left. */
export async function killIn(desk, kind, marks) {
    const next = await KILLS[kind](desk, marks);
    const { whileGone = () => {}, afterwards = next } = typeof next === "function" ? {} : next;
    await desk.kill();
    desk.service.relent();
    await whileGone();
    await desk.start();
    await desk.assertForgotten();
    await afterwards();
}
