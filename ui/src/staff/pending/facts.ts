// The words of what happened and how it is known; read with the screens that show them, not at the start.
import type { Fact, Source } from "../../backend/types";
import { t } from "../../strings/words";

const words: Readonly<Record<string, string>> = {
  intended: t("fact-intended"),
  sent: t("fact-sent"),
  not_created: t("fact-not_created"),
  refused: t("fact-refused"),
  unreadable: t("fact-unreadable"),
  unknown: t("fact-unknown"),
  quarantined: t("fact-quarantined"),
  created: t("fact-created"),
  created_late: t("fact-created_late"),
  shown: t("fact-shown"),
  partly_claimed: t("fact-partly_claimed"),
  claimed: t("fact-claimed"),
  expired: t("fact-expired"),
  cancelled: t("fact-cancelled"),
  cancel_unknown: t("fact-cancel_unknown"),
  locked: t("fact-locked"),
  closed: t("fact-closed"),
  not_sure: t("fact-not_sure"),
  learned: t("fact-learned"),
  qr_face: t("fact-qr_face"),
  code_face: t("fact-code_face"),
  code_shown: t("fact-code_shown"),
  on_holder_display: t("fact-on_holder_display"),
  wrong_code: t("fact-wrong_code"),
  not_in_wallet: t("fact-not_in_wallet"),
  both_wanted: t("fact-both_wanted"),
  cancel_asked: t("fact-cancel_asked"),
  check_failed: t("fact-check_failed"),
  deleted_unshown: t("fact-deleted_unshown"),
  delete_unconfirmed: t("fact-delete_unconfirmed"),
  receipt_printed: t("fact-receipt_printed"),
  list_printed: t("fact-list_printed"),
  settings_saved: t("fact-settings_saved"),
  preset_saved: t("fact-preset_saved"),
  preset_deleted: t("fact-preset_deleted"),
  presets_imported: t("fact-presets_imported"),
  presets_exported: t("fact-presets_exported"),
  offers_exported: t("fact-offers_exported"),
  records_erased: t("fact-records_erased"),
  activity_exported: t("fact-activity_exported"),
  workplace_saved: t("fact-workplace_saved"),
  workplace_switched: t("fact-workplace_switched"),
  workplace_removed: t("fact-workplace_removed"),
  secret_entered: t("fact-secret_entered"),
};

const known: Readonly<Record<Source, string>> = {
  desk: t("known-desk"),
  answer: t("known-answer"),
  list: t("known-list"),
  staff: t("known-staff"),
  clock: t("known-clock"),
};

export const knownWords = (source: Source): string => known[source];

/** What happened, with the number that belongs to it; a kind of a later program by its own name. */
export function factWords({ what, source, number }: Pick<Fact, "what" | "source" | "number">): string {
  const fact =
    (what === "closed" || what === "expired") && source === "staff"
      ? t("fact-closed-staff")
      : (words[what] ?? what);
  return number === null ? fact : t("fact-numbered", { fact, number });
}
