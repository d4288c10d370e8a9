import { type Backend, toAppError } from "../backend/client";
import type { AppError, QuitAnswer } from "../backend/types";

/** Closing the program. While an offer is live, Rust asks through here first. */
export class Quit {
  /** Until when the live offer stays usable; null while nobody asks. */
  until = $state<string | null>(null);
  busy = $state(false);
  failure = $state.raw<AppError | null>(null);

  constructor(private readonly backend: Backend) {}

  async close(): Promise<void> {
    await this.backend.call("close_window", {}).catch(() => null);
  }

  asked(until: string): void {
    this.until = until;
    this.failure = null;
    void this.tell("seen");
  }

  async answer(answer: QuitAnswer): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    await this.tell(answer);
    this.busy = false;
    if (!this.failure) this.until = null;
  }

  private async tell(answer: QuitAnswer): Promise<void> {
    try {
      await this.backend.call("answer_quit", { answer });
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }
}
