import { type Backend, toAppError } from "../../backend/client";
import type { AppError, PresetView } from "../../backend/types";
import type { PresetEditor } from "./editor.svelte";

/** Presets with a key of their own: Alt+1 to Alt+9. */
export const slots = 9;

/** The presets of the active workplace. */
export class Presets {
  all = $state.raw<PresetView[] | null>(null);
  failure = $state.raw<AppError | null>(null);
  /** What is being changed; it stays while another screen is up. */
  editor = $state.raw<PresetEditor | null>(null);

  constructor(private readonly backend: Backend) {}

  async read(): Promise<void> {
    this.failure = null;
    try {
      this.all = await this.backend.call("list_presets", {});
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }

  /** Another workplace has other presets. */
  forget(): void {
    this.all = null;
    this.editor = null;
  }
}
