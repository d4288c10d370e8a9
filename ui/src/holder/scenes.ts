// What each scene looks like. Text and structure only; sizes and places are in the style sheet.
import type { HolderFrame, HolderScene } from "../backend/types";
import { stamp } from "../parts/icons/stamp";
import { roughly } from "../strings/left";
import { el, name, svg } from "./dom";
import { picture } from "./qr";
import type { Words } from "./words";

type Scene<K extends HolderScene["kind"]> = Extract<HolderScene, { kind: K }>;

const steps = (...texts: string[]): HTMLElement =>
  el("ol", "", ...texts.map((text, index) => el("li", "", el("span", "number", String(index + 1)), text)));

export function timeLeft(leftMs: number, { say }: Words): string {
  const { in: unit, count } = roughly(leftMs);
  if (unit === "minutes") return say("holder-minutes", { count });
  return unit === "under" ? say("holder-under-minute") : say("holder-seconds", { count });
}

function live(scene: Scene<"live">, words: Words, workplace: HTMLElement): HTMLElement {
  const { say } = words;
  const { code } = scene;
  const typing = code ? say("holder-step-code", { count: code.length }) : say("holder-step-follow");
  const time = el("p", "left");
  time.dataset.testid = "left";
  const text = el(
    "div",
    "text",
    workplace,
    el("h1", "", say("holder-live", { credentials: words.listed(scene.credentials) })),
    steps(say("holder-step-open"), say("holder-step-point"), typing),
    el("div", "time", el("div", "fuse", el("span")), time, scene.host && el("p", "ltr", scene.host)),
  );
  return el("div", "live", text, el("div", "stage", picture(scene.qr, say("holder-qr-alt"))));
}

function test(scene: Scene<"test">, { say }: Words, workplace: HTMLElement): HTMLElement {
  const text = el(
    "div",
    "text",
    workplace,
    el("h1", "", say("holder-test")),
    el("p", "", say("holder-test-then")),
  );
  return el("div", "live", text, el("div", "stage", picture(scene.qr, say("holder-test"))));
}

function ready(scene: Scene<"get_ready">, words: Words, workplace: HTMLElement): HTMLElement {
  const { say } = words;
  const { firstName, credentials } = scene;
  // A name keeps its own direction inside the sentence.
  const greeting = firstName
    ? say("holder-ready-named", { name: `\u2068${firstName}\u2069` })
    : say("holder-ready");
  return el(
    "div",
    "ready",
    workplace,
    el("h1", "", greeting),
    steps(say("holder-ready-open"), say("holder-ready-scan"), say("holder-ready-tell")),
    credentials.length > 0 &&
      el("p", "soft", say("holder-ready-next", { credentials: words.listed(credentials) })),
  );
}

function review(scene: Scene<"review">, { say }: Words, workplace: HTMLElement): HTMLElement {
  const lines = scene.lines.map(({ label, value }) =>
    el("div", "", el("dt", "soft", label), el("dd", "", name(value))),
  );
  const heading = el("h1", "", say("holder-review"));
  return el(
    "div",
    "ready",
    workplace,
    heading,
    el("dl", "", ...lines),
    el("p", "soft", say("holder-review-then")),
  );
}

function drawStamp(): SVGElement {
  const icon = svg("svg", { class: "stamp", viewBox: "0 0 24 24", "aria-hidden": "true" });
  icon.append(svg("path", { d: stamp }));
  return icon;
}

/** A heading, at most one line below it, and nothing that moves. */
const calm = (heading: Node | string, line?: string | false, above?: Node): HTMLElement =>
  el("div", "calm", above, el("h1", "", heading), line && el("p", "soft", line));

export function draw({ scene, workplace }: HolderFrame, words: Words): HTMLElement {
  const { say } = words;
  const place = el("p", "soft workplace", name(workplace));
  switch (scene.kind) {
    case "live":
      return live(scene, words, place);
    case "test":
      return test(scene, words, place);
    case "get_ready":
      return ready(scene, words, place);
    case "review":
      return review(scene, words, place);
    case "claimed":
      return calm(say("holder-claimed"), say("holder-claimed-then"), drawStamp());
    case "ended":
      return calm(say("holder-ended"), say("holder-ended-then"));
    case "check_wallet":
      return calm(say("holder-check"), say("holder-check-then"));
    case "one_moment":
      return calm(say("holder-moment"));
    case "card":
      return calm(say("holder-card"), false, el("p", "screen", String(scene.screen)));
    case "idle":
      return calm(name(workplace), say("holder-welcome"));
  }
}
