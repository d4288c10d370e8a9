// Tab walks through every screen and back: no stop is lost, none holds the focus, each shows a ring.
import assert from "node:assert/strict";
import { test } from "node:test";

import { KEY, Keyboard } from "./keyboard.mjs";
import { start } from "./program.mjs";
import { go, states } from "./states.mjs";
import { until } from "./wait.mjs";

const MANY = 200;

test("A59: Tab reaches everything on every screen, with a visible ring, and leads back", async (t) => {
    const { page } = await start(t);
    for (const state of states) {
        await t.test(state.name, async () => {
            await go(page, state);
            const keyboard = new Keyboard(page);
            const forth = await walk(page, () => keyboard.press(KEY.tab));
            const lost = (await page.run(`${STOPS} return stops().map(name);`)).filter((name) => !forth.includes(name));
            assert.deepEqual(lost, [], "never reached");
            const back = await walk(page, () => keyboard.press("shift", KEY.tab));
            assert.deepEqual(new Set(back), new Set(forth), "another way back");
        });
    }
});

/** Presses until the focus is where it was first; gives the names of the stops. */
async function walk(page, press) {
    const names = [];
    await page.run("document.activeElement?.blur();");
    for (let turn = 0; turn < MANY; turn += 1) {
        await press();
        const stop = await settled(page);
        if (stop === null) {
            // Past the last stop the focus leaves the page once.
            if (names.length > 0) return names;
            continue;
        }
        if (stop.name === names[0]) return names;
        assert.notEqual(stop.name, names.at(-1), "the focus is held");
        assert.ok(stop.ring, `no ring at ${stop.name}`);
        assert.ok(stop.seen, `out of view: ${stop.name}`);
        names.push(stop.name);
    }
    return assert.fail(`no end after ${MANY} presses: ${names.slice(-5).join(", ")}`);
}

// The web view scrolls a stop into view a few frames after it has got the focus.
async function settled(page) {
    for (let frames = 0; ; frames += 1) {
        const stop = await page.run(`${STOPS} return here();`);
        if (stop === null || stop.seen || frames > 10) return stop;
        await page.painted();
    }
}

// Runs inside the page.
const STOPS = `
const ids = (window.stopIds ??= new WeakMap());
const name = (element) => {
    if (!ids.has(element)) {
        window.stopCount = (window.stopCount ?? 0) + 1;
        ids.set(element, window.stopCount);
    }
    const words = element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? element.innerText;
    return [ids.get(element), element.localName, words.slice(0, 40).replaceAll("\\n", " ")].join(" ");
};
const ringed = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
};
const drawn = (element) => [element, ...(element.labels ?? [])].flatMap((one) => [one, ...one.querySelectorAll("*")]);
const inView = (element) => {
    const shown = drawn(element).map((one) => one.getBoundingClientRect());
    return shown.some(({ top, bottom, left, right, width, height }) =>
        width * height > 4 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth);
};
const here = () => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    return { name: name(element), ring: drawn(element).some(ringed), seen: inView(element) };
};
// A group of radios is one stop: the chosen one, or the first.
const ofGroup = (radio) => {
    const group = [...document.querySelectorAll("input[type=radio]")].filter((one) => one.name === radio.name);
    return radio === (group.find((one) => one.checked) ?? group[0]);
};
// An open dialog keeps the focus to itself.
const stops = () => [...(document.querySelector("dialog:modal") ?? document).querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length > 0)
    .filter((one) => one.localName === "summary" || !one.closest("details:not([open])"))
    .filter((one) => one.type !== "radio" || ofGroup(one));
`;

test("Escape closes a dialog in the real web view", async (t) => {
    const { page } = await start(t);
    const keyboard = new Keyboard(page);
    await keyboard.press("control", "k");
    await page.find("heading", "Commands");
    await keyboard.press(KEY.escape);
    await until("the dialog to be gone", async () => !(await page.has("heading", "Commands")));
});
