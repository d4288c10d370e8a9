// Where the focus goes once a person is in the form: to the first detail that is missing, else to Issue.
import { t } from "../../strings/words";
import type { Desk } from "../desk.svelte";

export function arriveAtForm({ compose, announcer }: Desk): void {
  if (!compose.form) return;
  const count = compose.missing.length;
  void announcer.say(count > 0 ? t("person-loaded-missing", { count }) : t("person-loaded-ready"));
  requestAnimationFrame(() => {
    const first = compose.missing[0]
      ? document.querySelector<HTMLElement>("[data-missing='true'] :is(input, button)")
      : null;
    (first ?? document.getElementById("issue-offer"))?.focus();
  });
}
