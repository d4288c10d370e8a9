import type { RosterRow } from "../../backend/types";
import type { Compose } from "../issue/compose.svelte";

export const listOf = (given: DataTransfer | null): File | undefined =>
  [...(given?.files ?? [])].find(({ name }) => /\.csv$/i.test(name));

/** Today's list: people of a file, one after the other. In memory only, and nothing is issued from here. */
export class TodaysList {
  /** A file that staff look at before they use it. */
  file = $state.raw<File | null>(null);
  waiting = $state.raw<readonly RosterRow[]>([]);
  /** Whoever is in the form; back at the end of the list unless an offer was made. */
  private current = $state.raw<RosterRow | null>(null);
  private credentials: readonly string[] = [];

  get left(): number {
    return this.waiting.length + (this.current ? 1 : 0);
  }

  private get queue(): readonly RosterRow[] {
    return this.current ? [...this.waiting, this.current] : this.waiting;
  }

  get next(): RosterRow | undefined {
    return this.queue[0];
  }

  look(file: File | undefined): void {
    if (file) this.file = file;
  }

  use(rows: readonly RosterRow[], credentials: readonly string[]): void {
    this.clear();
    this.waiting = rows;
    this.credentials = credentials;
  }

  /** Puts the next person into the form. */
  async take(compose: Compose): Promise<boolean> {
    const [next = null, ...others] = this.queue;
    this.current = next;
    this.waiting = others;
    if (next) await compose.fill(this.credentials, next);
    return next !== null;
  }

  issued(): void {
    this.current = null;
  }

  clear(): void {
    this.file = null;
    this.waiting = [];
    this.current = null;
  }
}
