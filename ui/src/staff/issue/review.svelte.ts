import type { Backend } from "../../backend/client";
import type { FieldProblem, Form } from "../../backend/types";

/** What the core says of the form while it is filled in. It decides nothing: Issue reads everything again. */
export class Review {
  /** Of fields that staff have left; nobody is told of a date that is half typed. */
  problems = $state.raw<FieldProblem[]>([]);
  /** Field id to the text of a value that follows from another one. */
  workedOut = $state.raw<{ [field: string]: string }>({});
  bytes = $state(0);
  limit = $state(1);
  private left = new Set<string>();
  private latest = 0;

  constructor(private readonly backend: Backend) {}

  async read(form: Form | null, typed: { [field: string]: string }): Promise<void> {
    this.latest += 1;
    const mine = this.latest;
    if (!form) return this.clear();
    try {
      const found = await this.backend.call("review_details", { form, typed });
      if (mine !== this.latest) return;
      this.problems = found.problems.filter(({ field }) => this.left.has(field.replace(/#.*/, "")));
      this.workedOut = found.workedOut;
      this.bytes = found.requestBytes;
      this.limit = found.requestLimit;
    } catch {
      // Nothing depends on it, and Issue says what is wrong.
    }
  }

  leave(field: string): void {
    this.left.add(field);
  }

  /** Typing in a field takes its mark away. */
  settle(field: string): void {
    this.left.delete(field);
    this.problems = this.problems.filter((problem) => problem.field.replace(/#.*/, "") !== field);
  }

  private clear(): void {
    this.problems = [];
    this.workedOut = {};
    this.left.clear();
  }
}
