import { readdirSync, readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fakeQr } from "../src/backend/fake";
import type { HolderScene } from "../src/backend/types";
import { Page } from "../src/holder/page";
import { timeLeft } from "../src/holder/scenes";
import { wordsIn } from "../src/holder/words";
import { languageOf, languages, nextLanguage } from "../src/strings/languages";

const others = languages.filter((language) => language !== "en");
const source = (language: string): string => readFileSync(`src/strings/${language}/holder.ftl`, "utf8");
const idsOf = (text: string): string[] => [...text.matchAll(/^([a-z][\w-]*) =/gm)].map(([, id]) => id ?? "");

let page: Page;
beforeEach(() => {
  document.body.replaceChildren();
  page = new Page(document.body);
});
afterEach(() => document.documentElement.removeAttribute("dir"));

const live = (more: Partial<Extract<HolderScene, { kind: "live" }>> = {}): HolderScene => ({
  kind: "live",
  qr: fakeQr(101, 6),
  credentials: ["Visitor pass"],
  code: { length: 6 },
  host: "tewhare.example",
  lifetimeSeconds: 300,
  leftMs: 214_000,
  ...more,
});
const show = (scene: HolderScene, language = "en", practice = false): void =>
  page.take({ kind: "show", frame: { scene, language, workplace: "Te Whare Licensing", practice } });
const shown = (): string => document.body.textContent ?? "";
const qr = (): Element | null => document.querySelector("[data-testid=qr]");

test("every language has exactly the words of English, and says that it needs a native reader", () => {
  const english = idsOf(source("en"));
  for (const language of others) {
    expect(idsOf(source(language)), language).toEqual(english);
    expect(source(language), language).toMatch(/^# needs a native reader\n/);
  }
});

test("there is a folder for each language and no other", () => {
  expect(
    readdirSync("src/strings", { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map((one) => one.name)
      .sort(),
  ).toEqual([...languages].sort());
});

test("every plural form that a language has between 0 and 600 is written, with the values of English", () => {
  for (const language of languages) {
    const bundle = new FluentBundle(language, { useIsolating: false });
    bundle.addResource(new FluentResource(source(language)));
    const { say } = wordsIn(language);
    for (const id of ["holder-minutes", "holder-seconds"]) {
      for (let count = 0; count <= 600; count++) {
        const pattern = bundle.getMessage(id)?.value ?? "";
        // The compiled words say what Fluent itself says.
        expect(say(id, { count }), `${language} ${id} ${count}`).toBe(
          bundle.formatPattern(pattern, { count }),
        );
      }
    }
  }
  expect(wordsIn("en").say("holder-minutes", { count: 1 })).toBe("About 1 minute left.");
  expect(wordsIn("de").say("holder-minutes", { count: 1 })).toBe("Noch etwa 1 Minute.");
  expect(wordsIn("ar").say("holder-minutes", { count: 2 })).toBe("بقيت دقيقتان تقريباً.");
});

test("R54: each picture replaces the one before and leaves the frame between page and Rust where it is", () => {
  const frame = document.createElement("div");
  document.body.append(frame);
  for (const text of ["Visitor pass", "Site induction"]) {
    show(live({ credentials: [text] }));
    expect(frame.isConnected).toBe(true);
    expect(document.querySelectorAll("main")).toHaveLength(1);
    expect(shown()).toContain(text);
  }
  expect(shown()).not.toContain("Visitor pass");
});

test("a language that is not there is spoken by its base, else in English; the key goes round", () => {
  expect(["de-CH", "zh-CN", "AR", "mi", ""].map(languageOf)).toEqual(["de", "zh-Hans", "ar", "en", "en"]);
  const round = languages.reduce<string[]>((all) => [...all, nextLanguage(all.at(-1) ?? "")], ["en"]);
  expect(round).toEqual([...languages, "en"]);
});

test("the time is told in words: minutes rounded up, under a minute, then seconds", () => {
  const words = wordsIn("en");
  expect([214_000, 60_001, 60_000, 45_000, 20_000, 8_000, 1].map((ms) => timeLeft(ms, words))).toEqual([
    "About 4 minutes left.",
    "About 2 minutes left.",
    "Less than a minute left.",
    "Less than a minute left.",
    "20 seconds left.",
    "8 seconds left.",
    "1 second left.",
  ]);
});

test("a live offer shows its credentials, the steps, the QR code, the time and the issuer", () => {
  show(live());
  expect(document.querySelector("h1")?.textContent).toBe("Add your Visitor pass to your wallet");
  expect(document.querySelectorAll("li").length).toBe(3);
  expect(shown()).toContain("Type the 6-digit code our staff give you");
  expect(shown()).toContain("tewhare.example");
  expect(qr()?.getAttribute("aria-label")).toBe("QR code for this offer. Scan it with a wallet app.");
  page.take({ kind: "left", leftMs: 8_000 });
  expect(document.querySelector(".left")?.textContent).toContain("8 seconds left.");
  show(live({ code: null }));
  expect(shown()).toContain("Follow the steps in your wallet");
});

test("A34: whatever comes after a live offer, nothing of it is left on the page", () => {
  for (const kind of ["claimed", "ended", "check_wallet", "one_moment", "idle"] as const) {
    show(live());
    show({ kind });
    expect(qr(), kind).toBeNull();
    expect(shown(), kind).not.toContain("Visitor pass");
    page.take({ kind: "left", leftMs: 5_000 });
    expect(shown(), kind).not.toContain("seconds");
  }
});

test("A61: Arabic mirrors the page; the QR code and the issuer's address stay as they are", () => {
  show(live(), "en");
  const modules = qr()?.querySelector("path")?.getAttribute("d");
  page.take({ kind: "language", language: "ar" });
  expect(document.documentElement.dir).toBe("rtl");
  expect(document.documentElement.lang).toBe("ar");
  expect(qr()?.querySelector("path")?.getAttribute("d")).toBe(modules);
  expect(qr()?.getAttribute("transform")).toBeNull();
  expect([...document.querySelectorAll(".ltr")].map((one) => one.textContent)).toEqual(["tewhare.example"]);
  show({ kind: "review", lines: [{ label: "Name", value: "王小明" }] }, "ar");
  expect(document.querySelector("dd bdi")?.getAttribute("dir")).toBe("auto");
});

test("A26: no scene in any language has anything to operate or to focus", () => {
  const scenes: HolderScene[] = [
    live(),
    { kind: "get_ready", firstName: "Hēmi", credentials: ["Visitor pass"] },
    { kind: "review", lines: [{ label: "Site", value: "Northern yard" }] },
    { kind: "test", qr: fakeQr(89, 6) },
    { kind: "card", screen: 2 },
    { kind: "claimed" },
    { kind: "ended" },
    { kind: "check_wallet" },
    { kind: "one_moment" },
    { kind: "idle" },
  ];
  for (const language of languages) {
    for (const scene of scenes) {
      show(scene, language, true);
      expect(document.querySelectorAll("a, button, input, select, textarea, [tabindex]").length).toBe(0);
      expect(shown(), `${language} ${scene.kind}`).not.toMatch(/holder-|\{|\}|\?\?/);
      expect(shown()).toContain(wordsIn(language).say("holder-practice"));
    }
  }
});

test("the practice hatching marks practice only", () => {
  show({ kind: "idle" }, "en", true);
  expect(document.querySelector(".band")).not.toBeNull();
  show({ kind: "idle" }, "en", false);
  expect(document.querySelector(".band")).toBeNull();
  expect(shown()).not.toContain("Practice");
});
