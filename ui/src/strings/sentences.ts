// From codes to sentences, by the name of the code. A test is complete by type, so a new code has to get its words.
import type { AppError, FieldProblem, TenantProblem } from "../backend/types";
import { hasWords, t } from "./words";

/** Placeholders that a sentence may name, so that one left out by Rust never shows as `{$check}`. */
const unknownValues = { seconds: "?", status: "?", check: "?" };

export const errorSentence = (error: AppError): string =>
  t(hasWords(`error-${error.code}`) ? `error-${error.code}` : "error-internal", {
    ...unknownValues,
    ...error.params,
  });

/** A label inside a sentence: "Given names" becomes "given names", "UN sign" stays. */
const inSentence = (label: string): string =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLocaleLowerCase() + label.slice(1) : label;

/** "Driving privileges, row 2, expires": a part of a row is named after a `#`. */
function placeOf({ field, label }: FieldProblem): string {
  // The person is no field of the form, so the core has no label for it.
  if (field === "person") return t("person-new-number");
  const [, row, part] = /#(\d+)\.(\w+)$/.exec(field) ?? [];
  return row && part ? t("row-part", { label, row, part: inSentence(t(`privilege-${part}`)) }) : label;
}

export function problemSentence(found: FieldProblem): string {
  const { problem, message } = found;
  const label = placeOf(found);
  if (problem === "refused_by_service" && message) {
    return t("problem-refused_by_service-words", { label, message });
  }
  const named = problem === "missing" || problem === "refused_by_service" ? inSentence(label) : label;
  return t(`problem-${problem}`, { label: named });
}

export function tenantSentence({ field, problem, detail }: TenantProblem): string {
  const sentence = t(`tenant-problem-${problem}`, {
    label: problem === "missing" ? inSentence(t(`field-${field}`)) : t(`field-${field}`),
  });
  if (!detail) return sentence;
  const [line, column] = /^\d+:\d+$/.test(detail) ? detail.split(":") : [];
  const where = line && column ? t("tenant-problem-at", { line, column }) : detail;
  return t("tenant-problem-detail", { sentence, detail: where });
}
