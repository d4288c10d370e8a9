import type { Attachment } from "svelte/attachments";

/** Takes focus as it appears: a heading that names what has just happened. */
export const focused: Attachment<HTMLElement> = (node) => {
  node.focus();
};

/** Is this key meant for the element itself: a button, a text field, a choice? */
export function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("button, a, input, textarea, select, summary") !== null;
}

/** From a search down into the list under it. */
export function intoList(event: KeyboardEvent): void {
  const row = event.key === "ArrowDown" && document.querySelector<HTMLElement>("tr[tabindex='0']");
  if (!row || event.isComposing) return;
  event.preventDefault();
  row.focus();
}
