import type { Announcer } from "../../parts/announcer.svelte";
import { t } from "../../strings/words";
import type { DeskSettings } from "../settings/settings.svelte";

export const steps = ["start", "screens", "scan", "done"] as const;
export type Step = (typeof steps)[number];

/** The steps of the first start. They can be skipped, and asked for again in Settings. */
export class FirstRun {
  at = $state(0);

  constructor(
    private readonly settings: DeskSettings,
    private readonly announcer: Announcer,
  ) {}

  get step(): Step {
    return steps[this.at] ?? "done";
  }

  /** `Step 2 of 4, Screens` */
  get title(): string {
    return t("first-step", { number: this.at + 1, of: steps.length, name: t(`first-${this.step}`) });
  }

  async move(by: 1 | -1): Promise<void> {
    const next = this.at + by;
    if (next >= steps.length) return this.finish();
    this.at = Math.max(0, next);
    await this.announcer.say(this.title);
  }

  async finish(): Promise<void> {
    this.at = 0;
    await this.settings.save({ firstRun: false });
  }
}
