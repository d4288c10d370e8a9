import type { HolderFrame, HolderMessage } from "../backend/types";
import { el } from "./dom";
import { place } from "./qr";
import { draw, timeLeft } from "./scenes";
import { type Words, wordsIn } from "./words";

/** The whole page: what Rust said last, drawn anew each time. Nothing of a frame outlives it. */
export class Page {
  private main: HTMLElement | null = null;
  private frame: HolderFrame | null = null;
  private words: Words = wordsIn("en");
  private leftMs = 0;

  constructor(private readonly body: HTMLElement) {}

  take(message: HolderMessage): void {
    if (message.kind === "left") {
      this.leftMs = message.leftMs;
      this.drawTime();
      return;
    }
    if (message.kind === "show") {
      this.frame = message.frame;
      if (message.frame.scene.kind === "live") this.leftMs = message.frame.scene.leftMs;
    }
    this.words = wordsIn(message.kind === "show" ? message.frame.language : message.language);
    this.draw();
  }

  draw(): void {
    const { frame, words } = this;
    if (!frame) return;
    document.documentElement.lang = words.language;
    document.documentElement.dir = words.direction;
    const { scene, practice } = frame;
    const main = el("main", "holder", practice && el("div", "band"), draw(frame, words));
    main.dataset.scene = scene.kind;
    if (practice) main.append(el("p", "practice", words.say("holder-practice")));
    // Not the whole body: Tauri keeps a frame in it, by which Rust refuses what this window may not ask (R54).
    if (this.main) this.main.replaceWith(main);
    else this.body.append(main);
    this.main = main;
    const plate = main.querySelector<SVGElement>(".qr");
    const stage = main.querySelector<HTMLElement>(".stage");
    if (plate && stage && "qr" in scene) place(plate, stage, scene.qr);
    this.drawTime();
  }

  /** The time in words, and the fuse in whole seconds; each 5 beside minutes or with reduced motion. */
  private drawTime(): void {
    const scene = this.frame?.scene;
    const fuse = this.body.querySelector<HTMLElement>(".fuse");
    const words = this.body.querySelector(".left");
    if (scene?.kind !== "live" || !fuse || !words) return;
    const still = this.leftMs > 60_000 || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = still ? 5000 : 1000;
    const share = (Math.ceil(this.leftMs / step) * step) / (scene.lifetimeSeconds * 1000);
    const bar = fuse.firstElementChild as HTMLElement;
    bar.style.transform = `scaleX(${Math.min(1, share)})`;
    // As on the ticket: the last 10 s, or the last fifth of a short offer.
    fuse.classList.toggle("final", this.leftMs <= Math.min(10_000, scene.lifetimeSeconds * 200));
    const text = `${timeLeft(this.leftMs, this.words)} ${this.words.say("holder-again")}`;
    if (words.textContent !== text) words.textContent = text;
  }
}
