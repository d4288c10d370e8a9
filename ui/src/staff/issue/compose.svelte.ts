import { type Backend, toAppError } from "../../backend/client";
import type {
  AppError,
  CredentialView,
  Field,
  FieldProblem,
  Form,
  OfferView,
  PersonChoice,
  PrepareHolderRequest,
  PresetField,
  PresetView,
  RosterRow,
} from "../../backend/types";
import { t } from "../../strings/words";
import { PersonPick } from "./person.svelte";
import { Review } from "./review.svelte";

const saidAfterMs = 400;
const slowAfterMs = 8000;

/** Places of problems that belong to no credential. */
const others = new Set(["person", "credentials", "lifetime", "description"]);

export type Phase = "idle" | "sending" | "creating" | "slow";

/** What staff chose and typed. It survives every error, and ends with the person at the counter. */
export class Compose {
  readonly person: PersonPick;
  readonly review: Review;
  credentials = $state.raw<CredentialView[] | null>(null);
  credentialsFailure = $state.raw<AppError | null>(null);
  chosen = $state<string[]>([]);
  /** What fills in the same for everyone; it stays from person to person. */
  preset = $state.raw<PresetView | null>(null);
  /** The holder display asks to open the wallet; the offer is made at the next press. */
  walletAsked = $state(false);
  /** What the holder display speaks, BCP 47. */
  language = $state("en");
  form = $state.raw<Form | null>(null);
  /** When the form of the same credentials and person came back with other fields. */
  changedAt = $state.raw<Date | null>(null);
  /** Credentials and person that the form is for. */
  private formFor = "";
  formBusy = $state(false);
  formFailure = $state.raw<AppError | null>(null);
  typed = $state<Record<string, string>>({});
  lifetime = $state("5");
  codeOn = $state(true);
  /** Names the channel of the code (R16); staff may change or empty it. */
  description = $state(t("code-description-default"));
  keep = $state<string[]>([]);
  problems = $state.raw<FieldProblem[]>([]);
  failure = $state.raw<AppError | null>(null);
  phase = $state<Phase>("idle");
  /** Seconds for which the service asked us to leave it alone. */
  waitSeconds = $state(0);
  /** Counts refusals, so that the summary takes focus each time. */
  refusals = $state(0);
  /** A picture that is still read or cut: Issue waits for it. */
  picture: Promise<void> | null = null;
  /** The offer that this form last made. */
  lastIntent: string | null = null;
  /** The offer of an earlier run whose place the next one takes. */
  replaces = $state.raw<{ intentId: string; reference: string } | null>(null);
  private touched = new Set<string>();
  private intent: Promise<string> | null = null;
  private latestForm = 0;

  constructor(
    private readonly backend: Backend,
    private readonly issued: (offer: OfferView) => void,
  ) {
    this.person = new PersonPick(backend);
    this.review = new Review(backend);
  }

  async readCredentials(refresh: boolean): Promise<void> {
    this.credentialsFailure = null;
    try {
      const all = await this.backend.call("list_credentials", { refresh });
      this.credentials = all;
      const known = new Set(all.map(({ id }) => id));
      this.chosen = this.chosen.filter((id) => known.has(id));
    } catch (thrown) {
      this.credentialsFailure = toAppError(thrown);
    }
  }

  /** Loads a preset. What was typed about the person stays. */
  async load(preset: PresetView): Promise<void> {
    const known = new Set(this.credentials?.map(({ id }) => id));
    this.preset = preset;
    this.chosen = preset.credentials.map(({ id }) => id).filter((id) => known.has(id));
    this.lifetime = preset.lifetime;
    this.language = preset.language;
    this.applyCode();
    this.settle("credentials");
    await this.readForm();
  }

  /** Everything is asked again; what is in the fields stays. */
  dropPreset(): void {
    this.preset = null;
  }

  private applyCode(): void {
    const { preset } = this;
    // Without a preset an offer without a code is a choice for one person, never for the next.
    this.codeOn = preset === null || preset.code !== null;
    this.description = preset?.code ?? t("code-description-default");
  }

