import { type Backend, toAppError } from "../../backend/client";
import type { AppError, PretendAct, PretendReport } from "../../backend/types";

export const pretendActs: readonly PretendAct[] = [
  "claim",
  "wrong_code",
  "claim_twice",
  "let_it_run_out",
  "lose_network",
  "answer_late",
];

/** The practice tenant's pretended wallet. Its report outlives the face it was asked from. */
export class Pretend {
  busy = $state<PretendAct | null>(null);
  open = $state(false);
  report = $state.raw<PretendReport | null>(null);
  intentId = $state<string | null>(null);
  failure = $state.raw<AppError | null>(null);

  constructor(private readonly backend: Backend) {}

  async run(intentId: string, act: PretendAct): Promise<void> {
    if (this.busy) return;
    this.busy = act;
    this.failure = null;
    this.report = null;
    this.intentId = intentId;
    try {
      this.report = await this.backend.call("pretend", { intentId, act });
    } catch (thrown) {
      this.failure = toAppError(thrown);
    } finally {
      this.busy = null;
    }
  }
}
