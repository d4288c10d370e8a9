// Every word a person reads comes from the Fluent files, through `t`. `ui/fluent.ts` has compiled them.
import { locale } from "./locale";

type Value = string | number;
export type Values = Record<string, Value>;

const files = import.meta.glob<Messages>("./en/*.ftl", { eager: true, import: "default" });
const words: Messages = Object.assign({}, ...Object.values(files));
const plurals = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);
const asWritten = (text: string): string => text;
let shown = asWritten;

// Names are isolated where they are shown, with <bdi>; marks inside sentences would be read out.
const write = (value: Value | undefined): string =>
  typeof value === "number" ? numbers.format(value) : (value ?? "?");

function choose(value: Value | undefined, variants: Record<string, string>): string {
  const plural = typeof value === "number" ? plurals.select(value) : "other";
  return variants[String(value)] ?? variants[plural] ?? variants.other ?? "";
}

/** Changes every text on its way to the screen: the pseudo-locale of the tests. */
export function pseudo(transform: (text: string) => string = asWritten): void {
  shown = transform;
}

export const hasWords = (id: string): boolean => id in words;

export function t(id: string, values: Values = {}): string {
  // An id without words shows as itself, which a test looks for.
  const found = words[id] ?? id;
  return shown(typeof found === "string" ? found : found(values, write, choose));
}
