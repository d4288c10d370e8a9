// The window's keys, and the web view's own habits that are switched off.
import type { Desk } from "./desk.svelte";
import { screenKeys, screens } from "./desk.svelte";

const reserved = new Set(["r", "p", "f", "g", "s", "u", "o", "j", "h"]);

function nextPane(back: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(here + (back ? -1 : 1) + panes.length) % panes.length];
  const first = pane?.querySelector<HTMLElement>(
    "[tabindex='0'], input:not([disabled]), button:not([disabled]), [tabindex='-1']",
  );
  first?.focus();
}

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>("[data-search]");
  search?.focus();
  search?.select();
  return search !== null;
}

function withControl(event: KeyboardEvent, desk: Desk): boolean {
  const key = event.key.toLowerCase();
  if (key === "n") void desk.newCompose(event.shiftKey ? "new" : "known");
  else if (key === "r" && !event.shiftKey) void desk.ticket.renew();
  else if (key === "f") focusSearch();
  else {
    const screen = screens.find((name) => screenKeys[name] === key);
    if (!screen) return reserved.has(key);
    void desk.go(screen);
  }
  return true;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input:not([type=radio], [type=checkbox]), textarea") !== null;

/** Returns whether the key was the window's, so that the web view must not see it. */
export function pressed(event: KeyboardEvent, desk: Desk): boolean {
  if (event.isComposing) return false;
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "F5" || event.key === "F3" || event.key === "F7") return true;
  if (event.key === "F6") {
    nextPane(event.shiftKey);
    return true;
  }
  if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) return true;
  if (event.altKey && event.key.toLowerCase() === "t") {
    desk.ticket.sayTime();
    return true;
  }
  if (control && !event.altKey)
    return event.repeat ? reserved.has(event.key.toLowerCase()) : withControl(event, desk);
  if (event.key === "/" && !isTyping(event.target)) return focusSearch();
  return false;
}

/** Gestures of a web page that a desk program does not have. */
export function refuseWebHabits(node: HTMLElement): () => void {
  const refuse = (event: Event) => event.preventDefault();
  const menu = (event: Event) => isTyping(event.target) || event.preventDefault();
  const pinch = (event: WheelEvent) => event.ctrlKey && event.preventDefault();
  node.addEventListener("contextmenu", menu);
  node.addEventListener("dragover", refuse);
  node.addEventListener("drop", refuse);
  node.addEventListener("dragstart", refuse);
  node.addEventListener("wheel", pinch, { passive: false });
  return () => {
    node.removeEventListener("contextmenu", menu);
    node.removeEventListener("dragover", refuse);
    node.removeEventListener("drop", refuse);
    node.removeEventListener("dragstart", refuse);
    node.removeEventListener("wheel", pinch);
  };
}
