// From key presses to actions, and the web view's own habits that are switched off.
import type { Desk } from "./desk.svelte";
import { actions, makesSense } from "./keymap";

/** Keys by which a web page would reload, print, search, save, show its source or go back. */
const pageKeys = /^(F3|F5|F7|Control\+(Shift\+)?[RPFGSUOJHD]|Control\+F5|Alt\+Arrow(Left|Right)|Browser\w+)$/;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input:not([type=radio], [type=checkbox]), textarea") !== null;

/** The pressed keys as the keymap writes them. Option and Shift change letters and digits, so those go by place. */
export function keyOf(event: KeyboardEvent): string {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  const placed = held ? /^(?:Key|Digit)(\w)$/.exec(event.code ?? "")?.[1] : undefined;
  const typed = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // A layout of its own letters (AZERTY, Dvorak) is believed; one that writes no Latin goes by place.
  const key = placed && !/^[A-Z0-9]$/.test(typed) && !/^[+\-=,/]$/.test(typed) ? placed : typed;
  const shift = event.shiftKey && /^(\w|\w{2,})$/.test(key);
  const control = event.ctrlKey || event.metaKey;
  return [control && "Control", event.altKey && "Alt", shift && "Shift", key].filter(Boolean).join("+");
}

/** Returns whether the key was the window's, so that the web view must not see it. */
export function pressed(event: KeyboardEvent, desk: Desk): boolean {
  if (event.isComposing) return false;
  const key = keyOf(event);
  const isPageKey = pageKeys.test(key);
  if (event.key.length === 1 && key === event.key.toUpperCase() && isTyping(event.target)) return false;
  if (document.querySelector("dialog[open]")) return isPageKey;
  const action = actions.find((one) => one.keys.includes(key) && one.run && makesSense(one, desk));
  if (!action?.run) return isPageKey;
  if (!event.repeat) void action.run(desk, key);
  return true;
}

/** Gestures of a web page that a desk program does not have. */
export function refuseWebHabits(node: HTMLElement): () => void {
  const refuse = (event: Event) => event.preventDefault();
  const menu = (event: Event) => isTyping(event.target) || event.preventDefault();
  const pinch = (event: WheelEvent) => event.ctrlKey && event.preventDefault();
  // Buttons four and five of a mouse go back and forward.
  const back = (event: MouseEvent) => event.button > 2 && event.preventDefault();
  const habits: [string, (event: never) => unknown][] = [
    ["contextmenu", menu],
    ["dragover", refuse],
    ["drop", refuse],
    ["dragstart", refuse],
    ["gesturestart", refuse],
    ["mouseup", back],
    ["wheel", pinch],
  ];
  for (const [name, hear] of habits) node.addEventListener(name, hear as EventListener, { passive: false });
  return () => {
    for (const [name, hear] of habits) node.removeEventListener(name, hear as EventListener);
  };
}
