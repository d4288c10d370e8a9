import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { traces } from "./traces.mjs";

function scratch(t) {
    const folder = mkdtempSync(join(tmpdir(), "traces-"));
    t.after(() => rmSync(folder, { recursive: true }));
    return folder;
}

test("the byte search finds a planted secret in every shape, and no code inside a time", (t) => {
    const folder = scratch(t);
    const secrets = { link: "openid-credential-offer://?x=1", code: "482913", name: "Ōkahu-王" };
    const link = Buffer.from(secrets.link);
    writeFileSync(join(folder, "time"), "2026-11-23T10:00:00.482913Z");
    assert.deepEqual(traces(folder, secrets), []);
    for (const [name, bytes] of [
        ["plain", link],
        ["wide", Buffer.from(secrets.link, "utf16le")],
        ["base64", Buffer.from(`a${Buffer.concat([Buffer.from("xy"), link, Buffer.from("z")]).toString("base64")}`)],
        ["hex", Buffer.from(link.toString("hex"))],
        ["percent-encoded", Buffer.from(encodeURIComponent(secrets.link))],
        ["folded", Buffer.from("okahu-王")],
        ["escaped", Buffer.from("\\u014ckahu-\\u738b")],
        ["code", Buffer.from('"482913"')],
    ]) {
        writeFileSync(join(folder, "planted"), bytes);
        assert.notDeepEqual(traces(folder, secrets), [], name);
    }
});

test("the byte search tells which of many secrets it found, at the very end of a file too", (t) => {
    const folder = scratch(t);
    const secrets = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`mark ${at}`, `<${at}-canary`]));
    const file = join(folder, "log");
    writeFileSync(file, `${"canary ".repeat(50_000)}<499-canary <7-canary`);
    assert.deepEqual(traces(folder, secrets), [`${file}: mark 499`, `${file}: mark 7`]);
    writeFileSync(file, "<7-canar");
    assert.deepEqual(traces(folder, secrets), []);
});
