import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { traces } from "./traces.mjs";

test("the byte search finds a planted secret in every shape, and no code inside a time", (t) => {
    const folder = mkdtempSync(join(tmpdir(), "traces-"));
    t.after(() => rmSync(folder, { recursive: true }));
    const secrets = { link: "openid-credential-offer://?x=1", code: "482913" };
    const link = Buffer.from(secrets.link);
    writeFileSync(join(folder, "time"), "2026-11-23T10:00:00.482913Z");
    assert.deepEqual(traces(folder, secrets), []);
    for (const [name, bytes] of [
        ["plain", link],
        ["wide", Buffer.from(secrets.link, "utf16le")],
        ["base64", Buffer.from(`a${Buffer.concat([Buffer.from("xy"), link, Buffer.from("z")]).toString("base64")}`)],
        ["code", Buffer.from('"482913"')],
    ]) {
        writeFileSync(join(folder, "planted"), bytes);
        assert.notDeepEqual(traces(folder, secrets), [], name);
    }
});
