// Flows in which nothing is offered: wrong input, wrong files, people who are not found.
import assert from "node:assert/strict";

import { echo } from "./canary_service.mjs";
import { call } from "./connect.mjs";
import { MEMBERSHIP, VISITOR } from "./desk.mjs";

const base64 = (text, encoding = "utf8") => Buffer.from(text, encoding).toString("base64");

async function refuses(desk, command, request) {
    const { error } = await call(desk.page, command, request);
    assert.ok(error, `${command} took it`);
    return error;
}

/** Values of the wrong kind in every field that has a kind. */
async function wrongValues(desk, marks) {
    const draft = await desk.draft(marks, MEMBERSHIP);
    for (const field of ["birth_date", "joined", "level", "volunteer"]) draft.typed[field] = marks.text(field);
    draft.lifetime = marks.word("lifetime");
    const { code } = JSON.parse(await refuses(desk, "issue_offer", draft));
    assert.equal(code, "invalid");
}

/** A request that is not one: what could not be read may be quoted in an error. */
async function wrongRequest(desk, marks) {
    const draft = await desk.draft(marks, VISITOR);
    await refuses(desk, "issue_offer", { ...draft, intentId: marks.word("intent") });
    await refuses(desk, "issue_offer", { ...draft, [marks.word("member")]: marks.text("unknown member") });
    await refuses(desk, marks.word("command"), draft);
}

async function tooLarge(desk, marks) {
    const line = { label: "Note", value: marks.text("long line").padEnd(70_000, "~") };
    const request = { show: "review", firstName: null, credentials: [], lines: [line], language: "en" };
    await refuses(desk, "prepare_holder", request);
}

/** A preset holds facts about the workplace, never about a person. */
async function personalPreset(desk, marks) {
    const id = await desk.idOf(VISITOR);
    const fields = [{ field: "given_name", rule: "default", value: marks.text("preset value"), review: false }];
    const preset = {
        id: crypto.randomUUID(), name: "Day visitor", credentials: [{ id, doctype: "nz.example.practice.visitor-pass.1" }],
        fields, lifetime: "5", code: "Ask", walletReady: "never", firstName: false, language: "en", keep: [],
    };
    await desk.invoke("preview_preset", preset);
    await refuses(desk, "save_preset", preset);
}

async function wrongPicture(desk, marks) {
    await refuses(desk, "prepare_portrait", { picture: base64(marks.text("picture")), frame: null });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"><desc>${marks.text("comment")}</desc></svg>`;
    await refuses(desk, "prepare_portrait", { picture: base64(svg), frame: null });
}

async function wrongWorkplace(desk, marks) {
    const form = {
        id: null, name: "Elsewhere", environment: "test", tenantUrl: "", authUrl: "", audience: "", clientId: "",
        clientSecret: null, linkPrefix: "", personClaim: "", policy: null,
    };
    const pasted = JSON.stringify({ client_id: "x", client_secret: marks.word("secret of another workplace") });
    await refuses(desk, "save_tenant", { ...form, pasted: pasted.slice(0, -1) });
    await refuses(desk, "save_tenant", { ...form, pasted, clientSecret: marks.word("typed secret") });
}

/** People nobody knows, asked for where the service answers and where it fails and repeats the question. */
async function lookedFor(desk, marks) {
    for (const query of [marks.email("e-mail"), marks.word("number"), marks.text("name")]) {
        assert.deepEqual(await desk.invoke("search_people", { query }), []);
    }
    const search = marks.text("list search");
    const list = { filter: "all", search, presetId: null, after: null, limit: 20, dayStart: new Date(0).toISOString() };
    assert.deepEqual((await desk.invoke("list_pending", list)).rows, []);
    const log = { search, since: null, desk: null, what: "all", before: null, limit: 20 };
    assert.deepEqual((await desk.invoke("list_activity", log)).entries, []);
    desk.service.spoil("people", { answer: echo(400, marks.everything) });
    await refuses(desk, "search_people", { query: marks.email("e-mail that fails") });
    desk.service.relent();
}

/** A file of people with a good line, a wrong one and one that is too long; and a file that is none. */
async function roster(desk, marks) {
    const id = await desk.idOf(MEMBERSHIP);
    const form = await desk.invoke("make_form", { configurationIds: [id], userId: null });
    const read = { form, columns: null, dateOrder: null };
    const lines = [
        "Given name,Family name,Member number,Date of birth,Remark",
        `${marks.word("given")},${marks.word("family")},${marks.word("number")},${marks.date("born")},ok`,
        `${marks.word("given wrong")},${marks.word("family wrong")},${marks.word("number wrong")},${marks.word("born wrong")},ok`,
        `${marks.word("given long")},a,b,1990-01-01,d,${marks.word("too many")}`,
    ];
    const { rows, leftOut } = await desk.invoke("read_roster", { ...read, file: base64(lines.join("\r\n")) });
    assert.equal(rows.length, 1);
    assert.equal(leftOut.length, 2);
    await refuses(desk, "read_roster", { ...read, file: base64(`\u0000\u0001${marks.word("no text")}`) });
}

/** Flows without an offer, by what is wrong. */
export const MISTAKES = {
    wrongValues, wrongRequest, tooLarge, personalPreset, wrongPicture, wrongWorkplace, lookedFor, roster,
};
