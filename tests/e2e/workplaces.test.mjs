// Connecting a tenant with what a person really types.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { dataFolder, start } from "./program.mjs";
import { startTenant } from "./tenant.mjs";
import { traces } from "./traces.mjs";

const PASTED = "Vendor’s JSON";
const SECRET = "Client secret";

async function openForm(page, name) {
    await page.press("button", "Settings");
    await page.press("button", "Add workplace");
    await page.type("Name", name);
}

test("a misspelt key in the vendor's JSON is named at its field, and what was pasted stays", async (t) => {
    const { page, folder } = await start(t);
    await openForm(page, "Harbour office");
    const secret = "mistyped-secret-4711";
    const pasted = `{
  "audience": "https://tenant.example",
  "auth_url": "https://auth.example/oauth/token",
  "tenant_ulr": "https://tenant.example",
  "client_id": "desk",
  "client_secret": "${secret}"
}`;
    await page.paste(PASTED, pasted);
    await page.press("button", "Save workplace");
    assert.match(await page.problemAt(PASTED), /a key is missing or misspelt.*tenant_url/s);
    assert.equal(await page.valueOf(PASTED), pasted);
    assert.equal(await page.valueOf("Name"), "Harbour office");
    assert.deepEqual(traces(folder, { "client secret": secret }), []);
});

test("text that is not JSON is refused at its field with the place of the mistake", async (t) => {
    const { page } = await start(t);
    await openForm(page, "Harbour office");
    await page.paste(PASTED, `{ "audience": "https://tenant.example", `);
    await page.press("button", "Save workplace");
    assert.match(await page.problemAt(PASTED), /this is not JSON/);
});

test("an unreachable host says so in the check, and the workplace is kept", async (t) => {
    const { env } = await tenantFor(t);
    const { page } = await start(t, dataFolder(t), [], env);
    await openForm(page, "Nowhere");
    await page.paste(
        PASTED,
        JSON.stringify({
            audience: "https://nowhere.counterfoil-tests.nz",
            auth_url: "https://nowhere.counterfoil-tests.nz/oauth/token",
            tenant_url: "https://nowhere.counterfoil-tests.nz",
            client_id: "desk",
            client_secret: "unreachable-secret-4711",
        }),
    );
    await page.press("button", "Save workplace");
    await page.press("button", "Check connection");
    await page.sees("Check the address and the network.");
    await page.find("heading", "Nowhere");
});

test("a wrong secret is refused in the check, the right one entered after it is accepted", async (t) => {
    const { vendorJson, env } = await tenantFor(t);
    const { page, folder } = await start(t, dataFolder(t), [], env);
    await openForm(page, "Town hall");
    const wrong = "surely-not-the-secret-4711";
    await page.paste(PASTED, JSON.stringify({ ...vendorJson, client_secret: wrong }));
    await page.press("button", "Save workplace");
    await page.press("button", "Check connection");
    await page.sees("The client ID or the secret was not accepted. Enter them again.");

    await page.press("button", "Replace the secret");
    await page.type("Enter the secret for Town hall", vendorJson.client_secret);
    await page.press("button", "Save secret");
    await page.find("button", "Replace the secret");
    await page.press("button", "Check connection");
    await page.sees(/Sign-in\s+Good/);
    const secrets = { "wrong secret": wrong, "client secret": vendorJson.client_secret };
    assert.deepEqual(traces(folder, secrets), []);
});

function tenantFor(t) {
    const folder = mkdtempSync(join(tmpdir(), "counterfoil-tenant-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    return startTenant(t, folder);
}
