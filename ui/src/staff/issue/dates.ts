// What was typed as day, month and year, put in the form that the core judges. Nothing is refused here:
// a date that does not exist is passed on as typed, so that the core names the field.
import { locale } from "../../strings/locale";

export interface DateParts {
  day: string;
  month: string;
  year: string;
}

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
  return `${pad(year.trim(), 4)}-${pad(monthNumber(month), 2)}-${pad(day.trim(), 2)}`;
}

export function splitDate(fullDate: string): DateParts {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(fullDate);
  return {
    day: String(Number(found?.[3] ?? "")),
    month: String(Number(found?.[2] ?? "")),
    year: found?.[1] ?? "",
  };
}

export const noDate: DateParts = { day: "", month: "", year: "" };

/** The parts of a pasted `4/3/1988`, `4 March 1988` or `1988-03-04`. */
export function pastedDate(text: string): DateParts | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (iso) return { year: iso[1] ?? "", month: iso[2] ?? "", day: iso[3] ?? "" };
  const local = /^\s*(\d{1,2})[\s./-]+(\d{1,2}|\p{L}{3,}\.?)[\s./-]+(\d{4})\s*$/u.exec(text);
  return local && { day: local[1] ?? "", month: local[2] ?? "", year: local[3] ?? "" };
}

/** Local date and 24-hour time as an RFC 3339 moment in UTC; what can't be read is passed on as typed. */
export function joinMoment(parts: DateParts, time: string): string {
  const date = joinDate(parts);
  if (!date && !time.trim()) return "";
  const clock = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(time);
  const typed = `${date}T${time.trim()}`;
  if (!clock) return typed;
  const moment = new Date(`${date}T${pad(clock[1] ?? "", 2)}:${clock[2]}:00`);
  const real = !Number.isNaN(moment.getTime()) && String(moment.getDate()) === String(Number(parts.day));
  return real ? moment.toISOString().replace(".000Z", "Z") : typed;
}

/** Local parts and time of an RFC 3339 moment. */
export function splitMoment(text: string): { parts: DateParts; time: string } {
  const moment = new Date(text);
  if (!text || Number.isNaN(moment.getTime())) return { parts: noDate, time: "" };
  const two = (value: number): string => String(value).padStart(2, "0");
  return {
    parts: {
      day: String(moment.getDate()),
      month: String(moment.getMonth() + 1),
      year: String(moment.getFullYear()),
    },
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  };
}
