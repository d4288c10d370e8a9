// From compiled Fluent messages to sentences, in one language.
type Value = string | number;
export type Values = Record<string, Value>;

export function speaker(messages: Messages, locale: string): (id: string, values?: Values) => string {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);

  // Names are isolated where they are shown, with <bdi>; marks inside sentences would be read out.
  const write = (value: Value | undefined): string =>
    typeof value === "number" ? numbers.format(value) : (value ?? "?");

  function choose(value: Value | undefined, variants: Record<string, string>): string {
    const plural = typeof value === "number" ? plurals.select(value) : "other";
    return variants[String(value)] ?? variants[plural] ?? variants.other ?? "";
  }

  return (id, values = {}) => {
    // An id without words shows as itself, which a test looks for.
    const found = messages[id] ?? id;
    return typeof found === "string" ? found : found(values, write, choose);
  };
}
