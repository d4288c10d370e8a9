/** Whole seconds as people count them down: a part of a second is not promised. */
export const wholeSeconds = (ms: number): number => Math.max(0, Math.ceil(ms / 1000));

/** How a holder is told the time: about so many minutes, under a minute, or seconds near the end. */
export function roughly(ms: number): { in: "minutes" | "under" | "seconds"; count: number } {
  const seconds = wholeSeconds(ms);
  if (seconds > 60) return { in: "minutes", count: Math.ceil(seconds / 60) };
  return { in: seconds > 20 ? "under" : "seconds", count: seconds };
}
