import { tick } from "svelte";

/** The two live regions of the window. They exist from load; nothing else is live. */
export class Announcer {
  polite = $state("");
  assertive = $state("");
  private saidAt = Number.NEGATIVE_INFINITY;

  /** Milliseconds since anything was said. */
  quietFor(now = performance.now()): number {
    return now - this.saidAt;
  }

  async say(text: string): Promise<void> {
    this.saidAt = performance.now();
    // Emptied first: a region that keeps its text is not read again.
    this.polite = "";
    await tick();
    this.polite = text;
  }

  async alert(text: string): Promise<void> {
    this.saidAt = performance.now();
    this.assertive = "";
    await tick();
    this.assertive = text;
  }
}
