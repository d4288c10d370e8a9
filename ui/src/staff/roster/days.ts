// The two days that a date such as 04/03/1988 may mean, spelled out.
import { spelledDate } from "../../strings/format";

export function bothDays(date: string): { dayFirst: string; monthFirst: string } | null {
  const [, first = "", second = "", year = ""] = /^(\d+)\D+(\d+)\D+(\d{4})$/.exec(date) ?? [];
  const spelled = (month: string, day: string): string =>
    spelledDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  return year ? { dayFirst: spelled(second, first), monthFirst: spelled(first, second) } : null;
}
