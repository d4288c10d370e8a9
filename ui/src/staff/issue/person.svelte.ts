import { type Backend, toAppError } from "../../backend/client";
import type { AppError, PersonChoice, PersonView } from "../../backend/types";

export type PersonKind = "known" | "new" | "none";

/** Whose credentials they become: found by an exact search, new, or nobody. */
export class PersonPick {
  kind = $state<PersonKind>("known");
  query = $state("");
  number = $state("");
  chosen = $state.raw<PersonView | null>(null);
  results = $state.raw<PersonView[] | null>(null);
  searched = $state("");
  busy = $state(false);
  failure = $state.raw<AppError | null>(null);
  /** Someone of this run whom the new person may be. */
  match = $state.raw<PersonView | null>(null);
  private different = false;
  private latest = 0;

  constructor(private readonly backend: Backend) {}

  /** Asks the service; a single match is chosen at once. Answers overtaken by a newer search are dropped. */
  async search(): Promise<PersonView[] | null> {
    const query = this.query.trim();
    if (!query) return null;
    this.latest += 1;
    const mine = this.latest;
    this.busy = true;
    this.failure = null;
    try {
      const found = await this.backend.call("search_people", { query });
      if (mine !== this.latest) return null;
      this.searched = query;
      this.results = found;
      return found;
    } catch (thrown) {
      if (mine === this.latest) this.failure = toAppError(thrown);
      return null;
    } finally {
      if (mine === this.latest) this.busy = false;
    }
  }

  /** Before a new person gets an offer: may we have them already? Asked once for each person. */
  async isNew(typed: Record<string, string>): Promise<boolean> {
    if (this.kind !== "new" || this.different) return true;
    // A question that cannot be asked holds nobody up.
    this.match = await this.backend.call("possible_match", { typed }).catch(() => null);
    return this.match === null;
  }

  /** What staff say of the possible match. */
  settleMatch(same: boolean): void {
    const { match } = this;
    this.match = null;
    this.different = !same;
    if (!same || !match) return;
    this.kind = "known";
    this.choose(match);
  }

  choose(person: PersonView | null): void {
    this.chosen = person;
    this.results = null;
  }

  clear(): void {
    this.latest += 1;
    this.kind = "known";
    this.match = null;
    this.different = false;
    this.query = "";
    this.number = "";
    this.searched = "";
    this.busy = false;
    this.failure = null;
    this.choose(null);
  }

  /** The choice as the core wants it, or `null` while nobody has been found. */
  get choice(): PersonChoice | null {
    if (this.kind === "none") return { kind: "none" };
    if (this.kind === "new") return { kind: "new", number: this.number };
    return this.chosen && { kind: "existing", userId: this.chosen.userId };
  }
}
