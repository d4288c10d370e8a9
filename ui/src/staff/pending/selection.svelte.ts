import type { PendingRow } from "../../backend/types";

/** The rows staff marked. A row that left the list leaves the selection with it. */
export class Selection {
  ids = $state.raw<ReadonlySet<string>>(new Set());
  /** Where Shift+arrow began. */
  private anchor = "";

  has(id: string): boolean {
    return this.ids.has(id);
  }

  rows(rows: readonly PendingRow[]): PendingRow[] {
    return rows.filter(({ intentId }) => this.ids.has(intentId));
  }

  toggle(id: string): void {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    this.anchor = id;
    this.ids = ids;
  }

  /** Every row between where the selection began and `to`. */
  extend(rows: readonly PendingRow[], from: string, to: string): void {
    if (!this.ids.has(this.anchor)) this.anchor = from;
    const [one, other] = [this.anchor, to].map((id) => rows.findIndex(({ intentId }) => intentId === id)) as [
      number,
      number,
    ];
    this.ids = new Set(
      rows.slice(Math.min(one, other), Math.max(one, other) + 1).map(({ intentId }) => intentId),
    );
  }

  all(rows: readonly PendingRow[]): void {
    this.ids = new Set(rows.map(({ intentId }) => intentId));
  }

  clear(): void {
    this.ids = new Set();
  }
}
