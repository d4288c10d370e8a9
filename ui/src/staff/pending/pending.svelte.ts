import { type Backend, toAppError } from "../../backend/client";
import type {
  AppError,
  Exported,
  ExportFormat,
  PendingCounts,
  PendingFilter,
  PendingPage,
  PendingRow,
} from "../../backend/types";
import type { Announcer } from "../../parts/announcer.svelte";
import { t } from "../../strings/words";
import { stateMark } from "../ticket/marks";
import { Bulk } from "./bulk.svelte";
import { Selection } from "./selection.svelte";

const pageSize = 200;
/** Pages that one change of the journal reads again, at most. */
const pagesAgain = 25;
/** Rows that "all" marks at most: far more than one act may cancel. */
const allRows = 1_000;

/** Start of the local day as the journal wants it. */
export function dayStart(now = new Date()): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}

/** This desk's journal, as far as it is on screen. */
export class Pending {
  filter = $state<PendingFilter>("live");
  search = $state("");
  /** Only offers made from this preset. */
  presetId = $state<string | null>(null);
  rows = $state.raw<PendingRow[] | null>(null);
  counts = $state.raw<PendingCounts | null>(null);
  next = $state<string | null>(null);
  failure = $state.raw<AppError | null>(null);
  busy = $state(false);
  cancelling = $state<string[]>([]);
  readAt = $state.raw<Date | null>(null);
  /** The offer opened to its timeline. */
  opened = $state<string | null>(null);
  /** When the rows' time left was true, on the monotonic clock. */
  readTick = $state(0);
  /** How many rows came in and wait to be shown. */
  fresh = $state(0);
  /** Somebody is at a row: nothing may move under their hands. */
  steady = false;
  private again = false;
  /** Pages on screen; a new reading brings as many. */
  private pages = 1;
  readonly selection = new Selection();
  readonly bulk: Bulk;

  constructor(
    private readonly backend: Backend,
    private readonly announcer: Announcer,
  ) {
    this.bulk = new Bulk(backend);
  }

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

  /** What the list holds, as its filter, search and preset say. */
  private get asked() {
    const { filter, search, presetId } = this;
    return { filter, search: search.trim(), presetId, dayStart: dayStart() };
  }

  private async readOnce(after: string | null): Promise<void> {
    const { asked } = this;
    const ask = (from: string | null) =>
      this.backend.call("list_pending", { ...asked, after: from, limit: pageSize });
    try {
      const page = await ask(after);
      const again = after ? 1 : Math.min(this.pages, pagesAgain);
      for (let pages = 1; pages < again && page.next && !this.again; pages += 1) {
        const { rows, next } = await ask(page.next);
        Object.assign(page, { rows: [...page.rows, ...rows], next });
      }
      if (this.again) return;
      if (after) this.pages += 1;
      this.rows = after && this.rows ? [...this.rows, ...page.rows] : this.inPlace(page.rows);
      this.next = page.next;
      this.counts = page.counts;
      this.readAt = new Date();
      if (!after) this.readTick = performance.now();
      this.failure = null;
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }

  /** Rows as they are to stand: while somebody is at one, those on screen keep their order and new ones wait. */
  private inPlace(rows: PendingRow[]): PendingRow[] {
    const before = this.fresh;
    this.fresh = 0;
    if (!this.steady && this.selection.ids.size === 0) return rows;
    const now = new Map(rows.map((row) => [row.intentId, row]));
    const kept = this.rows?.flatMap(({ intentId }) => now.get(intentId) ?? []) ?? [];
    if (kept.length === 0) return rows;
    this.fresh = rows.length - kept.length;
    if (this.fresh > before) void this.announcer.say(t("pending-new", { count: this.fresh }));
    return kept;
  }

  /** Lets in the rows that wait. Gives the first of them. */
  async reveal(): Promise<string | null> {
    const known = new Set(this.rows?.map(({ intentId }) => intentId));
    this.steady = false;
    this.selection.clear();
    await this.read();
    return this.rows?.find(({ intentId }) => !known.has(intentId))?.intentId ?? null;
  }

  /** Marks every row of this filter and search, also those of pages not yet read. */
  async selectAll(): Promise<void> {
    const { filter, search, presetId } = this;
    while (this.next && (this.rows?.length ?? 0) < allRows && !this.busy && !this.failure) await this.more();
    if (filter === this.filter && search === this.search && presetId === this.presetId)
      this.selection.all(this.rows ?? []);
  }

  show(filter: PendingFilter): void {
    this.filter = filter;
    this.rows = null;
    this.ask();
  }

  find(search: string): void {
    this.search = search;
    this.ask();
  }

  ofPreset(presetId: string | null): void {
    this.presetId = presetId;
    this.ask();
  }

  private ask(): void {
    this.selection.clear();
    this.pages = 1;
    void this.read();
  }

  async copyReference({ intentId }: PendingRow): Promise<void> {
    const done = await this.backend.call("copy_text", { what: "reference", intentId }).catch(() => null);
    void this.announcer.say(t(done ? "copied" : "copy-failed"));
  }

  export(format: ExportFormat): Promise<Exported | null> {
    return this.backend.call("export_offers", { ...this.asked, format });
  }

  /** Close of day: asks about every offer that is live, whatever the list shows. */
  async askEverything(): Promise<void> {
    const rows: PendingRow[] = [];
    try {
      let after: string | null = null;
      do {
        const asked = {
          filter: "live",
          search: "",
          presetId: null,
          after,
          limit: pageSize,
          dayStart: dayStart(),
        } as const;
        const page: PendingPage = await this.backend.call("list_pending", asked);
        rows.push(...page.rows.filter(({ canCancel }) => canCancel));
        after = page.next;
      } while (after);
      this.bulk.ask(rows, true);
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
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
