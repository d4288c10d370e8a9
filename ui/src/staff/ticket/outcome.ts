// What the ticket says when it holds no live offer, and what Enter does then.
import type { OfferView } from "../../backend/types";
import type { IconName } from "../../parts/icons/shapes";
import { isolated, listed, timeOfDayShort } from "../../strings/format";
import { t } from "../../strings/words";

export type Act =
  | "next"
  | "renew"
  | "cancel"
  | "again"
  | "back"
  | "show"
  | "arrived"
  | "not"
  | "unsure"
  | "both";

export interface Outcome {
  headline: string;
  body: string;
  icon: IconName;
  tone: "moss" | "ink" | "clay" | "iris" | "brass";
  /** What Enter does; the first button. Null where only staff can tell and a reflex must not. */
  enter: Act | null;
  /** The other buttons. */
  others: Act[];
}

const firstName = (person: string): string => person.split(" ")[0] ?? person;

function claimed(offer: OfferView): Outcome {
  const whose = offer.person
    ? t("outcome-whose", { name: isolated(firstName(offer.person)) })
    : t("outcome-whose-nobody");
  const credentials = listed(offer.credentials);
  const byStaff = offer.knownBy === "staff";
  return {
    headline: t(byStaff ? "outcome-claimed-staff" : "outcome-claimed"),
    body: byStaff
      ? t("outcome-claimed-staff-body")
      : t("outcome-claimed-body", { count: offer.credentials.length, credentials, whose }),
    icon: "stamp",
    tone: "moss",
    enter: "next",
    others: [],
  };
}

function expired(offer: OfferView): Outcome {
  const until = offer.listeningUntil;
  const body = until
    ? t("outcome-expired-body", { time: timeOfDayShort(until) })
    : t("outcome-expired-body-short");
  return {
    headline: t("outcome-expired"),
    body,
    icon: "hourglass",
    tone: "ink",
    enter: "renew",
    others: ["next"],
  };
}

function cancelUnknown(offer: OfferView): Outcome {
  const body = offer.expiresAt
    ? t("outcome-cancel-unknown-body", { time: timeOfDayShort(offer.expiresAt) })
    : t("outcome-cancel-unknown-body-short");
  const headline = t("outcome-cancel-unknown");
  return { headline, body, icon: "question", tone: "iris", enter: "cancel", others: ["next"] };
}

/** It ended while nobody could be asked: only staff can look. */
function arrival(): Outcome {
  return {
    ...words("outcome-arrival", "outcome-arrival-body"),
    icon: "question",
    tone: "iris",
    enter: null,
    others: ["arrived", "not", "unsure"],
  };
}

function firstClaimed(): Outcome {
  return {
    ...words("outcome-first-claimed", "outcome-first-claimed-body"),
    icon: "stamp",
    tone: "brass",
    enter: "cancel",
    others: ["both"],
  };
}

const words = (id: string, body: string, values?: Record<string, number>) => ({
  headline: t(id),
  body: t(body, values),
});

/** The outcome to show, or `null` while the offer is on its way or live. */
export function outcomeOf(offer: OfferView): Outcome | null {
  if (offer.firstClaimed) return firstClaimed();
  if (offer.asksArrival) return arrival();
  switch (offer.state) {
    case "claimed":
      return claimed(offer);
    case "expired":
      return expired(offer);
    case "cancel_unknown":
      return cancelUnknown(offer);
    case "cancelled":
      return {
        ...words("outcome-cancelled", "outcome-cancelled-body"),
        icon: "slash",
        tone: "ink",
        enter: "renew",
        others: ["back", "next"],
      };
    case "locked":
      return {
        ...words("outcome-locked", "outcome-locked-body"),
        icon: "lock",
        tone: "clay",
        enter: "renew",
        others: ["next"],
      };
    case "unknown":
      return {
        ...words("outcome-unknown", "outcome-unknown-body"),
        icon: "question",
        tone: "iris",
        enter: "again",
        others: ["back"],
      };
    case "unreadable":
      return {
        ...words("outcome-unknown", "outcome-unreadable-body"),
        icon: "question",
        tone: "iris",
        enter: "again",
        others: ["back"],
      };
    case "closed":
      return {
        ...words("outcome-closed", "outcome-closed-body"),
        icon: "question",
        tone: "iris",
        enter: "again",
        others: ["next"],
      };
    case "not_sure":
      return {
        ...words("outcome-closed", "outcome-not-sure-body"),
        icon: "question",
        tone: "iris",
        enter: "next",
        others: ["renew"],
      };
    case "quarantined":
      return {
        ...words("outcome-quarantined", "outcome-quarantined-body", { check: offer.failedCheck ?? 0 }),
        icon: "triangle",
        tone: "clay",
        enter: "back",
        others: ["next"],
      };
    case "not_created":
      return {
        ...words("outcome-not-created", "outcome-not-created-body"),
        icon: "triangle",
        tone: "clay",
        enter: "again",
        others: ["back"],
      };
    case "refused":
      return {
        ...words("outcome-not-created", "outcome-refused-body"),
        icon: "triangle",
        tone: "clay",
        enter: "back",
        others: ["next"],
      };
    case "created_late":
      return {
        ...words("outcome-late", "outcome-late-body"),
        icon: "clock",
        tone: "brass",
        enter: "show",
        others: ["cancel"],
      };
    case "intended":
    case "sent":
    case "created":
    case "shown":
    case "partly_claimed":
      return null;
  }
}
