// One offer, start to end, through the real window, with a wallet that is not ours.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
    compose,
    issue,
    LOCKER,
    readCode,
    STAFF_PASS,
    ticketSays,
    VISITOR,
    wrongCode,
} from "./desk.mjs";
import { start } from "./program.mjs";
import { canBeScanned, scan } from "./screen.mjs";
import { assertNoTraces } from "./traces.mjs";
import { redeem, refusal, secretsOf } from "./wallet.mjs";

const CLAIMED_LIMIT = 60_000;

test("A68: an offer is scanned off the screen, redeemed, verified, shown as claimed, and leaves no trace", async (t) => {
    const { page, folder } = await start(t);
    const typed = { Site: "Wharf seventy-three", "Given name": "Quillaree", "Family name": "Ōkahu-Vandermeer" };
    await compose(page, { credentials: [VISITOR], details: typed });
    await issue(page);

    const uri = await scan(page, "claimed-qr");
    assert.match(uri, /^openid-credential-offer:\/\//);
    assert.equal(await page.text("code"), "", "the code is on the QR face");

    const code = await readCode(page);
    assert.equal(await canBeScanned(page, "claimed-code"), false, "the QR is on the code face");

    const [credential, ...others] = await redeem(uri, code);
    assert.deepEqual(others, []);
    assert.deepEqual(credential.failed, []);
    assert.equal(credential.claims.site, typed.Site);
    assert.equal(credential.claims.family_name, typed["Family name"]);

    await ticketSays(page, "Claimed", CLAIMED_LIMIT);
    assert.equal(await refusal(uri, code), "invalid_grant", "an offer works once");
    assertNoTraces(folder, { ...(await secretsOf(uri)), "transaction code": code, ...typed });
});

test("A3: names with macrons and in other scripts arrive unchanged, with every credential of the offer", async (t) => {
    const { page } = await start(t);
    await compose(page, {
        credentials: [VISITOR, LOCKER],
        details: { Site: "Wharf 9", Locker: "117", "Given name": "Hēmi Rāwiri", "Family name": "Te Ōkahu 王小明" },
    });
    await issue(page);
    const uri = await scan(page, "several-qr");
    const credentials = await redeem(uri, await readCode(page));
    assert.equal(credentials.length, 2);
    assert.deepEqual(credentials.flatMap(({ failed }) => failed), []);
    assert.equal(credentials.find(({ docType }) => docType === LOCKER).claims.locker, 117);
    const { claims } = credentials.find(({ docType }) => docType !== LOCKER);
    assert.equal(claims.given_name, "Hēmi Rāwiri");
    assert.equal(claims.family_name, "Te Ōkahu 王小明");
    await ticketSays(page, "Claimed", CLAIMED_LIMIT);
});

test("a person the tenant knows is found by number and their record fills the form", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: [STAFF_PASS], person: "104233" });
    await issue(page);
    const uri = await scan(page, "person-qr");
    const [credential] = await redeem(uri, await readCode(page));
    assert.deepEqual(credential.failed, []);
    assert.equal(credential.claims.staff_number, "104233");
    await ticketSays(page, "Claimed", CLAIMED_LIMIT);
});

test("A65: three wrong codes end an offer, and a new one with the same details works", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: [VISITOR], details: { Site: "Wharf 3" } });
    await issue(page);
    const uri = await scan(page, "wrong-qr");
    const code = await readCode(page);
    for (const attempt of [1, 2, 3]) {
        assert.equal(await refusal(uri, wrongCode(code)), "invalid_grant", `attempt ${attempt}`);
    }
    assert.equal(await refusal(uri, code), "invalid_grant", "the right code comes too late");
    assert.notEqual(await page.text("state"), "Claimed");

    await page.press("button", "New offer");
    await page.find("testid", "qr");
    const second = await scan(page, "wrong-second-qr");
    assert.notEqual(second, uri);
    const [credential] = await redeem(second, await readCode(page));
    assert.equal(credential.claims.site, "Wharf 3");
    await ticketSays(page, "Claimed", CLAIMED_LIMIT);
});

test("A45: a cancelled offer leaves the screen and cannot be redeemed", async (t) => {
    const { page, folder } = await start(t);
    await compose(page, { credentials: [VISITOR], details: { Site: "Wharf 11-cancelled" } });
    await issue(page);
    const uri = await scan(page, "cancel-qr");
    const code = await readCode(page);
    await page.press("button", "Cancel offer");
    await ticketSays(page, "Cancelled");
    assert.equal(await page.text("code"), "");
    assert.equal(await canBeScanned(page, "cancelled"), false);
    assert.equal(await refusal(uri, code), "invalid_grant");
    assertNoTraces(folder, { ...(await secretsOf(uri)), "transaction code": code });
});

test("A24: an offer that runs out leaves the screen by itself and cannot be redeemed", async (t) => {
    const { page, folder } = await start(t);
    await compose(page, {
        credentials: [VISITOR],
        details: { Site: "Wharf 12-expired" },
        lasts: "12s",
    });
    await issue(page);
    const uri = await scan(page, "expiry-qr");
    await ticketSays(page, "Expired");
    assert.equal(await canBeScanned(page, "expired"), false);
    assert.equal(await refusal(uri, "000000"), "invalid_grant");
    assertNoTraces(folder, await secretsOf(uri));
});

test("A55: without a transaction code the offer says so and is redeemed without one", async (t) => {
    const { page } = await start(t);
    await compose(page, { credentials: [VISITOR], details: { Site: "Wharf 14" } });
    await page.press("choice", "Off");
    await page.sees("Anyone who scans first gets it.");
    await issue(page);
    const uri = await scan(page, "no-code-qr");
    await redeem(uri);
    await ticketSays(page, "Claimed", CLAIMED_LIMIT);
});
