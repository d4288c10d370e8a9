// The holder's words, in the language of the person at the counter.
import { type Language, languageOf } from "../strings/languages";
import { speaker, type Values } from "../strings/speaker";

const files = import.meta.glob<Messages>("../strings/*/holder.ftl", { eager: true, import: "default" });

export interface Words {
  language: Language;
  direction: "ltr" | "rtl";
  say: (id: string, values?: Values) => string;
  listed: (items: readonly string[]) => string;
}

export function wordsIn(tag: string): Words {
  const language = languageOf(tag);
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  return {
    language,
    direction: language === "ar" ? "rtl" : "ltr",
    say: speaker(files[`../strings/${language}/holder.ftl`] ?? {}, language),
    listed: (items) => list.format(items),
  };
}
