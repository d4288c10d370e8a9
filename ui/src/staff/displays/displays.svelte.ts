import { toAppError } from "../../backend/client";
import type { AppError, DisplayRequest, DisplayView, QrView, ScanSize } from "../../backend/types";
import { t } from "../../strings/words";
import type { Desk } from "../desk.svelte";

export const sizes = ["small", "medium", "large"] as const satisfies ScanSize[];

/** The displays of this computer, and the scan that says what can be read from where people stand. */
export class Displays {
  all = $state.raw<DisplayView[] | null>(null);
  failure = $state.raw<AppError | null>(null);
  /** The size on show now. */
  size = $state<ScanSize | null>(null);
  /** The test's QR code, when it is this window that shows it. */
  qr = $state.raw<QrView | null>(null);

  constructor(private readonly desk: Desk) {}

  read = (): Promise<void> =>
    this.try(async () => {
      this.all = await this.desk.backend.call("list_displays", {});
    });

  /** `null`: there is one screen only. */
  choose = (id: string | null): Promise<void> =>
    this.try(async () => {
      await this.stop(null);
      this.desk.takeStatus(await this.desk.backend.call("choose_display", { id }));
      await this.read();
      const chosen = this.all?.find((one) => one.chosen);
      void this.desk.announcer.say(
        chosen ? t("display-chosen", { screen: chosen.screen }) : t("display-one-chosen"),
      );
    });

  show = (size: ScanSize, room: DisplayRequest): Promise<void> =>
    this.try(async () => {
      this.qr = await this.desk.backend.call("test_scan", { size, room });
      this.size = size;
    });

  /** Ends the test and keeps the size that could be read, if one could. */
  stop = (found: ScanSize | null): Promise<void> =>
    this.try(async () => {
      if (this.size === null) return;
      this.size = null;
      this.qr = null;
      await this.desk.backend.call("end_test_scan", { found });
      if (found) void this.desk.announcer.say(t("scan-kept", { size: t(`scan-${found}`) }));
    });

  private async try(act: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await act();
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }
}
