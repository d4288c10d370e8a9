// From codes to sentences. Each record is complete by type, so a new code has to get its words.
import type {
  AppError,
  Code,
  FieldProblem,
  Problem,
  TenantProblem,
  TenantProblemKind,
} from "../backend/types";
import { t } from "./words";

export const errorSentences: Record<Code, string> = {
  invalid: "error-invalid",
  invalid_tenant: "error-invalid_tenant",
  offline: "error-offline",
  certificate: "error-certificate",
  not_the_service: "error-not_the_service",
  sign_in_refused: "error-sign_in_refused",
  needs_secret: "error-needs_secret",
  not_allowed: "error-not_allowed",
  gone: "error-gone",
  refused: "error-refused",
  too_large: "error-too_large",
  rate_limited: "error-rate_limited",
  service_failed: "error-service_failed",
  unreadable: "error-unreadable",
  timeout: "error-timeout",
  offer_does_not_match: "error-offer_does_not_match",
  journal_unwritable: "error-journal_unwritable",
  not_recorded: "error-not_recorded",
  journal_unusable: "error-journal_unusable",
  keyring: "error-keyring",
  offer_live: "error-offer_live",
  nothing_to_show: "error-nothing_to_show",
  qr_does_not_fit: "error-qr_does_not_fit",
  not_found: "error-not_found",
  practice_only: "error-practice_only",
  internal: "error-internal",
};

export const problemSentences: Record<Problem, string> = {
  missing: "problem-missing",
  not_a_number: "problem-not_a_number",
  not_a_boolean: "problem-not_a_boolean",
  not_a_date: "problem-not_a_date",
  not_a_date_time: "problem-not_a_date_time",
  not_json: "problem-not_json",
  not_a_picture: "problem-not_a_picture",
  too_long: "problem-too_long",
  picture_too_large: "problem-picture_too_large",
  request_too_large: "problem-request_too_large",
  control_characters: "problem-control_characters",
  not_a_lifetime: "problem-not_a_lifetime",
  too_dense: "problem-too_dense",
  refused_by_service: "problem-refused_by_service",
  person_gone: "problem-person_gone",
  nothing_chosen: "problem-nothing_chosen",
};

export const tenantSentences: Record<TenantProblemKind, string> = {
  missing: "tenant-problem-missing",
  not_json: "tenant-problem-not_json",
  wrong_key: "tenant-problem-wrong_key",
  not_a_url: "tenant-problem-not_a_url",
  not_https: "tenant-problem-not_https",
  url_has_extras: "tenant-problem-url_has_extras",
  host_not_allowed: "tenant-problem-host_not_allowed",
  port_not_allowed: "tenant-problem-port_not_allowed",
  hosts_differ: "tenant-problem-hosts_differ",
  too_long: "tenant-problem-too_long",
};

/** Placeholders that a sentence may name, so that one left out by Rust never shows as `{$check}`. */
const unknownValues = { seconds: "?", status: "?", check: "?" };

export const errorSentence = (error: AppError): string =>
  t(errorSentences[error.code] ?? "error-internal", { ...unknownValues, ...error.params });

/** A label inside a sentence: "Given names" becomes "given names", "UN sign" stays. */
const inSentence = (label: string): string =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLocaleLowerCase() + label.slice(1) : label;

export function problemSentence({ label, problem, message }: FieldProblem): string {
  if (problem === "refused_by_service" && message) {
    return t("problem-refused_by_service-words", { label, message });
  }
  const named = problem === "missing" || problem === "refused_by_service" ? inSentence(label) : label;
  return t(problemSentences[problem], { label: named });
}

export function tenantSentence({ field, problem, detail }: TenantProblem): string {
  const sentence = t(tenantSentences[problem], {
    label: problem === "missing" ? inSentence(t(`field-${field}`)) : t(`field-${field}`),
  });
  return detail ? t("tenant-problem-detail", { sentence, detail }) : sentence;
}
