// WebKit's own driver, spoken to over HTTP: the part of WebDriver these tests need.
import { spawn } from "node:child_process";

import { FIND } from "./find.mjs";
import { childrenOf, isAlive, killTree, programOf } from "./processes.mjs";
import { freePort, until } from "./wait.mjs";

/** Milliseconds for one answer of the driver. */
const PATIENCE = 45_000;
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/**
 * Starts the driver and, through it, the program. What both print goes to `output`, a file's descriptor.
 * `ports` gives the port that the driver shall listen on.
 */
export async function drive(binary, args, env = {}, output = "inherit", ports = freePort) {
    const { driver, base } = await startDriver(env, output, ports);
    try {
        const session = await ask("POST", `${base}/session`, {
            capabilities: {
                alwaysMatch: { "webkitgtk:browserOptions": { binary, args } },
            },
        });
        return new Page(driver, `${base}/session/${session.sessionId}`, binary, env);
    } catch (error) {
        killTree(driver.pid);
        throw error;
    }
}

// Whatever else runs on this computer may take a free port before the driver has it: the driver then
// ends at once, and another port is tried.
function startDriver(env, output, ports) {
    return until("the driver to start", async () => {
        const port = await ports();
        const driver = spawn("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], {
            env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: "true", ...env },
            stdio: ["ignore", output, output],
        });
        // Whoever took the port may never answer.
        const ended = new AbortController();
        driver.once("exit", () => ended.abort());
        const timer = setTimeout(() => ended.abort(), PATIENCE);
        const base = `http://127.0.0.1:${port}`;
        try {
            await until("the driver to answer", async () => {
                if (driver.exitCode !== null) return true;
                return (await fetch(`${base}/status`, { signal: ended.signal })).ok;
            });
        } catch (error) {
            killTree(driver.pid);
            throw error;
        } finally {
            clearTimeout(timer);
        }
        return driver.exitCode === null && { driver, base };
    });
}

async function ask(method, url, body) {
    // A program that died in its start leaves the driver waiting for ever. AbortSignal.timeout would
    // not do: nothing holds on to it, and once it is collected it never fires.
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
        const answer = await fetch(url, {
            method,
            headers: { "content-type": "application/json" },
            signal: patience.signal,
            body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
        });
        const { value } = await answer.json();
        if (!answer.ok) throw new Error(`${value.error}: ${value.message} (${method} ${url})`);
        return value;
    } finally {
        clearTimeout(timer);
    }
}

/** The web view of one window. */
export class Page {
    constructor(driver, url, binary, env) {
        this.driver = driver;
        this.url = url;
        this.binary = binary;
        this.env = env;
    }

    post(path, body) {
        return ask("POST", `${this.url}/${path}`, body);
    }

    /** Runs a function body in the page. */
    run(script, ...args) {
        return this.post("execute/sync", { script, args });
    }

    /** The one visible element of this kind and name, as the driver names it. */
    find(kind, name) {
        return until(`${kind} "${name}"`, () => this.run(FIND, kind, source(name)));
    }

    /** Whether such an element is visible now. */
    async has(kind, name) {
        return (await this.run(FIND, kind, source(name))) !== null;
    }

    /** Presses a button, tab, link, radio or box as a mouse would. */
    async press(kind, name) {
        await until(`to press ${kind} "${name}"`, async () => {
            const element = await this.run(FIND, kind, source(name));
            if (element === null) return false;
            // Bars that stick to an edge would get the click meant for what lies under them.
            await this.run(`arguments[0].scrollIntoView({ block: "center" });`, element);
            // The driver aims beside its mark when the page is zoomed.
            const zoomed = `if (innerWidth === outerWidth) return false; arguments[0].click(); return true;`;
            if (!(await this.run(zoomed, element))) await this.post(`element/${element[ELEMENT]}/click`);
            return true;
        });
    }

    /** Replaces what a field holds by typing. */
    async type(label, text) {
        let tries = 0;
        // The field found may belong to the form before; one that is gone is looked for anew.
        await until(`to type into "${label}"`, async () => {
            const element = await this.find("field", label);
            // What lies under a bar that sticks to an edge takes no text from the driver.
            if (tries++ > 0) await this.run(`arguments[0].scrollIntoView({ block: "center" });`, element);
            await this.post(`element/${element[ELEMENT]}/clear`);
            if (text !== "") await this.post(`element/${element[ELEMENT]}/value`, { text });
            return true;
        });
    }