  /** A field that the preset fills in for everyone. */
  presetField(id: string): PresetField | undefined {
    return this.preset?.fields.find(({ field, rule }) => field === id && rule !== "ask");
  }

  isFixed(id: string): boolean {
    const rule = this.presetField(id)?.rule;
    return rule === "locked" || rule === "hidden";
  }

  choose(ids: string[]): Promise<void> {
    // Other credentials than the preset's: it is no longer what this offer is made from.
    this.dropPreset();
    this.chosen = ids;
    this.settle("credentials");
    return this.readForm();
  }

  /** The form for what is chosen. What was typed stays; only untouched fields take the record's values. */
  async readForm(): Promise<void> {
    this.latestForm += 1;
    const mine = this.latestForm;
    this.formFailure = null;
    if (this.chosen.length === 0) {
      this.form = null;
      return;
    }
    this.formBusy = true;
    const userId = this.person.kind === "known" ? (this.person.chosen?.userId ?? null) : null;
    try {
      const form = await this.backend.call("make_form", { configurationIds: [...this.chosen], userId });
      if (mine === this.latestForm) this.take(form, [userId, ...this.chosen].join());
    } catch (thrown) {
      if (mine === this.latestForm) this.formFailure = toAppError(thrown);
    } finally {
      if (mine === this.latestForm) this.formBusy = false;
    }
  }

  private take(form: Form, formFor: string): void {
    const fields = ({ fields }: Form) => fields.map(({ id, kind, required }) => [id, kind, required]).join();
    const before = formFor === this.formFor ? this.form : null;
    if (!before) this.changedAt = null;
    else if (fields(form) !== fields(before)) this.changedAt = new Date();
    this.formFor = formFor;
    for (const { id, stored } of form.fields) {
      const filled = this.presetField(id)?.value;
      if (this.isFixed(id)) this.typed[id] = filled ?? "";
      else if (!this.touched.has(id)) this.typed[id] = stored ?? filled ?? "";
    }
    const ids = new Set(form.fields.map(({ id }) => id));
    const keep = this.keep.length > 0 ? this.keep : (this.preset?.keep ?? []);
    this.keep = keep.filter((id) => ids.has(id));
    this.form = form;
  }

  type(field: Field, text: string): void {
    this.touched.add(field.id);
    this.typed[field.id] = text;
    this.settle(field.id);
  }

  /** What is typed in the fields of this form. */
  values(): Record<string, string> {
    const fields = this.form?.fields ?? [];
    return Object.fromEntries(fields.map(({ id }) => [id, (this.typed[id] ?? "").normalize("NFC")]));
  }

  /** A person of a list: these details of these credentials, for whoever has the number. */
  async fill(credentials: readonly string[], { number, typed }: RosterRow): Promise<void> {
    this.person.number = number;
    this.person.kind = number ? "new" : "none";
    this.settle("person");
    for (const [id, text] of Object.entries(typed)) {
      this.touched.add(id);
      this.typed[id] = text;
    }
    const same =
      credentials.length === this.chosen.length && credentials.every((id) => this.chosen.includes(id));
    await (same ? this.readForm() : this.choose([...credentials]));
  }

