// Icon, word and colour of each state: always the three together.
import type { KnownBy, State } from "../../backend/types";
import type { IconName } from "../../parts/icons/shapes";
import { t } from "../../strings/words";

export type Tone = "brass" | "moss" | "ink" | "clay" | "iris";

export interface Mark {
  icon: IconName;
  word: string;
  tone: Tone;
  filled: boolean;
}

export interface Marked {
  state: State;
  knownBy: KnownBy;
  credentials: string[];
  claimedCredentials?: string[];
}

const plain: Record<Exclude<State, "claimed" | "partly_claimed">, [IconName, string, Tone]> = {
  intended: ["clock", "state-creating", "brass"],
  sent: ["question", "state-not-known", "iris"],
  not_created: ["triangle", "state-not-created", "clay"],
  refused: ["triangle", "state-not-created", "clay"],
  unreadable: ["question", "state-not-known", "iris"],
  unknown: ["question", "state-not-known", "iris"],
  quarantined: ["triangle", "state-quarantined", "clay"],
  created: ["clock", "state-live", "brass"],
  created_late: ["clock", "state-late", "brass"],
  shown: ["clock", "state-live", "brass"],
  expired: ["hourglass", "state-expired", "ink"],
  cancelled: ["slash", "state-cancelled", "ink"],
  cancel_unknown: ["question", "state-cancel-unknown", "iris"],
  locked: ["lock", "state-locked", "clay"],
  closed: ["question", "state-closed", "iris"],
  not_sure: ["question", "state-not-known", "iris"],
};

/** Staff looked and it was not in the wallet. */
export const endedUnseen = (state: State, knownBy: KnownBy): boolean =>
  (state === "closed" || state === "expired") && knownBy === "staff";

export function stateMark({ state, knownBy, credentials, claimedCredentials }: Marked): Mark {
  if (state === "claimed") {
    const byStaff = knownBy === "staff";
    const word = t(byStaff ? "state-claimed-staff" : "state-claimed");
    return { icon: "stamp", word, tone: "moss", filled: !byStaff };
  }
  if (state === "partly_claimed") {
    const some = claimedCredentials?.length ?? 1;
    const word = t("state-partly", { some, all: credentials.length });
    return { icon: "stamp", word, tone: "brass", filled: false };
  }
  if (endedUnseen(state, knownBy))
    return { icon: "slash", word: t("state-closed-staff"), tone: "ink", filled: false };
  const [icon, id, tone] = plain[state];
  return { icon, word: t(id), tone, filled: false };
}
