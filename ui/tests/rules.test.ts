import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(svelte|ts|css)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join("src", name), "utf8") }));

const holding = (pattern: RegExp, except: (name: string) => boolean = () => false): string[] =>
  sources.filter(({ name, text }) => !except(name) && pattern.test(text)).map(({ name }) => name);

test("only src/backend imports Tauri", () => {
  expect(holding(/@tauri-apps/, (name) => name.startsWith("backend"))).toEqual([]);
  expect(holding(/@tauri-apps/)).toEqual(["backend/tauri.ts"]);
});

test("no markup is made from text, and nothing is stored in the web view", () => {
  expect(holding(/\{@html|innerHTML|insertAdjacentHTML|document\.write/)).toEqual([]);
  expect(holding(/localStorage|sessionStorage|indexedDB|document\.cookie/)).toEqual([]);
  expect(holding(/\beval\(|new Function\(/)).toEqual([]);
});

test("nothing that the content security policy refuses is written", () => {
  expect(holding(/\sstyle="/)).toEqual([]);
  expect(holding(/["'`(]data:/)).toEqual([]);
  expect(holding(/https?:\/\/(?!www\.w3\.org)/, (name) => name === "backend/fake.ts")).toEqual([]);
});

test("the fake backend is not part of the program", () => {
  expect(holding(/backend\/fake|\.\/fake/)).toEqual([]);
});

test("components stay small", () => {
  const long = sources.filter(({ name, text }) => name.endsWith(".svelte") && text.split("\n").length > 150);
  expect(long.map(({ name }) => name)).toEqual([]);
});

test("A28: the code is never offered to the clipboard or the printer", () => {
  expect(holding(/navigator\.clipboard|execCommand|window\.print/)).toEqual([]);
});

test("A36: with reduced motion nothing moves, whatever a component asks for", () => {
  const base = readFileSync("src/base.css", "utf8");
  const [, reduced = ""] = base.split("@media (prefers-reduced-motion: reduce)");
  for (const property of ["animation-duration", "transition-duration"])
    expect(reduced).toMatch(new RegExp(`${property}: 0\\.01ms !important`));
});

// A colour that fades lags behind its words: white stood on paper in each button that became ready.
test("only opacity and transform move", () => {
  const named = (text: string): string[] => [
    ...[...text.matchAll(/transition(?:-property)?:([^;}]*)/g)].flatMap(([, value = ""]) =>
      value.split(/,(?![^(]*\))/).map((part) => part.trim().split(/\s/)[0] ?? ""),
    ),
    ...[...text.matchAll(/@keyframes[^{]+\{(.*?\})\s*\}/gs)].flatMap(([, frames = ""]) =>
      [...frames.matchAll(/([\w-]+)\s*:/g)].map(([, property = ""]) => property),
    ),
  ];
  const moving = sources.flatMap(({ name, text }) => named(text).map((property) => `${name}: ${property}`));
  expect(moving.length).toBeGreaterThan(2);
  expect(moving.filter((it) => !/: (opacity|transform)$/.test(it))).toEqual([]);
});

test("A38: nothing blinks, and the time has no red", () => {
  expect(holding(/\binfinite\b|blink/)).toEqual([]);
  const time = sources.filter(({ name }) => /(Countdown|Fuse)\.svelte$/.test(name));
  expect(time).toHaveLength(2);
  expect(time.filter(({ text }) => text.includes("--clay")).map(({ name }) => name)).toEqual([]);
});
