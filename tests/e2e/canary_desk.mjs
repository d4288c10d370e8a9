// One desk through all its lives: starts on the same folder again and again, everything it could write searched.
import assert from "node:assert/strict";
import { mkdirSync, openSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

import { invoke } from "./connect.mjs";
import { Marks } from "./canary_marks.mjs";
import { Needles } from "./needles.mjs";
import { start } from "./program.mjs";
import { assertNoTraces } from "./traces.mjs";

const DISPLAY = { sidePx: 600, scale: 1 };
const ALL = { filter: "all", search: "", presetId: null, after: null, limit: 200, dayStart: new Date(0).toISOString() };
const KEYRINGS = join(process.env.XDG_DATA_HOME ?? "", "keyrings");

export class Desk {
    /** Intents by the outcome that each must have in the end. */
    expected = new Map();
    #marks = [];

    constructor(t, folder, service, tenant) {
        Object.assign(this, { t, folder, service, tenant });
        for (const name of ["data", "home", "tmp"]) mkdirSync(join(folder, name));
        this.output = openSync(join(folder, "output"), "a");
    }

    async start() {
        const env = { ...this.tenant.env, HOME: join(this.folder, "home"), TMPDIR: join(this.folder, "tmp") };
        const flags = ["--log-level", "trace"];
        this.program = await start(this.t, join(this.folder, "data"), flags, env, this.output);
        this.page = this.program.page;
        for (const stream of [1, 2]) {
            const to = readlinkSync(`/proc/${this.program.pid()}/fd/${stream}`);
            assert.equal(to, join(this.folder, "output"), "what the program prints is not caught");
        }
    }

    async kill() {
        await this.program.kill();
        this.assertNoTraces("after a kill");
    }

    /** New marks for one more flow; every search from now on looks for them. */
    newMarks(kind) {
        const marks = new Marks(`flow ${this.flows + 1}, ${kind}`);
        this.#marks.push(marks);
        return marks;
    }

    get flows() {
        return this.#marks.length;
    }

    get secrets() {
        return Object.assign({}, this.service.told, ...this.#marks.map(({ all }) => all));
    }

    assertNoTraces(when) {
        assertNoTraces(this.folder, this.secrets, when);
        // Only the client secret and the access token may be in the keyring.
        const isKeyring = (file) => file.startsWith(KEYRINGS);
        const credentials = { "client secret": this.tenant.vendorJson.client_secret, ...this.service.credentials };
        assertNoTraces(this.folder, credentials, when, isKeyring);
        assert.ok(Object.keys(credentials).length > 1, "no access token was heard");
        assert.ok(readdirSync(KEYRINGS).length > 0, "no keyring was written");
    }

    /** What the program still tells its page in a new life holds nothing of the lives before. */
    async assertForgotten() {
        const log = { search: "", since: null, desk: null, what: "all", before: null, limit: 500 };
        const told = [
            await this.invoke("list_pending", ALL),
            await this.invoke("list_activity", log),
            await this.invoke("about", {}),
        ];
        assert.deepEqual(new Needles(this.secrets).foundIn(Buffer.from(JSON.stringify(told))), []);
    }

    invoke(command, request) {
        return invoke(this.page, command, request);
    }

    async idOf(name) {
        const list = await this.invoke("list_credentials", { refresh: false });
        return list.find((one) => one.name === name).id;
    }

    /** A filled-in form, looked at in every way in which the window has one looked at. */
    async draft(marks, name, { person = { kind: "none" }, lifetime = "10" } = {}) {
        const id = await this.idOf(name);
        const form = await this.invoke("make_form", { configurationIds: [id], userId: person.userId ?? null });
        const typed = marks.fill(form.fields);
        const { problems } = await this.invoke("review_details", { form, typed });
        assert.deepEqual(problems, []);
        await this.invoke("possible_match", { typed });
        const lines = Object.entries(typed).map(([label, value]) => ({ label, value }));
        const firstName = typed.given_name ?? null;
        await this.invoke("prepare_holder", { show: "review", firstName, credentials: [name], lines, language: "en" });
        return {
            intentId: await this.invoke("new_intent", {}),
            configurationIds: [id], person, typed, lifetime,
            transactionCode: { description: `Ask ${marks.word("hint")}` },
            keep: [], presetId: null, language: "en",
        };
    }

    /** Makes the offer, which must get into this state. */
    async issue(draft, state = "created") {
        const offer = await this.invoke("issue_offer", draft);
        assert.equal(offer.state, state);
        return offer.intentId;
    }

    /** Both faces after one another, and the transaction code. */
    async show(intentId) {
        await this.invoke("show_qr", { intentId, display: DISPLAY });
        await this.invoke("turn_to_code", { intentId });
        const { code } = await this.invoke("show_code", { intentId });
        assert.equal(code, this.service.offer.code);
    }

    /** What must have become of an offer when everything is over. */
    expect(intentId, state) {
        this.expected.set(intentId, state);
    }

    async states() {
        const { rows } = await this.invoke("list_pending", ALL);
        return new Map(rows.map(({ intentId, state }) => [intentId, state]));
    }

    /** Ids of intents begin with their time. */
    async newestIntent() {
        return [...(await this.states()).keys()].sort().at(-1);
    }
}
