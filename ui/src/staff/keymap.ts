// Every key of the staff window, once: what handles keys, the palette, the help and `aria-keyshortcuts` read this.
// The words of an action are `act-<id>`. An action without `run` is done by the place that has the focus.
import type { Desk, Screen } from "./desk.svelte";
import { screenKeys, screens } from "./desk.svelte";
import { slots } from "./presets/presets.svelte";

export interface Action {
  id: string;
  /** As ARIA writes them; Control is Command on macOS. */
  keys: readonly string[];
  /** Where it acts; everywhere when left out. */
  where?: Screen | "ticket" | "list";
  /** Whether it makes sense now; always when left out. */
  now?: (desk: Desk) => boolean;
  run?: (desk: Desk, key?: string) => unknown;
  /** How its keys are written, when one by one would be too many. */
  shown?: string | undefined;
}

const uncovered = (desk: Desk): boolean => desk.ticket.face !== "qr";

function nextPane(back: boolean): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(here + (back ? -1 : 1) + panes.length) % panes.length];
  const first = pane?.querySelector<HTMLElement>(
    "[tabindex='0'], input:not([disabled]), button:not([disabled]), [tabindex='-1']",
  );
  first?.focus();
}

/** The key's digit says which; from the palette the menu itself gets the focus. */
function loadPreset(desk: Desk, key?: string): unknown {
  if (key) return desk.loadPreset(Number(key.slice(-1)) - 1);
  return document.getElementById("preset")?.focus();
}

const pictureChooser = (): HTMLElement | null => document.querySelector("[data-portrait]");

const searchField = (): HTMLInputElement | null => document.querySelector("[data-search]");

function focusSearch(): void {
  searchField()?.focus();
  searchField()?.select();
}

export const actions: readonly Action[] = [
  { id: "new", keys: ["Control+N"], run: (desk) => desk.newCompose() },
  { id: "new-person", keys: ["Control+Shift+N"], run: (desk) => desk.newCompose("new") },
  { id: "issue", keys: ["Control+Enter"], where: "issue" },
  {
    id: "preset",
    keys: [...Array(slots).keys()].map((place) => `Alt+${place + 1}`),
    shown: `Alt+1…${slots}`,
    now: (desk) => desk.ticket.face !== "qr",
    run: loadPreset,
  },
  {
    id: "review",
    keys: ["Control+Shift+R"],
    where: "issue",
    now: (desk) => desk.canReview,
    run: (desk) => desk.reviewWithHolder(),
  },
  {
    id: "portrait",
    keys: ["Control+Shift+P"],
    now: () => pictureChooser() !== null,
    run: () => pictureChooser()?.click(),
  },
  {
    id: "list-open",
    keys: ["Control+O"],
    where: "issue",
    now: (desk) => desk.ticket.offer === null,
    run: () => document.querySelector<HTMLElement>("[data-list]")?.click(),
  },
  { id: "save-preset", keys: ["Control+S"], where: "presets", run: (desk) => desk.presets.editor?.save() },
  {
    id: "duplicate-preset",
    keys: ["Control+Shift+D"],
    where: "presets",
    run: (desk) => desk.presets.editor?.duplicate(),
  },
  {
    id: "preset-up",
    keys: ["Alt+ArrowUp"],
    where: "presets",
    run: (desk) => desk.presets.editor?.move(true),
  },
  {
    id: "preset-down",
    keys: ["Alt+ArrowDown"],
    where: "presets",
    run: (desk) => desk.presets.editor?.move(false),
  },
  {
    id: "renew",
    keys: ["Control+R"],
    now: (desk) => desk.ticket.offer !== null,
    run: (desk) => desk.ticket.renew(),
  },
  { id: "turn", keys: ["Space"], where: "ticket" },
  { id: "code", keys: ["S"], where: "ticket" },
  { id: "in-wallet", keys: ["I"], where: "ticket" },
  { id: "wrong-code", keys: ["W"], where: "ticket" },
  { id: "cancel", keys: ["Delete"], where: "ticket" },
  { id: "time", keys: ["Alt+T"], now: (desk) => desk.ticket.live, run: (desk) => desk.ticket.sayTime() },
  { id: "open-row", keys: ["Enter"], where: "pending" },
  { id: "copy-row", keys: ["Control+C"], where: "pending" },
  { id: "cancel-row", keys: ["Delete"], where: "pending" },
  { id: "select-row", keys: ["Space"], where: "pending" },
  { id: "select-all", keys: ["Control+A"], where: "pending" },
  {
    id: "print",
    keys: ["Control+P"],
    now: (desk) => desk.printable !== null,
    run: (desk) => desk.printable?.(),
  },
  { id: "search", keys: ["Control+F", "/"], now: () => searchField() !== null, run: focusSearch },
  ...screens.map((screen) => ({
    id: `go-${screen}`,
    keys: [`Control+${screenKeys[screen]}`],
    run: (desk: Desk) => desk.go(screen),
  })),
  { id: "palette", keys: ["Control+K", "F10"], now: uncovered, run: (desk) => desk.open("palette") },
  { id: "help", keys: ["F1"], now: uncovered, run: (desk) => desk.open("help") },
  { id: "holder", keys: ["Control+D"], run: (desk) => desk.toggleHolder() },
  {
    id: "privacy",
    keys: ["Control+Shift+H"],
    now: (desk) => desk.status?.holder.on === true,
    run: (desk) => desk.privacy(),
  },
  {
    id: "holder-language",
    keys: ["Control+Shift+G"],
    now: (desk) => desk.status?.holder.on === true,
    run: (desk) => desk.nextHolderLanguage(),
  },
  { id: "pane", keys: ["F6"], run: () => nextPane(false) },
  { id: "pane-back", keys: ["Shift+F6"], run: () => nextPane(true) },
  { id: "bigger", keys: ["Control++", "Control+="], run: (desk) => desk.settings.zoom(1) },
  { id: "smaller", keys: ["Control+-"], run: (desk) => desk.settings.zoom(-1) },
  { id: "zoom-reset", keys: ["Control+0"], run: (desk) => desk.settings.zoom(0) },
  { id: "quit", keys: ["Control+Q", "Control+W"], run: (desk) => desk.quit.close() },
];

/** Does it act on what is on the screen now? */
export function makesSense({ where, now }: Action, desk: Desk): boolean {
  const here =
    !where ||
    where === desk.screen ||
    (where === "ticket" && desk.screen === "issue" && desk.ticket.live) ||
    (where === "list" && document.querySelector("table") !== null);
  return here && (!now || now(desk));
}

export const isMac = /Mac/.test(globalThis.navigator?.userAgent ?? "");

const find = (id: string): readonly string[] => actions.find((action) => action.id === id)?.keys ?? [];

/** For `aria-keyshortcuts`. */
export const ariaKeys = (id: string): string =>
  find(id)
    .join(" ")
    .replaceAll("Control", isMac ? "Meta" : "Control");

/** As people read them: `Ctrl+Shift+N`. */
export const shownKeys = ({ keys, shown }: Pick<Action, "keys" | "shown">): string[] =>
  (shown ? [shown] : keys).map((key) => key.replace("Control", isMac ? "Cmd" : "Ctrl"));
