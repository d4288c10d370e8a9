// What was typed as day, month and year, put in the form that the core judges. Nothing is refused here:
// a date that does not exist is passed on as typed, so that the core names the field.
import { locale } from "../../strings/locale";

const noDate = { day: "", month: "", year: "" };

export type DateParts = typeof noDate;

const monthName = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
const months = Array.from({ length: 12 }, (_, month) =>
  monthName.format(new Date(Date.UTC(2000, month, 1))).toLocaleLowerCase(locale),
);

const pad = (text: string, length: number): string =>
  /^\d+$/.test(text) ? text.padStart(length, "0") : text;

function monthNumber(text: string): string {
  const word = text.trim().toLocaleLowerCase(locale).replace(/\.$/, "");
  const at = word.length >= 3 ? months.findIndex((month) => month.startsWith(word)) : -1;
  return at < 0 ? text.trim() : String(at + 1);
}

/** `1988-03-04` from `4`, `mar`, `1988`; empty when all three are. */
export function joinDate({ day, month, year }: DateParts): string {
  if (!day.trim() && !month.trim() && !year.trim()) return "";
  return `${year.trim()}-${pad(monthNumber(month), 2)}-${pad(day.trim(), 2)}`;
}

/** The way back from `joinDate`, also for what is no date. */
export function splitDate(date: string): DateParts {
  const [, year = "", month = "", day = ""] = /^(.*?)-(.*?)-(.*)$/.exec(date) ?? [];
  const short = (part: string): string => part.replace(/^0+(?=\d)/, "");
  return { day: short(day), month: short(month), year };
}

const isPart = (type: string): type is keyof DateParts => type in noDate;

/** Day, month and year as they are written here. */
export const dateOrder = new Intl.DateTimeFormat(locale)
  .formatToParts(0)
  .map(({ type }) => type)
  .filter(isPart);

/** The parts of a pasted `4/3/1988`, `4 March 1988` or `1988-03-04`. */
export function pastedDate(text: string): DateParts | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (iso) return { year: iso[1] ?? "", month: iso[2] ?? "", day: iso[3] ?? "" };
  const found = /^\s*(\d+|\p{L}{3,}\.?)[\s./-]+(\d+|\p{L}{3,}\.?),?[\s./-]+(\d+)\s*$/u.exec(text);
  if (!found) return null;
  const parts = { ...noDate };
  dateOrder.forEach((part, at) => {
    parts[part] = found[at + 1] ?? "";
  });
  return parts.year.length === 4 ? parts : null;
}

/**
 * Local date and 24-hour time as an RFC 3339 moment in UTC; what can't be read is passed on as typed.
 * A time alone says nothing yet: it may be the one that an end of validity starts with.
 */
export function joinMoment(date: string, time: string): string {
  if (!date) return "";
  const clock = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(time);
  const typed = `${date}T${time.trim()}`;
  if (!clock) return typed;
  const moment = new Date(`${date}T${pad(clock[1] ?? "", 2)}:${clock[2]}:00`);
  const real = !Number.isNaN(moment.getTime()) && moment.getDate() === Number(date.slice(8));
  return real ? moment.toISOString().replace(".000Z", "Z") : typed;
}

/** Local date and time of an RFC 3339 moment; nothing of what is none. */
export function splitMoment(text: string): { date: string; time?: string } {
  const moment = new Date(text);
  if (!text || Number.isNaN(moment.getTime())) return { date: "" };
  const two = (value: number): string => String(value).padStart(2, "0");
  return {
    date: `${String(moment.getFullYear()).padStart(4, "0")}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`,
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  };
}
