// Every word staff read comes from the Fluent files, through `t`. `ui/fluent.ts` has compiled them.
import { locale } from "./locale";
import { speaker, type Values } from "./speaker";

export type { Values } from "./speaker";

const files = import.meta.glob<Messages>(["./en/*.ftl", "!./en/holder.ftl"], {
  eager: true,
  import: "default",
});
const words: Messages = Object.assign({}, ...Object.values(files));
/** Adds the words of a screen that a start does not need; it brings them along when it is first opened. */
export const learn = (more: Messages): void => void Object.assign(words, more);

const speak = speaker(words, locale);
const asWritten = (text: string): string => text;
let shown = asWritten;

/** Changes every text on its way to the screen: the pseudo-locale of the tests. */
export function pseudo(transform: (text: string) => string = asWritten): void {
  shown = transform;
}

export const hasWords = (id: string): boolean => id in words;

export const t = (id: string, values?: Values): string => shown(speak(id, values));
