import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";

interface Message {
  cmd: unknown;
  callback: number;
  error: number;
  payload: unknown;
  options?: unknown;
}
type Hook = (message: Message) => Message;

let pass: (cmd: unknown, payload: unknown, options?: unknown) => Message;

beforeEach(() => {
  const frame: { __TAURI_ISOLATION_HOOK__?: Hook } = {};
  new Function("window", readFileSync("isolation/index.js", "utf8"))(frame);
  pass = (cmd, payload, options) => {
    const hook = frame.__TAURI_ISOLATION_HOOK__;
    if (!hook) throw new Error("no hook");
    return hook({ cmd, callback: 7, error: 8, payload, options });
  };
});

const REFUSED = { cmd: "refused", callback: 7, error: 8, payload: {} };

test("R54: what the staff window sends comes through unchanged", () => {
  for (const [cmd, payload] of [
    ["plugin:desk|new_intent", { request: {} }],
    ["plugin:desk|list_tenants", { request: { page: 1, text: "Ōkahu" } }],
    ["plugin:event|listen", { event: "offer", target: { kind: "Any" }, handler: 3 }],
    ["plugin:event|unlisten", { event: "offer", eventId: 3 }],
  ] as const) {
    expect(pass(cmd, payload)).toEqual({ cmd, callback: 7, error: 8, payload });
  }
});

test("R54: every command of the contract has a name that comes through", () => {
  const contract = readFileSync("src/backend/types.ts", "utf8");
  const commands = contract.split("export type Commands = ")[1]?.split("\n\nexport ")[0] ?? "";
  const names = [...commands.matchAll(/^(\w+): \[/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(40);
  for (const name of names)
    expect(pass(`plugin:desk|${name}`, { request: {} }).cmd).toBe(`plugin:desk|${name}`);
});

test("R54: a name that no page of ours uses goes on as one that Rust does not know", () => {
  for (const cmd of [
    "plugin:event|emit",
    "plugin:window|set_title",
    "plugin:fs|read_file",
    "plugin:desk|",
    "plugin:desk|issue offer",
    "plugin:desk|../issue",
    "plugin:desk|issue\n",
    "xplugin:desk|issue",
    "toString",
    "__proto__",
    "",
    undefined,
    null,
    7,
    ["plugin:desk|issue"],
    { toString: () => "plugin:desk|issue" },
  ]) {
    expect(pass(cmd, { request: {} }), String(cmd)).toEqual(REFUSED);
  }
});

test("R54: raw bytes, other members and headers do not come through", () => {
  for (const payload of [
    new Uint8Array([1]),
    new ArrayBuffer(1),
    [1],
    "text",
    null,
    undefined,
    { request: {}, more: 1 },
    { requests: {} },
    { event: "offer" },
  ]) {
    expect(pass("plugin:desk|new_intent", payload)).toEqual(REFUSED);
  }
  expect(pass("plugin:event|listen", { event: "offer", request: {} })).toEqual(REFUSED);
  expect(pass("plugin:desk|new_intent", { request: {} }, { headers: { Origin: "x" } })).not.toHaveProperty(
    "options",
  );
});
