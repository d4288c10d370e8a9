/** A form that nobody has touched for so long belongs to a person who has left (ux.md 4.1). */
const idleMs = 10 * 60_000;

/** Calls `over` once nobody has touched anything for ten minutes. */
export class Idle {
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly over: () => void) {}

  touched = (): void => {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(this.over, idleMs);
  };

  stop = (): void => clearTimeout(this.waiting);
}
