// Every code that Rust can send has its words on screen: what happened, what is still true, what to do.
import { readFileSync } from "node:fs";
import { render, screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { appError, FakeBackend } from "../src/backend/fake";
import type { AppError, Code } from "../src/backend/types";
import Staff from "../src/staff/Staff.svelte";
import { errorSentence, problemSentence, tenantSentence } from "../src/strings/sentences";
import { learn } from "../src/strings/words";

const later = import.meta.glob<Messages>("../src/strings/en/later/*.ftl", { eager: true, import: "default" });
for (const words of Object.values(later)) learn(words);

/** The members of a union of words, as `cargo xtask types` wrote them from Rust. */
function union<T extends string>(name: string): T[] {
  const contract = readFileSync("src/backend/types.ts", "utf8");
  const [, members = ""] = new RegExp(`export type ${name} = ([^;]+);`).exec(contract) ?? [];
  return [...members.matchAll(/"(\w+)"/g)].map(([, word]) => word as T);
}

const codes = union<Code>("Code");

/** What Rust sends along with a code, and what a hostile or careless sender might. */
const sent = { seconds: "30", status: "503", check: "7", state: "no_service" };
const planted = "openid-credential-offer://?planted";

async function shown(thrown: unknown): Promise<HTMLElement> {
  const backend = new FakeBackend();
  backend.answers.app_status = () => Promise.reject(thrown);
  render(Staff, { backend });
  await screen.findByText(/./, { selector: "p[role=alert]" });
  const [alert, ...others] = screen.getAllByRole("alert").filter(({ textContent }) => textContent !== "");
  expect(others).toEqual([]);
  return alert as HTMLElement;
}

test("the contract lists its codes", () => {
  expect(codes.length).toBeGreaterThan(30);
  expect(new Set(codes).size).toBe(codes.length);
});

test.each(codes)("%s says what happened, what is still true and what to do", async (code) => {
  const alert = await shown(appError(code, { params: { ...sent, uri: planted }, reference: "req-1" }));
  const lines = (alert.textContent ?? "").split("\n");
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/^\p{Lu}.{5,}[.)]$/u);
  const text = lines.join(" ");
  expect(text).not.toMatch(/[{}]|\?|undefined|null/);
  expect(text).not.toMatch(/\b[a-z]+_[a-z_]+\b/);
  expect(text).not.toContain(planted);
  expect(document.body.textContent).not.toContain(planted);
});

test("a code that this window does not know yet still has words", () => {
  const unknown = appError("from_a_newer_version" as Code);
  expect(errorSentence(unknown)).toBe(errorSentence(appError("internal")));
});

test.each<[string, unknown]>([
  ["a text", "command desk|issue_offer not allowed by ACL"],
  ["an exception", new TypeError("undefined is not an object")],
  ["nothing", undefined],
  ["an object", { message: "invalid type: integer `7`" }],
])("%s thrown in place of an error shows the words of a defect and none of its own", async (_, thrown) => {
  const alert = await shown(thrown);
  expect(alert.textContent).toBe(errorSentence(appError("internal")));
});

test("no two codes share their words", () => {
  const texts = codes.map((code) => errorSentence(appError(code)));
  expect(new Set(texts).size).toBe(codes.length);
});

test("an error stays until something is done about it", async () => {
  const alert = await shown(appError("offline") satisfies AppError);
  await waitFor(() => expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy());
  expect(alert.isConnected).toBe(true);
});

test.each(union<Parameters<typeof problemSentence>[0]["problem"]>("Problem"))(
  "the problem %s is said at its field",
  (problem) => {
    const text = problemSentence({ field: "given_name", label: "Given names", problem, message: null });
    expect(text).toMatch(/^\p{Lu}.{5,}[.)]?$/u);
    expect(text).not.toMatch(/[{}]|undefined|null|\b[a-z]+_[a-z_]+\b/);
  },
);

test.each(union<Parameters<typeof tenantSentence>[0]["problem"]>("TenantProblemKind"))(
  "the workplace problem %s is said at its field",
  (problem) => {
    const text = tenantSentence({ field: "tenant_url", problem, detail: null });
    expect(text).toMatch(/^\p{Lu}.{5,}[.)]?$/u);
    expect(text).not.toMatch(/[{}]|undefined|null|\b[a-z]+_[a-z_]+\b/);
  },
);
