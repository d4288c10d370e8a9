// Making a saved workplace of a tenant the active one, as an admin does.
import assert from "node:assert/strict";

/** Calls one of the program's own commands, as its page does, and gives its answer or its error. */
export async function call(page, command, request) {
    const script = `const [command, request, done] = arguments;
        const ask = () => window.__TAURI_INTERNALS__.invoke("plugin:desk|" + command, { request })
            .then((answer) => done({ answer }), (error) => {
                // A script asks more often than the program lets a page (R58).
                if (error.code === "too_often") setTimeout(ask, 250);
                else done({ error: JSON.stringify(error) });
            });
        ask();`;
    return page.post("execute/async", { script, args: [command, request] });
}

/** The answer of a command that must not fail. */
export async function invoke(page, command, request) {
    const { answer, error } = await call(page, command, request);
    assert.equal(error, undefined, command);
    return answer;
}

/** Adds a workplace by the vendor's JSON, checks its connection and switches to it. */
export async function connect(page, vendorJson, called) {
    await page.press("button", "Settings");
    await page.press("button", "Add workplace");
    await page.type("Name", called);
    await page.paste("Vendor’s JSON", JSON.stringify(vendorJson));
    await page.press("button", "Save workplace");
    await page.find("heading", called);
    const tenants = await invoke(page, "list_tenants", {});
    const { id } = tenants.find(({ name }) => name === called);
    const steps = await invoke(page, "check_connection", { id });
    assert.deepEqual(steps.filter(({ outcome }) => outcome === "failed"), []);
    await invoke(page, "switch_tenant", { id });
}