    /** Puts a text into a field at once, as a paste does. */
    async paste(label, text) {
        const element = await this.find("field", label);
        const script = `const [field, text] = arguments;
            field.focus();
            document.execCommand("selectAll");
            document.execCommand("insertText", false, text);`;
        await this.run(script, element, text);
    }

    /** What a field holds. */
    async valueOf(label) {
        return this.run("return arguments[0].value;", await this.find("field", label));
    }

    /** Waits for the message at a field, as a screen reader would be led to it. */
    async problemAt(label) {
        const script = `const ids = (arguments[0].getAttribute("aria-describedby") ?? "").split(" ");
            const problem = ids.find((id) => id.endsWith("-problem"));
            return problem ? document.getElementById(problem).innerText : null;`;
        return until(`a problem at "${label}"`, async () =>
            this.run(script, await this.find("field", label)),
        );
    }

    /** Gives a hidden file field a file, as the system's chooser would. */
    async attach(testId, file) {
        const script = `return document.querySelector('[data-testid="' + arguments[0] + '"]');`;
        const element = await until(`file field "${testId}"`, () => this.run(script, testId));
        await this.post(`element/${element[ELEMENT]}/value`, { text: file });
    }

    /** Keys for whatever has the focus. */
    keys(...keys) {
        const actions = keys.flatMap((value) => [
            { type: "keyDown", value },
            { type: "keyUp", value },
        ]);
        return this.post("actions", { actions: [{ type: "key", id: "keys", actions }] });
    }

    /** What an element shows; empty when it is not there. */
    text(testId) {
        return this.run(
            `const found = document.querySelector('[data-testid="' + arguments[0] + '"]');
             return found ? found.innerText.trim() : "";`,
            testId,
        );
    }

    /** Everything the window shows. */
    shown() {
        return this.run("return document.body.innerText;");
    }

    /** Waits until the window shows this. */
    sees(words, limit) {
        const wanted = words instanceof RegExp ? words : { test: (text) => text.includes(words) };
        return until(
            `the window to show "${words}"`,
            async () => {
                const text = await this.shown();
                if (wanted.test(text)) return text;
                throw new Error(`it shows:\n${text}`);
            },
            limit,
        );
    }

    /** Waits until nothing moves and what was drawn last is on the screen: a screenshot may lag one frame behind. */
    painted() {
        return this.post("execute/async", {
            script: `const done = arguments[0];
                     const moving = document.getAnimations().map((it) => it.finished);
                     Promise.allSettled(moving).then(() =>
                         requestAnimationFrame(() => requestAnimationFrame(() => done(true))));`,
            args: [],
        });
    }

    /** The windows that are open, as the driver names them. */
    handles() {
        return ask("GET", `${this.url}/window/handles`);
    }

    /** Turns to the window with this label; handles come in no order. */
    async window(label) {
        const name = "return window.__TAURI_INTERNALS__.metadata.currentWindow.label;";
        await until(`the window "${label}"`, async () => {
            for (const handle of await this.handles()) {
                await this.post("window", { handle });
                if ((await this.run(name)) === label) return true;
            }
            return false;
        });
    }

    /** The program that the driver has started, while it runs. */
    program() {
        return childrenOf(this.driver.pid).find((child) => programOf(child) === this.binary);
    }

    /** Ends the session, the program and the driver, which answers before it has closed the program. */
    async close() {
        const pid = this.program();
        try {
            await ask("DELETE", this.url).catch(() => {});
            await until("the closed program to be gone", () => {
                if (pid === undefined || !isAlive(pid)) return true;
                process.kill(pid, "SIGTERM");
                return false;
            });
        } finally {
            await this.end();
        }
    }

    /** Ends the driver. A program that outlived it would keep its output open, and the tests' runner waits for that. */
    async end() {
        if (this.driver.exitCode !== null || this.driver.signalCode !== null) return;
        const gone = new Promise((resolve) => this.driver.once("exit", resolve));
        killTree(this.driver.pid);
        await gone;
    }
}

function source(name) {
    return name instanceof RegExp ? { pattern: name.source, flags: name.flags } : { text: name };
}
