import { type Backend, toAppError } from "../backend/client";
import type { AppError, AppStatus, HolderShow, JournalHealth, PendingRow } from "../backend/types";
import { Announcer } from "../parts/announcer.svelte";
import { minutesSeconds } from "../strings/format";
import { languageName, nextLanguage } from "../strings/languages";
import { t } from "../strings/words";
import { FirstRun } from "./first/first.svelte";
import { Compose } from "./issue/compose.svelte";
import { Pending } from "./pending/pending.svelte";
import { Presets } from "./presets/presets.svelte";
import { Quit } from "./quit.svelte";
import { TodaysList } from "./roster/roster.svelte";
import { DeskSettings } from "./settings/settings.svelte";
import { Pretend } from "./ticket/pretend.svelte";
import { Ticket } from "./ticket/ticket.svelte";
import { Workplaces } from "./workplaces/workplaces.svelte";

/** Screens in the order of the rail, each with its key behind Control. */
export const screenKeys = { issue: "1", pending: "2", presets: "4", activity: "5", settings: "," } as const;
export type Screen = keyof typeof screenKeys;
export const screens = Object.keys(screenKeys) as Screen[];

/** The staff window's state: what the frame shows and which screen is up. */
export class Desk {
  status = $state.raw<AppStatus | null>(null);
  failure = $state.raw<AppError | null>(null);
  screen = $state<Screen>("issue");
  leftLiveSeen = $state(false);
  /** What staff were told of the journal and put away. */
  journalSeen = $state<JournalHealth>("whole");
  /** What lies over the screen. */
  over = $state<"palette" | "help" | null>(null);
  /** Prints what is on the screen, where that can be printed. */
  printable = $state.raw<(() => unknown) | null>(null);
  holderFailure = $state.raw<AppError | null>(null);
  /** Counts requests to put the caret in the person search. */
  composeStarts = $state(0);
  readonly announcer = new Announcer();
  readonly ticket: Ticket;
  readonly compose: Compose;
  readonly list = new TodaysList();
  readonly pretend: Pretend;
  readonly pending: Pending;
  readonly presets: Presets;
  readonly workplaces: Workplaces;
  readonly settings: DeskSettings;
  readonly quit: Quit;
  readonly first: FirstRun;

  constructor(readonly backend: Backend) {
    this.ticket = new Ticket(backend, this.announcer, () => this.status?.holder);
    this.pretend = new Pretend(backend);
    this.compose = new Compose(backend, (offer) => {
      this.list.issued();
      this.ticket.attach(offer);
    });
    this.pending = new Pending(backend, this.announcer);
    this.presets = new Presets(backend);
    this.workplaces = new Workplaces(backend, this.announcer);
    this.settings = new DeskSettings(backend, this.announcer, this);
    this.quit = new Quit(backend);
    this.first = new FirstRun(this.settings, this.announcer);
  }

  /** What the holder display speaks, for the person at the counter. */
  get holderLanguage(): string {
    return this.compose.language;
  }

  /** May an offer be made without a transaction code here? The rules of NZ DCIP win over the switch (R15). */
  get codeOptional(): boolean {
    const policy = this.status?.tenant.policy;
    return policy?.codeOptional === true && !policy.nzDcip;
  }

  /** May anything be kept on a person here? */
  get keepAllowed(): boolean {
    const policy = this.status?.tenant.policy;
    return policy !== undefined && !policy.nzDcip && (policy.keepAny || policy.keep.length > 0);
  }

  get practice(): boolean {
    return this.status?.tenant.environment === "practice";
  }

  get title(): string {
    const { live, leftMs } = this.ticket;
    const title = live && leftMs !== null ? t("title-live", { left: minutesSeconds(leftMs) }) : t("app-name");
    return this.practice ? t("title-practice", { title }) : title;
  }

