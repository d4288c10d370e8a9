import { type Backend, toAppError } from "../../backend/client";
import type { AppError, BulkOutcome, BulkResult, PendingRow } from "../../backend/types";

/** Offers in one act; the engine takes no more. */
export const most = 25;

/** One bulk cancel, from the question to the results. */
export class Bulk {
  rows = $state.raw<PendingRow[]>([]);
  step = $state<"ask" | "running" | "done" | null>(null);
  results = $state.raw<ReadonlyMap<string, BulkOutcome>>(new Map());
  failure = $state.raw<AppError | null>(null);
  private everything = false;
  /** Where the act now under way began. */
  private before = 0;
  total = $state(0);

  constructor(private readonly backend: Backend) {}

  get live(): number {
    return this.rows.filter(({ canCancel }) => canCancel).length;
  }

  get done(): number {
    return this.results.size - this.before;
  }

  get unreachable(): PendingRow[] {
    return this.rows.filter(
      ({ intentId }) => !this.results.has(intentId) || this.results.get(intentId) === "unreachable",
    );
  }

  count(outcome: BulkOutcome): number {
    return outcome === "unreachable"
      ? this.unreachable.length
      : [...this.results.values()].filter((one) => one === outcome).length;
  }

  /** More than one act may hold, unless it is everything: that goes in several. */
  get tooMany(): boolean {
    return !this.everything && this.rows.length > most;
  }

  ask(rows: PendingRow[], everything = false): void {
    if (this.step === "running") return;
    this.rows = rows;
    this.everything = everything;
    this.results = new Map();
    this.failure = null;
    this.step = "ask";
  }

  heard({ intentId, outcome }: BulkResult): void {
    if (this.rows.some((row) => row.intentId === intentId))
      this.results = new Map(this.results).set(intentId, outcome);
  }

  /** Cancels what has no result yet, or could not be reached. */
  async run(): Promise<void> {
    if (this.step === "running") return;
    const intentIds = this.unreachable.map(({ intentId }) => intentId);
    this.results = new Map([...this.results].filter(([id]) => !intentIds.includes(id)));
    this.before = this.results.size;
    this.total = intentIds.length;
    this.failure = null;
    this.step = "running";
    try {
      for (let at = 0; at < intentIds.length; at += most) {
        const act = { intentIds: intentIds.slice(at, at + most) };
        for (const result of await this.backend.call("cancel_offers", act)) this.heard(result);
      }
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
    this.step = "done";
  }

  close(): void {
    if (this.step !== "running") this.step = null;
  }
}
