import { type Backend, toAppError } from "../../backend/client";
import type {
  AppError,
  CodeView,
  DisplayRequest,
  Face,
  HolderPlace,
  HolderStatus,
  OfferView,
  QrView,
  Saw,
  State,
} from "../../backend/types";
import type { Announcer } from "../../parts/announcer.svelte";
import { spokenDuration } from "../../strings/format";
import { t } from "../../strings/words";
import { spokenMoment } from "./countdown";
import { outcomeOf } from "./outcome";

const liveStates: readonly State[] = ["created", "shown", "partly_claimed"];
const unfocusedLimitMs = 10_000;
/** Taken off the holder display: the code goes too, until staff choose. */
const withheld: readonly HolderPlace[] = ["hidden", "lost", "mirrored"];

/** The torn ticket. Its two faces exclude each other: one of `qr` and `code` is always null. */
export class Ticket {
  offer = $state.raw<OfferView | null>(null);
  leftMs = $state<number | null>(null);
  face = $state<Face>("blank");
  qr = $state.raw<QrView | null>(null);
  code = $state.raw<CodeView | null>(null);
  dense = $state(false);
  busy = $state<"cancel" | "renew" | "turn" | "close" | "saw" | null>(null);
  failure = $state.raw<AppError | null>(null);
  private hiding: ReturnType<typeof setTimeout> | undefined;
  private away: ReturnType<typeof setTimeout> | undefined;
  private drawing = 0;

  constructor(
    private readonly backend: Backend,
    private readonly announcer: Announcer,
    private readonly holder: () => HolderStatus | undefined = () => undefined,
  ) {}

  /** With a display for the holder the QR code is there, and the code here: nothing is turned over. */
  get torn(): boolean {
    return this.holder()?.on ?? false;
  }

  get live(): boolean {
    const { offer } = this;
    return offer !== null && liveStates.includes(offer.state) && !offer.firstClaimed && this.leftMs !== 0;
  }

  /** Puts an offer on the ticket; one that can be shown is shown: to the holder, or on its QR face. */
  attach(offer: OfferView): void {
    this.drop();
    this.failure = null;
    this.take(offer);
    if (!this.live) return;
    if (offer.canShow) this.show(false);
    if (this.leftMs !== null) void this.announcer.say(t("say-start", { time: spokenDuration(this.leftMs) }));
  }

  /** Puts it on the ticket with nothing shown. */
  attachHidden(offer: OfferView): void {
    this.drop();
    this.take(offer);
  }

  detach(): void {
    this.drop();
    this.offer = null;
    this.leftMs = null;
    this.failure = null;
  }

  /** Shows the QR code where the holder can scan it. */
  show(said = true): void {
    if (this.torn) void this.showOnHolder();
    else this.openQr(said);
  }

  private async showOnHolder(): Promise<void> {
    await this.act("turn", async (intentId) => {
      this.drop();
      this.take(await this.backend.call("show_on_holder", { intentId }));
      if (!this.live) return;
      this.face = "code";
      void this.announcer.say(t("say-holder-shows"));
    });
  }

  /** "Hard to scan?": each press tries another way. */
  async easeScan(): Promise<void> {
    await this.act("turn", async (intentId) => {
      this.take(await this.backend.call("ease_scan", { intentId }));
    });
  }

  openQr(said = true): void {
    this.hideCode(false);
    if (said) void this.announcer.say(t("qr-face-said"));
    this.failure = null;
    this.face = "qr";
  }

  /** Asks for the QR at the size the screen has. Answers that come after the face turned are dropped. */
  async draw(display: DisplayRequest): Promise<void> {
    if (!this.offer || this.face !== "qr") return;
    this.drawing += 1;
    const mine = this.drawing;
    try {
      const qr = await this.backend.call("show_qr", { intentId: this.offer.intentId, display });
      if (mine !== this.drawing || this.face !== "qr") return;
      this.qr = qr;
      this.dense = qr.dense;
    } catch (thrown) {
      if (mine !== this.drawing) return;
      this.drop();
      this.failure = toAppError(thrown);
    }
  }

  async turnToCode(): Promise<void> {
    await this.act("turn", async (intentId) => {
      this.drop();
      this.take(await this.backend.call("turn_to_code", { intentId }));
      if (this.live) this.face = "code";
    });
  }