  /** Listens, then reads the first state. Returns what stops the listening. */
  start(): () => void {
    const { backend, ticket } = this;
    const stops = [
      backend.on("status_changed", () => void this.readStatus()),
      backend.on("offer_changed", (offer) => ticket.changed(offer)),
      backend.on("tick", ({ intentId, leftMs }) => ticket.ticked(intentId, leftMs)),
      backend.on("pending_changed", () => void this.pending.changed()),
      backend.on("bulk_result", (result) => this.pending.bulk.heard(result)),
      backend.on("quit_asked", ({ until }) => {
        // A QR code behind a question could still be scanned, dimmed as it is.
        if (ticket.face === "qr") void ticket.hide();
        this.quit.asked(until);
      }),
      backend.on("hidden", () => void ticket.wentAway()),
      backend.on("check_step", (step) => this.workplaces.stepEnded(step)),
    ];
    void this.read();
    return () => {
      for (const stop of stops) stop();
    };
  }

  async read(): Promise<void> {
    this.failure = null;
    try {
      this.takeStatus(await this.backend.call("app_status", {}));
      void this.compose.readCredentials(false);
      void this.presets.read();
      const offer = await this.backend.call("current_offer", {});
      // After a reload nothing is shown by itself: staff bring the QR back.
      if (offer) this.ticket.attachHidden(offer);
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }

  /** The newest answer counts, whichever question it belongs to. */
  async readStatus(): Promise<void> {
    const status = await this.backend.call("app_status", {}).catch(() => null);
    if (status) this.takeStatus(status);
    void this.workplaces.changed();
  }

  async go(screen: Screen): Promise<void> {
    if (this.ticket.face === "qr") void this.ticket.hide();
    this.ticket.hideCode(false);
    this.screen = screen;
  }

  open(over: "palette" | "help"): void {
    this.over = over;
  }

  close(): void {
    this.over = null;
  }

  /** Ctrl+N: a fresh form. A live offer leaves the screen and stays in Pending. */
  async newCompose(kind: "known" | "new" = "known"): Promise<void> {
    if (this.ticket.offer) {
      if (this.ticket.live) {
        await this.ticket.hide();
        this.ticket.detach();
      } else if (!(await this.ticket.close())) return;
    }
    this.compose.clear();
    this.freeHolder();
    this.compose.person.kind = kind;
    this.screen = "issue";
    this.composeStarts += 1;
  }

  /** Alt+1 to Alt+9, or the menu. */
  async loadPreset(place: number): Promise<void> {
    if (this.ticket.offer) await this.newCompose();
    this.screen = "issue";
    const preset = this.presets.all?.[place];
    void this.announcer.say(
      preset ? t("preset-loaded", { name: preset.name }) : t("preset-none-there", { slot: place + 1 }),
    );
    if (preset) await this.compose.load(preset);
  }

  /** Nobody has touched anything for long: what was typed about a person goes. */
  forgetDraft(): void {
    if (this.ticket.offer || this.compose.phase !== "idle" || !this.compose.begun) return;
    this.compose.clear();
    void this.announcer.say(t("draft-forgotten"));
  }

  /** "Next person": everything personal is forgotten, here and in the core. */
  async nextPerson(): Promise<void> {
    if (!(await this.ticket.close())) return;
    this.compose.clear();
    this.freeHolder();
    this.composeStarts += 1;
  }

  /** "Issue something else to ...": the person stays, the details go. */
  async samePerson(): Promise<void> {
    if (!(await this.ticket.close())) return;
    this.compose.clear(true);
    this.composeStarts += 1;
  }

  /** Back to the form with everything still typed. */
  async backToForm(): Promise<boolean> {
    if (this.ticket.live && !(await this.ticket.cancel())) return false;
    return this.ticket.close();
  }

  /** A staff retry: a new intent with the same form. */
  async tryAgain(): Promise<void> {
    const offer = this.ticket.offer;
    if (offer && offer.intentId !== this.compose.lastIntent) return this.ticket.renew();
    if (await this.backToForm()) await this.compose.issue();
  }

  /** Puts a pending offer of this run back on the ticket, on its QR face. */
  async showAgain(intentId: string): Promise<void> {
    try {
      const offer = await this.backend.call("hide_faces", { intentId });
      this.screen = "issue";
      this.ticket.attach(offer);
    } catch (thrown) {
      this.pending.failure = toAppError(thrown);
    }
  }

  /** A new offer in place of one made before the restart: what it was made from, and nobody in particular. */
  async remake({ intentId, reference, remake }: PendingRow): Promise<void> {
    await this.newCompose();
    if (!remake || this.ticket.offer) return;
    const { compose } = this;
    compose.replaces = { intentId, reference };
    const preset = this.presets.all?.find(({ id }) => id === remake.presetId);
    const known = new Set(compose.credentials?.map(({ id }) => id));
    if (preset) await compose.load(preset);
    else await compose.choose(remake.configurationIds.filter((id) => known.has(id)));
  }

  /** Ctrl+D: the holder display on or off. A QR code that is up stays behind, until staff show it again. */
  async toggleHolder(): Promise<void> {
    this.holderFailure = null;
    try {
      if (this.ticket.face === "qr") await this.ticket.hide();
      this.takeStatus(await this.backend.call("toggle_holder", {}));
    } catch (thrown) {
      this.holderFailure = toAppError(thrown);
    }
  }

  /** Ctrl+Shift+H: everything secret leaves both displays at once. */
  async privacy(): Promise<void> {
    await Promise.all([this.ticket.hide(), this.backend.call("blank_holder", {}).catch(() => null)]);
  }

  /** Ctrl+Shift+G: the next language, for this person. */
  async nextHolderLanguage(): Promise<void> {
    const language = nextLanguage(this.holderLanguage);
    this.compose.language = language;
    void this.announcer.say(t("say-holder-speaks", { language: languageName(language) }));
    await this.backend.call("set_holder_language", { language }).catch(() => null);
  }

  /** Must the wallet be open before the offer is made? Only once per person, and only with a holder display. */
  get walletFirst(): boolean {
    const { compose } = this;
    return this.status?.holder.on === true && compose.waitsForWallet && compose.ready && !compose.walletAsked;
  }

  async askForWallet(): Promise<void> {
    if (await this.prepareHolder("get_ready")) this.compose.walletAsked = true;
  }

  get canReview(): boolean {
    return this.status?.holder.on === true && !this.ticket.live && this.compose.forHolder.lines.length > 0;
  }

  /** Ctrl+Shift+R: the fields that the preset marks, on the holder display, before the offer is made. */
  async reviewWithHolder(): Promise<void> {
    if (await this.prepareHolder("review")) void this.announcer.say(t("review-shown"));
  }

  private async prepareHolder(show: HolderShow): Promise<boolean> {
    this.holderFailure = null;
    const { forHolder, language } = this.compose;
    try {
      await this.backend.call("prepare_holder", { show, language, ...forHolder });
      return true;
    } catch (thrown) {
      this.holderFailure = toAppError(thrown);
      return false;
    }
  }

  /** Nobody is being served any more. */
  private freeHolder(): void {
    const language = this.holderLanguage;
    void this.backend
      .call("prepare_holder", { show: "idle", firstName: null, credentials: [], lines: [], language })
      .catch(() => null);
  }

  takeStatus(status: AppStatus): void {
    const moved = this.status !== null && this.status.tenant.id !== status.tenant.id;
    const back = this.status?.connection !== "online" && status.connection === "online";
    const { offerMinutes } = status.settings;
    if (this.status?.settings.offerMinutes !== offerMinutes) this.compose.lifetime = String(offerMinutes);
    this.status = status;
    if (moved) {
      this.ticket.detach();
      this.compose.credentials = null;
      this.compose.chosen = [];
      this.compose.dropPreset();
      this.list.clear();
      this.compose.clear();
      this.presets.forget();
      this.pending.presetId = null;
      void this.presets.read();
    }
    if (moved || (back && this.compose.credentialsFailure)) void this.compose.readCredentials(false);
  }
}
