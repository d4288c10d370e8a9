import { type Backend, toAppError } from "../../backend/client";
import type {
  ActivityEntry,
  ActivityRequest,
  ActivityWhat,
  AppError,
  Exported,
  ExportFormat,
  NumberRange,
} from "../../backend/types";
import { t } from "../../strings/words";
import { dayStart } from "../pending/pending.svelte";

const pageSize = 100;
export type When = "today" | "week" | "ever";

/** The log, as far as it is on screen. */
export class Activity {
  search = $state("");
  when = $state<When>("today");
  what = $state<ActivityWhat>("all");
  who = $state("");
  entries = $state.raw<ActivityEntry[] | null>(null);
  desks = $state.raw<string[]>([]);
  missing = $state.raw<NumberRange[]>([]);
  next = $state<number | null>(null);
  failure = $state.raw<AppError | null>(null);
  private reads = 0;

  constructor(private readonly backend: Backend) {}

  get filtered(): boolean {
    return this.search.trim() !== "" || this.when !== "today" || this.what !== "all" || this.who !== "";
  }

  /** Reads the first page again; of several answers the last one asked for counts. */
  async read(): Promise<void> {
    await this.readPage(null);
  }

  async more(): Promise<void> {
    if (this.next !== null) await this.readPage(this.next);
  }

  private async readPage(before: number | null): Promise<void> {
    this.reads += 1;
    const mine = this.reads;
    try {
      const page = await this.backend.call("list_activity", this.request(before));
      if (mine !== this.reads) return;
      this.entries = before === null ? page.entries : [...(this.entries ?? []), ...page.entries];
      this.next = page.next;
      if (before === null) {
        this.desks = page.desks;
        this.missing = page.missing;
      }
      this.failure = null;
    } catch (thrown) {
      if (mine === this.reads) this.failure = toAppError(thrown);
    }
  }

  private request(before: number | null): ActivityRequest {
    return {
      search: this.search.trim(),
      since: this.since(),
      desk: this.who || null,
      what: this.what,
      before,
      limit: pageSize,
    };
  }

  private since(): string | null {
    if (this.when === "ever") return null;
    const days = this.when === "week" ? 6 : 0;
    const now = new Date();
    return dayStart(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
  }

  clear(): void {
    this.search = "";
    this.when = "today";
    this.what = "all";
    this.who = "";
    void this.read();
  }

  export(format: ExportFormat): Promise<Exported | null> {
    return this.backend.call("export_activity", { activity: this.request(null), format });
  }
}

/** `Entries 812–815, 820 are missing.` */
export function missingWords(missing: readonly NumberRange[]): string {
  const entries = missing
    .map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`))
    .join(", ");
  const count = missing.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return t("activity-missing", { entries, count });
}
