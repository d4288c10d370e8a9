// Where a field is in the page, so that the error summary can point at it.
import type { Field, FieldProblem } from "../../backend/types";
import { problemSentence } from "../../strings/sentences";
import { t } from "../../strings/words";
import type { Compose } from "./compose.svelte";

export const fieldDomId = (field: string): string => `field-${field.replace(/[^A-Za-z0-9_-]/g, "_")}`;

export function problemOf(problems: readonly FieldProblem[], field: string): string | undefined {
  const found = problems.find((problem) => problem.field === field);
  return found && problemSentence(found);
}

/** What is wrong with a field or a part of its rows: at the last press of Issue, or since it was left. */
export const findProblem = (compose: Compose, field: string): FieldProblem | undefined =>
  [...compose.problems, ...compose.review.problems].find((problem) => problem.field === field);

/** "required, used in both, from the record" */
export function fieldMark(field: Field, credentials: number, value: string): string {
  const marks = [t(field.required ? "required" : "optional")];
  if (field.usedBy.length === 2 && credentials === 2) marks.push(t("used-in-both"));
  else if (field.usedBy.length > 1) marks.push(t("used-in-many", { count: field.usedBy.length }));
  if (value && field.stored === value) marks.push(t("stored-mark"));
  return marks.join(", ");
}

/** Fields in their order; those of one group stand together where the first of them stands. */
export function grouped(fields: readonly Field[]): { group: string | null; fields: Field[] }[] {
  const groups: { group: string | null; fields: Field[] }[] = [];
  for (const field of fields) {
    const same = field.group === null ? groups.at(-1) : groups.find(({ group }) => group === field.group);
    if (same && same.group === field.group) same.fields.push(field);
    else groups.push({ group: field.group, fields: [field] });
  }
  return groups;
}
