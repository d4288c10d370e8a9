import { type Backend, toAppError } from "../../backend/client";
import type { AppError, PendingCounts, PendingFilter, PendingRow } from "../../backend/types";
import type { Announcer } from "../../parts/announcer.svelte";
import { t } from "../../strings/words";
import { stateMark } from "../ticket/marks";

const pageSize = 100;

/** Start of the local day as the journal wants it. */
export function dayStart(now = new Date()): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}

/** This desk's journal, as far as it is on screen. */
export class Pending {
  filter = $state<PendingFilter>("live");
  search = $state("");
  rows = $state.raw<PendingRow[] | null>(null);
  counts = $state.raw<PendingCounts | null>(null);
  next = $state<string | null>(null);
  failure = $state.raw<AppError | null>(null);
  busy = $state(false);
  cancelling = $state<string[]>([]);
  readAt = $state.raw<Date | null>(null);
  /** When the rows' time left was true, on the monotonic clock. */
  readTick = $state(0);
  private again = false;

  constructor(
    private readonly backend: Backend,
    private readonly announcer: Announcer,
  ) {}

  /** Reads the first page. While one read is under way, later wishes wait and the last one counts. */
  async read(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    try {
      do {
        this.again = false;
        await this.readOnce(null);
      } while (this.again);
    } finally {
      this.busy = false;
    }
  }

  async more(): Promise<void> {
    if (this.busy || !this.next) return;
    this.busy = true;
    await this.readOnce(this.next).finally(() => (this.busy = false));
    if (this.again) await this.read();
  }

  private async readOnce(after: string | null): Promise<void> {
    const { filter, search } = this;
    try {
      const page = await this.backend.call("list_pending", {
        filter,
        search: search.trim(),
        after,
        limit: pageSize,
        dayStart: dayStart(),
      });
      if (this.again) return;
      this.rows = after && this.rows ? [...this.rows, ...page.rows] : page.rows;
      this.next = page.next;
      this.counts = page.counts;
      this.readAt = new Date();
      if (!after) this.readTick = performance.now();
      this.failure = null;
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }

  show(filter: PendingFilter): void {
    this.filter = filter;
    this.rows = null;
    void this.read();
  }

  find(search: string): void {
    this.search = search;
    void this.read();
  }

  /** The journal changed. A list nobody has opened is not read. */
  async changed(): Promise<void> {
    if (this.rows) await this.read();
  }

  async cancel(row: PendingRow): Promise<void> {
    if (!row.canCancel || this.cancelling.includes(row.intentId)) return;
    this.cancelling = [...this.cancelling, row.intentId];
    try {
      const offer = await this.backend.call("cancel_offer", { intentId: row.intentId });
      const state = stateMark(offer).word;
      void this.announcer.say(t("pending-cancelled-said", { reference: row.reference, state }));
      await this.read();
    } catch (thrown) {
      this.failure = toAppError(thrown);
    } finally {
      this.cancelling = this.cancelling.filter((id) => id !== row.intentId);
    }
  }
}
