import { type Backend, toAppError } from "../../backend/client";
import type { About, AppError, AppStatus, Settings } from "../../backend/types";
import type { Announcer } from "../../parts/announcer.svelte";
import { t } from "../../strings/words";

export const sections = [
  "workplaces",
  "desk",
  "holder",
  "offers",
  "privacy",
  "look",
  "keyboard",
  "about",
] as const;
export type Section = (typeof sections)[number];

/** What each setting is until somebody changes it. */
export const defaults: Settings = {
  desk: "Desk 1",
  theme: "system",
  zoom: 100,
  offerMinutes: 5,
  notices: true,
  stayAwake: true,
  keepDays: 30,
  firstRun: false,
};

/** The steps of Control and plus, as browsers have them. */
export const zoomSteps = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400, 500];

export interface Frame {
  readonly status: AppStatus | null;
  takeStatus(status: AppStatus): void;
}

/** The settings of this desk. Each applies as soon as it is changed. */
export class DeskSettings {
  section = $state<Section>("workplaces");
  failure = $state.raw<AppError | null>(null);
  about = $state.raw<About | null>(null);

  constructor(
    private readonly backend: Backend,
    private readonly announcer: Announcer,
    private readonly frame: Frame,
  ) {}

  get now(): Settings {
    return this.frame.status?.settings ?? defaults;
  }

  async save(change: Partial<Settings>): Promise<boolean> {
    this.failure = null;
    try {
      this.frame.takeStatus(await this.backend.call("save_settings", { ...this.now, ...change }));
      return true;
    } catch (thrown) {
      this.failure = toAppError(thrown);
      return false;
    }
  }

  /** One step bigger or smaller; 0 is the size it began with. */
  async zoom(step: -1 | 0 | 1): Promise<void> {
    const { zoom } = this.now;
    const steps = step > 0 ? zoomSteps : zoomSteps.toReversed();
    const next = step === 0 ? 100 : steps.find((one) => (one - zoom) * step > 0);
    if (next && (await this.save({ zoom: next }))) void this.announcer.say(t("zoom-said", { zoom: next }));
  }

  async readAbout(): Promise<void> {
    try {
      this.about = await this.backend.call("about", {});
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }

  async copyDiagnostics(): Promise<void> {
    try {
      await this.backend.call("copy_text", { what: "diagnostics" });
      void this.announcer.say(t("copied"));
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }
}
