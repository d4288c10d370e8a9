// R72, I8: what is nowhere to be written down is not, whatever happens and wherever the program is killed.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Desk } from "./canary_desk.mjs";
import { FLOWS } from "./canary_flows.mjs";
import { BY_HAND } from "./canary_hands.mjs";
import { killIn } from "./canary_kills.mjs";
import { MISTAKES } from "./canary_mistakes.mjs";
import { Service } from "./canary_service.mjs";
import { connect } from "./connect.mjs";
import { dataFolder } from "./program.mjs";
import { startTenant } from "./tenant.mjs";
import { traces } from "./traces.mjs";
import { until } from "./wait.mjs";

/** How many flows of each kind: a hundred. */
const OFFERS = {
    claimed: 13, cancelled: 9, expired: 8, renewed: 6, locked: 3, cancelUnknown: 2,
    unreadable: 6, quarantined: 8, unknown: 6, refused: 6, claimedByHand: 1, refusedByHand: 3,
};
const NOTHING_OFFERED = {
    wrongValues: 4, wrongRequest: 2, tooLarge: 1, personalPreset: 2, wrongPicture: 1, wrongWorkplace: 1, lookedFor: 5, roster: 3,
};
const KILLED = ["formFilled", "beforeTheAnswer", "qrOnScreen", "codeShown", "duringACancel"];
const LIVES = 10;

/** What must have become of the offers: each renewed flow makes two, and of ten kills eight were of an offer. */
const ENDED = {
    claimed: 13 + 1 + 2, cancelled: 9 + 2 * 6 + 2 + 4, expired: 8, locked: 3,
    unreadable: 6, quarantined: 8, unknown: 6 + 2, refused: 6 + 3,
};
const LIMIT = 60_000;

/** Kinds in the order in which the flows are played: one of each, then one of each that has more, and so on. */
function dealt(counts) {
    const turns = Object.entries(counts).flatMap(([kind, count]) => Array.from({ length: count }, (_, turn) => ({ kind, turn })));
    return turns.sort((one, other) => one.turn - other.turn);
}

async function play(desk, { kind, turn }) {
    const marks = desk.newMarks(kind);
    if (kind in MISTAKES) return MISTAKES[kind](desk, marks);
    const intentId = await { ...FLOWS, ...BY_HAND }[kind](desk, marks, turn);
    await desk.invoke("close_offer", { intentId });
}

function countOf(states) {
    const counts = {};
    for (const state of states.values()) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
}

/** The search can fail: each of these texts is found when it stands in a log. */
function assertEachWouldBeFound(desk) {
    const log = join(desk.folder, "data", "logs", "planted.log");
    const { secrets } = desk;
    writeFileSync(log, Object.values(secrets).join("\n"));
    // A text that two flows share is told under the name of the first.
    const found = new Set(traces(join(desk.folder, "data"), secrets).map((one) => secrets[one.replace(`${log}: `, "")]));
    const missed = Object.entries(secrets).filter(([, text]) => !found.has(text));
    assert.deepEqual(missed.map(([what]) => what), []);
    rmSync(log);
}

test("A68: a hundred marked flows and ten kills leave no link, code or claim in any file", async (t) => {
    const away = mkdtempSync(join(tmpdir(), "counterfoil-tenant-"));
    t.after(() => rmSync(away, { recursive: true, force: true }));
    const service = new Service();
    const tenant = await startTenant(t, away, service.options);
    const desk = new Desk(t, dataFolder(t), service, tenant);
    await desk.start();
    await connect(desk.page, tenant.vendorJson, "Harbour office");

    const flows = dealt({ ...OFFERS, ...NOTHING_OFFERED });
    for (let life = 0; life < LIVES; life += 1) {
        for (const flow of flows.splice(0, Math.ceil(flows.length / (LIVES - life)))) await play(desk, flow);
        const kind = KILLED[life % KILLED.length];
        await killIn(desk, kind, desk.newMarks(`killed: ${kind}`));
    }
    assert.equal(desk.flows, 100);

    const ended = await until(
        "every offer to have ended as it must",
        async () => {
            const states = await desk.states();
            const wrong = [...desk.expected].filter(([intent, state]) => states.get(intent) !== state);
            assert.deepEqual(wrong.map(([intent, state]) => `${state}: ${states.get(intent)}`), []);
            return states;
        },
        LIMIT,
    );
    assert.deepEqual(countOf(ended), ENDED);
    const { secret } = (await desk.invoke("list_tenants", {})).find(({ active }) => active);
    assert.equal(secret, "saved", "the keyring was not used");
    desk.assertNoTraces("while it runs");
    await desk.program.stop();
    desk.assertNoTraces("at the end");
    assertEachWouldBeFound(desk);
});
