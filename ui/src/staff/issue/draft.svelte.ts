import { type Backend, plainError, toAppError } from "../../backend/client";
import type { AppError, Frame, PortraitView } from "../../backend/types";
import { largestFile, middle, readBase64, within } from "./portrait";

/**
 * A chosen picture until its portrait is accepted. The original is handed on once and not kept; what is in the
 * frame is the field's value at every moment, so that no press of Issue can miss it.
 */
export class PortraitDraft {
  /** The whole picture, upright and without metadata, that the frame moves over. */
  whole = $state.raw<PortraitView | null>(null);
  frame = $state.raw<Frame>(middle);
  busy = $state(false);
  failure = $state.raw<AppError | null>(null);
  /** What this draft last put into the field. */
  value = "";
  private before = "";
  private latest = 0;
  /** The cut that is under way. */
  cutting: Promise<void> | null = null;

  constructor(
    private readonly backend: Backend,
    private readonly type: (text: string) => void,
  ) {}

  /** Takes a picture in place of what the field holds; settles when the frame can be moved. */
  async take(file: File, held: string): Promise<void> {
    this.close();
    const mine = this.latest;
    this.busy = true;
    try {
      if (file.size > largestFile) throw plainError("picture_too_large");
      const picture = await readBase64(file);
      const whole = await this.backend.call("prepare_portrait", { picture, frame: null });
      if (mine !== this.latest) return;
      this.before = this.value = held;
      this.whole = whole;
      void this.move(middle);
    } catch (thrown) {
      if (mine === this.latest) this.fail(thrown);
    } finally {
      if (mine === this.latest) this.busy = false;
    }
  }

  /** One cut at a time; where the frame stands last counts. */
  move(frame: Frame): Promise<void> {
    if (this.whole) this.frame = within(this.whole, frame);
    this.cutting ??= this.cut()
      .catch((thrown) => this.fail(thrown))
      .finally(() => (this.cutting = null));
    return this.cutting;
  }

  private async cut(): Promise<void> {
    let done: Frame | null = null;
    while (this.whole && done !== this.frame) {
      const { whole, frame } = this;
      done = frame;
      const portrait = await this.backend.call("prepare_portrait", { picture: whole.jpeg, frame });
      if (this.whole !== whole) done = null;
      else this.put(portrait.jpeg);
    }
  }

  private put(text: string): void {
    this.value = text;
    this.type(text);
  }

  private fail(thrown: unknown): void {
    this.whole = null;
    this.failure = toAppError(thrown);
  }

  /** The portrait stays as the frame stands, once it is cut. */
  async accept(): Promise<void> {
    await this.cutting;
    this.close();
  }

  /** Back to what the field held before. */
  drop(): void {
    const { before } = this;
    this.close();
    this.put(before);
  }

  /** Forgets the picture. */
  close(): void {
    this.latest += 1;
    this.whole = null;
    this.busy = false;
    this.failure = null;
  }
}