  async showCode(): Promise<void> {
    if (this.face !== "code") await this.turnToCode();
    if (this.face !== "code" || !this.offer?.hasCode) return;
    try {
      const code = await this.backend.call("show_code", { intentId: this.offer.intentId });
      if (this.face !== "code") return;
      this.code = code;
      clearTimeout(this.hiding);
      this.hiding = setTimeout(() => this.hideCode(), code.shownForMs);
      void this.announcer.say(t("say-code-shown", { digits: [...code.code].join(" ") }));
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }

  hideCode(said = true): void {
    clearTimeout(this.hiding);
    if (!this.code) return;
    this.code = null;
    if (said) void this.announcer.say(t("say-code-hidden"));
  }

  /** Takes both faces off the screen; the offer stays as it is. */
  async hide(): Promise<void> {
    this.drop();
    if (!this.offer) return;
    const { intentId } = this.offer;
    const offer = await this.backend.call("hide_faces", { intentId }).catch(() => null);
    if (offer && this.offer?.intentId === intentId) this.take(offer);
  }

  /** The computer slept or was locked: only staff bring the QR code back. */
  async wentAway(): Promise<void> {
    if (this.face === "blank") return;
    await this.hide();
    void this.announcer.say(t("say-hidden"));
  }

  async cancel(): Promise<boolean> {
    return this.act("cancel", async (intentId) => {
      this.changed(await this.backend.call("cancel_offer", { intentId }));
    });
  }

  /** What staff saw with their own eyes; the third wrong code ends the offer. */
  async saw(saw: Saw): Promise<void> {
    await this.act("saw", async (intentId) => {
      this.changed(await this.backend.call("staff_saw", { intentId, saw }));
      const { wrongCodes } = this.offer ?? { wrongCodes: 0 };
      if (saw === "wrong_code" && this.live) void this.announcer.say(t("code-tried", { count: wrongCodes }));
    });
  }

  /** The offer before was claimed, and the holder is to have this one too. */
  async showBoth(): Promise<void> {
    await this.saw("both_wanted");
    if (this.live) this.show();
  }

  /** New offer, same details. The old faces stay until the new offer is there. */
  async renew(): Promise<void> {
    await this.act("renew", async (intentId) => {
      const newIntentId = await this.backend.call("new_intent", {});
      this.attach(await this.backend.call("renew_offer", { intentId, newIntentId }));
    });
  }

  /** Forgets everything personal about the offer on the ticket. */
  async close(): Promise<boolean> {
    return this.act("close", async (intentId) => {
      const other = await this.backend.call("close_offer", { intentId });
      this.detach();
      if (other && other.intentId !== intentId) this.attachHidden(other);
    });
  }

  changed(offer: OfferView): void {
    if (offer.intentId !== this.offer?.intentId) return;
    const before = outcomeOf(this.offer)?.headline;
    this.take(offer);
    const after = outcomeOf(offer)?.headline;
    if (after && after !== before) this.sayOutcome(offer, after);
  }

  ticked(intentId: string, leftMs: number): void {
    if (intentId !== this.offer?.intentId) return;
    const before = this.leftMs;
    this.leftMs = leftMs;
    if (leftMs <= 0) this.drop();
    const moment = before === null ? null : spokenMoment(before, leftMs);
    if (!moment) return;
    const text = t("say-left", { time: spokenDuration(moment.seconds * 1000) });
    if (moment.assertive) void this.announcer.alert(text);
    else if (this.announcer.quietFor() > 3000) void this.announcer.say(text);
  }

  sayTime(): void {
    if (this.leftMs !== null && this.live) {
      void this.announcer.alert(t("say-left", { time: spokenDuration(this.leftMs) }));
    }
  }

  /** On one display nothing secret stays up while nobody looks after it. */
  windowLeft(): void {
    clearTimeout(this.away);
    if (this.torn) return;
    this.away = setTimeout(() => this.face !== "blank" && void this.hide(), unfocusedLimitMs);
  }

  windowBack(): void {
    clearTimeout(this.away);
  }

  private sayOutcome(offer: OfferView, headline: string): void {
    if (offer.state === "expired" && !offer.asksArrival) void this.announcer.alert(t("say-expired"));
    else void this.announcer.say(headline);
  }

  private take(offer: OfferView): void {
    this.offer = offer;
    this.leftMs = offer.leftMs;
    if (!this.live || withheld.includes(offer.holder)) this.drop();
  }

  private drop(): void {
    this.drawing += 1;
    this.face = "blank";
    this.qr = null;
    this.hideCode(false);
  }

  private async act(
    what: NonNullable<Ticket["busy"]>,
    run: (intentId: string) => Promise<void>,
  ): Promise<boolean> {
    if (!this.offer || this.busy) return false;
    this.busy = what;
    this.failure = null;
    try {
      await run(this.offer.intentId);
      return true;
    } catch (thrown) {
      this.failure = toAppError(thrown);
      return false;
    } finally {
      this.busy = null;
    }
  }
}
