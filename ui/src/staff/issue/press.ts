// When a press of Issue counts: not while a key repeats, not just after focus landed, not twice.
export const settleAfterFocusMs = 250;
export const inertAfterPressMs = 2000;

export class PressGuard {
  private focusedAt = Number.NEGATIVE_INFINITY;
  private pressedAt = Number.NEGATIVE_INFINITY;
  private byPointer = false;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A pointer brings its own focus with it; that focus does not delay the click. */
  pointer(): void {
    this.byPointer = true;
  }

  focus(): void {
    if (!this.byPointer) this.focusedAt = this.now();
  }

  /** Nothing was made, so the next press may follow at once. */
  release(): void {
    this.pressedAt = Number.NEGATIVE_INFINITY;
  }

  accepts(repeat: boolean, composing: boolean): boolean {
    const now = this.now();
    this.byPointer = false;
    if (repeat || composing) return false;
    if (now - this.focusedAt < settleAfterFocusMs || now - this.pressedAt < inertAfterPressMs) return false;
    this.pressedAt = now;
    return true;
  }
}
