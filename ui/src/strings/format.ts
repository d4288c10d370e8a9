import { roughly, wholeSeconds } from "./left";
import { locale } from "./locale";
import { t } from "./words";

const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const time = new Intl.DateTimeFormat(locale, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const shortTime = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const longDate = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const list = new Intl.ListFormat(locale, { type: "conjunction" });

export { wholeSeconds } from "./left";

/** `3:34` */
export function minutesSeconds(ms: number): string {
  const seconds = wholeSeconds(ms);
  return `${plain.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}

/** `3 minutes 34 seconds` */
export function spokenDuration(ms: number): string {
  const whole = wholeSeconds(ms);
  const [minutes, seconds] = [Math.floor(whole / 60), whole % 60];
  if (minutes === 0) return t("seconds", { count: seconds });
  const inMinutes = t("minutes", { count: minutes });
  return seconds === 0
    ? inMinutes
    : t("minutes-seconds", { minutes: inMinutes, seconds: t("seconds", { count: seconds }) });
}

/** What a holder reads: rounded up in minutes, exact near the end. */
export function holderLeft(ms: number): string {
  const { in: unit, count } = roughly(ms);
  if (unit === "minutes") return t("left-about-minutes", { minutes: t("minutes", { count }) });
  if (unit === "under") return t("left-under-minute");
  return t("left-exact", { time: t("seconds", { count }) });
}

export const timeOfDay = (moment: string | Date): string => time.format(new Date(moment));
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
/** Date and time of day: paper is read on another day. */
export const dated = (at: string | Date): string => `${day.format(new Date(at))}, ${timeOfDay(at)}`;
/** Time of day, with its date when it is not today. */
export const moment = (at: string | Date): string =>
  day.format(new Date(at)) === day.format(new Date()) ? timeOfDay(at) : dated(at);
export const timeOfDayShort = (moment: string | Date): string => shortTime.format(new Date(moment));
export const listed = (items: readonly string[]): string => list.format(items);
export const size = (bytes: number): string =>
  bytes < 1000
    ? t("bytes", { count: bytes })
    : t("kilobytes", { count: plain.format(Math.ceil(bytes / 1000)) });

/** `4 March 1988` from `1988-03-04`; the text itself when it is no full date. */
export function spelledDate(fullDate: string): string {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(fullDate) ? Date.parse(`${fullDate}T00:00:00Z`) : Number.NaN;
  const real = !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(fullDate);
  return real ? longDate.format(moment) : fullDate;
}

/** A personal name inside a sentence keeps its own direction. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