  /** A corrected field loses its mark, in all its rows; the rest stays. */
  settle(field: string): void {
    const others = this.problems.filter((problem) => problem.field.replace(/#.*/, "") !== field);
    if (others.length < this.problems.length) this.problems = others;
  }

  get missing(): Field[] {
    return this.form?.fields.filter((field) => field.required && !this.typed[field.id]?.trim()) ?? [];
  }

  /** Does this preset want the wallet open before the offer's time starts? */
  get waitsForWallet(): boolean {
    const wish = this.preset?.walletReady;
    return wish === "always" || (wish === "new_people" && this.person.kind !== "known");
  }

  /** What the preset lets the holder display say: names of credentials, a first name, and what is to be reviewed. */
  get forHolder(): Omit<PrepareHolderRequest, "show" | "language"> {
    const all = this.credentials ?? [];
    const reviewed = new Set(this.preset?.fields.filter(({ review }) => review).map(({ field }) => field));
    return {
      firstName: (this.preset?.firstName && this.typed.given_name?.trim()) || null,
      credentials: all.filter(({ id }) => this.chosen.includes(id)).map(({ name }) => name),
      lines: (this.form?.fields ?? [])
        .filter(({ id }) => reviewed.has(id))
        .map(({ id, label }) => ({ label, value: this.typed[id] ?? "" })),
    };
  }

  /** Has anything about a person been chosen or typed? */
  get begun(): boolean {
    return (
      this.touched.size > 0 ||
      this.person.chosen !== null ||
      this.person.query !== "" ||
      this.person.number !== ""
    );
  }

  get ready(): boolean {
    return this.form !== null && this.person.choice !== null && this.missing.length === 0;
  }

  /** One press of Issue. Any further press joins the flight that is under way. */
  async issue(): Promise<void> {
    if (this.phase !== "idle") return;
    const person = this.person.choice;
    if (!person) {
      this.refuse([{ field: "person", label: t("person-missing"), problem: "missing", message: null }]);
      return;
    }
    this.phase = "sending";
    const saying = setTimeout(() => (this.phase = "creating"), saidAfterMs);
    const slow = setTimeout(() => (this.phase = "slow"), slowAfterMs);
    try {
      const offer = await this.send(person);
      this.problems = [];
      this.failure = null;
      this.lastIntent = offer.intentId;
      this.walletAsked = false;
      this.replaces = null;
      this.issued(offer);
    } catch (thrown) {
      const error = toAppError(thrown);
      const ids = this.form?.fields.map(({ id }) => id) ?? [];
      const unknown = ({ field }: FieldProblem) =>
        !others.has(field) && !ids.includes(field.replace(/#.*/, ""));
      // A field that is not on the screen: the credential has changed since the form was made.
      if (error.fields.some(unknown)) await this.readForm();
      this.refuse(error.fields, error);
    } finally {
      clearTimeout(saying);
      clearTimeout(slow);
      this.intent = null;
      this.phase = "idle";
    }
  }

  private async send(person: PersonChoice): Promise<OfferView> {
    this.intent ??= this.backend.call("new_intent", {});
    await this.picture;
    return this.backend.call("issue_offer", {
      intentId: await this.intent,
      configurationIds: [...this.chosen],
      person,
      typed: this.values(),
      lifetime: this.lifetime,
      transactionCode: this.codeOn ? { description: this.description.normalize("NFC") } : null,
      keep: [...this.keep],
      presetId: this.preset?.id ?? null,
      language: this.language,
      replaces: this.replaces?.intentId ?? null,
    });
  }

  /** The press ends as one whose outcome is not known; the request itself goes on. */
  async stopWaiting(): Promise<void> {
    const intentId = await this.intent;
    // Before anything was sent there is nothing to stop, and the answer is about to come.
    if (intentId) await this.backend.call("stop_waiting", { intentId }).catch(() => null);
  }

  private refuse(problems: FieldProblem[], failure: AppError | null = null): void {
    this.problems = problems;
    this.failure = problems.length > 0 ? null : failure;
    this.refusals += 1;
    if (failure?.code === "rate_limited") this.wait(Number(failure.params.seconds));
  }

  private wait(seconds: number): void {
    this.waitSeconds = Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : 1;
    const counting = setInterval(() => {
      this.waitSeconds -= 1;
      if (this.waitSeconds <= 0) clearInterval(counting);
    }, 1000);
  }

  /** Forgets the person and every value; keeps the credentials and the preset, which are the desk's habit. */
  clear(keepPerson = false): void {
    this.typed = {};
    this.touched.clear();
    this.keep = [];
    this.applyCode();
    this.language = this.preset?.language ?? "en";
    this.problems = [];
    this.failure = null;
    this.lastIntent = null;
    this.replaces = null;
    this.walletAsked = false;
    this.form = null;
    if (!keepPerson) this.person.clear();
    void this.readForm();
  }
}
