import { type Backend, toAppError } from "../../backend/client";
import type {
  AppError,
  CredentialView,
  FieldProblem,
  FieldRule,
  Preset,
  PresetField,
  PresetPreview,
  PresetView,
} from "../../backend/types";
import type { Announcer } from "../../parts/announcer.svelte";
import { t } from "../../strings/words";
import type { Presets } from "./presets.svelte";

/** Seconds below which most people need longer. */
const hastySeconds = 30;
/** Above this version a QR code is large on any display (ux.md 4.7). */
const largeVersion = 22;
const previewAfterMs = 300;

const copyOf = (preset: Preset): Preset => structuredClone($state.snapshot(preset)) as Preset;

/** "0:25", "25 s" and "5" as far as a warning needs it; Rust reads what is saved. */
const seconds = (lifetime: string): number => {
  const [minutes = "", rest] = lifetime.trim().split(":");
  if (rest !== undefined) return Number(minutes) * 60 + Number(rest);
  return /s/i.test(lifetime) ? Number.parseFloat(lifetime) : Number(minutes) * 60;
};

/** The preset that is being changed, and what is done to the list. */
export class PresetEditor {
  draft = $state<Preset | null>(null);
  preview = $state.raw<PresetPreview | null>(null);
  problems = $state.raw<FieldProblem[]>([]);
  failure = $state.raw<AppError | null>(null);
  /** What came of reading a file. */
  imported = $state.raw<string | null>(null);
  refusals = $state(0);
  busy = $state(false);
  private before = $state.raw("");
  private latest = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly announcer: Announcer,
    private readonly list: Presets,
  ) {}

  get changed(): boolean {
    return this.draft !== null && JSON.stringify(this.draft) !== this.before;
  }

  get view(): PresetView | undefined {
    return this.list.all?.find(({ id }) => id === this.draft?.id);
  }

  /** What to think twice about, as ids of words. */
  get warnings(): string[] {
    const { draft, preview } = this;
    if (!draft) return [];
    return [
      draft.code === null && "preset-code-off",
      seconds(draft.lifetime) < hastySeconds && "preset-hasty",
      preview && draft.credentials.length > 0 && preview.qrVersion === null && "preset-too-dense",
      (preview?.qrVersion ?? 0) > largeVersion && "preset-large",
    ].filter((id) => id !== false && id !== null);
  }

  edit(preset: PresetView | Preset): void {
    const { broken: _, ...rest } = { broken: [], ...copyOf(preset) };
    this.draft = rest;
    this.before = JSON.stringify(this.draft);
    this.problems = [];
    this.preview = null;
    void this.look();
  }

  /** A preset that is not saved yet: empty, or from one credential. */
  async begin(credential?: CredentialView): Promise<void> {
    await this.try(async () => {
      const id = await this.backend.call("new_intent", {});
      this.edit({
        id,
        name: credential?.name ?? "",
        credentials: credential ? [{ id: credential.id, doctype: credential.doctype }] : [],
        fields: [],
        lifetime: "5",
        code: t("code-description-default"),
        walletReady: "new_people",
        firstName: false,
        language: "en",
        keep: [],
      });
      this.before = "";
    });
  }

  async duplicate(): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    await this.try(async () => {
      const id = await this.backend.call("new_intent", {});
      this.edit({ ...copyOf(draft), id, name: t("preset-copy", { name: draft.name }) });
      this.before = "";
    });
  }

  change(change: Partial<Preset>): void {
    if (!this.draft) return;
    Object.assign(this.draft, change);
    const touched = Object.keys(change);
    this.problems = this.problems.filter(
      ({ field }) => !touched.includes(field === "description" ? "code" : field),
    );
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.look(), previewAfterMs);
  }

  ruleOf(id: string): PresetField {
    const found = this.draft?.fields.find(({ field }) => field === id);
    return found ?? { field: id, rule: "ask", value: "", review: false };
  }

  changeField(id: string, change: { rule?: FieldRule; value?: string; review?: boolean }): void {
    if (!this.draft) return;
    const fields = this.draft.fields.filter(({ field }) => field !== id);
    this.problems = this.problems.filter(({ field }) => field !== id);
    this.change({ fields: [...fields, { ...this.ruleOf(id), ...change }] });
  }

  /** Asks Rust how the draft would work. The newest answer counts. */
  private async look(): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    this.latest += 1;
    const mine = this.latest;
    await this.try(async () => {
      const preview = await this.backend.call("preview_preset", copyOf(draft));
      if (mine === this.latest) this.preview = preview;
    });
  }

  async save(): Promise<void> {
    const { draft } = this;
    if (!draft || this.busy || !this.changed) return;
    this.busy = true;
    await this.try(async () => {
      const saved = await this.backend.call("save_preset", copyOf(draft));
      await this.list.read();
      this.edit(saved);
      void this.announcer.say(t("preset-saved"));
    });
    this.busy = false;
  }

  discard(): void {
    const saved = this.view;
    if (saved) this.edit(saved);
    else this.draft = null;
  }

  async remove(): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    await this.try(async () => {
      this.list.all = await this.backend.call("delete_preset", { id: draft.id });
      this.draft = null;
      void this.announcer.say(t("preset-deleted"));
    });
  }

  async move(up: boolean): Promise<void> {
    const { view } = this;
    if (!view) return;
    await this.try(async () => {
      this.list.all = await this.backend.call("move_preset", { id: view.id, up });
      const place = this.list.all.findIndex(({ id }) => id === view.id) + 1;
      void this.announcer.say(t("preset-moved", { name: view.name, place }));
    });
  }

  async import(): Promise<void> {
    await this.try(async () => {
      const result = await this.backend.call("import_presets", {});
      if (!result) return;
      const { added, incomplete } = result;
      const said = t("preset-imported", { count: added.length });
      this.imported =
        incomplete.length > 0 ? t("preset-imported-broken", { said, names: incomplete.join(", ") }) : said;
      await this.list.read();
    });
  }

  async export(): Promise<void> {
    await this.try(() => this.backend.call("export_presets", {}));
  }

  private async try(act: () => Promise<unknown>): Promise<void> {
    this.failure = null;
    try {
      await act();
    } catch (thrown) {
      const error = toAppError(thrown);
      this.problems = error.fields;
      if (error.fields.length === 0) this.failure = error;
      else this.refusals += 1;
    }
  }
}
