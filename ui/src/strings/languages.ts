/** Languages of the holder window. English first: what is not here is spoken in English. */
export const languages = ["en", "de", "fr", "es", "zh-Hans", "ja", "ar"] as const;
export type Language = (typeof languages)[number];

/** The language for a BCP 47 tag: itself, else its base language, else English. */
export function languageOf(tag: string): Language {
  const base = (name: string): string | undefined => name.split("-")[0]?.toLowerCase();
  const exact = languages.find((known) => known.toLowerCase() === tag.toLowerCase());
  return exact ?? languages.find((known) => base(known) === base(tag)) ?? "en";
}

/** The one after it, round and round. */
export const nextLanguage = (tag: string): Language =>
  languages[(languages.indexOf(languageOf(tag)) + 1) % languages.length] ?? "en";

/** What a language calls itself. */
export const languageName = (tag: string): string =>
  new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
