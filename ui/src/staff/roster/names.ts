// What a row is called before anyone is asked: its names, else whatever comes first.
import type { RosterRow } from "../../backend/types";

export function nameOf({ typed }: RosterRow): string {
  const ofKind = (name: RegExp): string[] =>
    Object.keys(typed)
      .filter((id) => name.test(id))
      .map((id) => typed[id] ?? "");
  const names = [...ofKind(/given_name/), ...ofKind(/family_name/)];
  return (names.length > 0 ? names : Object.values(typed).slice(0, 1)).join(" ");
}
