// Which moments of a countdown are spoken. Nothing else of it is live.
import { wholeSeconds } from "../../strings/format";

export interface Spoken {
  seconds: number;
  assertive: boolean;
}

/** Staff are warned at a minute, or earlier in the life of a short offer. */
export const warnBelowMs = (lifetimeSeconds: number): number => Math.min(60_000, lifetimeSeconds * 400);
export const finalBelowMs = (lifetimeSeconds: number): number => Math.min(10_000, lifetimeSeconds * 200);

/** The moment that was passed between two drawings of the time left, if it is one to speak. */
export function spokenMoment(beforeMs: number, nowMs: number): Spoken | null {
  const before = wholeSeconds(beforeMs);
  const now = wholeSeconds(nowMs);
  if (now <= 0 || now >= before) return null;
  if (before > 10 && now <= 10) return { seconds: now, assertive: true };
  if (before > 30 && now <= 30) return { seconds: now, assertive: false };
  const minutes = Math.ceil(now / 60);
  return minutes < Math.ceil(before / 60) ? { seconds: minutes * 60, assertive: false } : null;
}
