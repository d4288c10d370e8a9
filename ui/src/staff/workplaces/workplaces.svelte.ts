import { type Backend, toAppError } from "../../backend/client";
import type {
  AppError,
  AppStatus,
  CheckResult,
  CheckStep,
  TenantProblem,
  TenantRequest,
  TenantView,
} from "../../backend/types";
import type { Announcer } from "../../parts/announcer.svelte";
import { t } from "../../strings/words";

export const checkSteps: readonly CheckStep[] = [
  "address",
  "certificate",
  "sign_in",
  "role",
  "issuer",
  "clock",
  "credentials",
];

export const emptyForm = (): TenantRequest => ({
  id: null,
  name: "",
  environment: "test",
  pasted: null,
  tenantUrl: "",
  authUrl: "",
  audience: "",
  clientId: "",
  clientSecret: null,
  linkPrefix: "",
  personClaim: "",
  policy: null,
});

export const formOf = (tenant: TenantView): TenantRequest => ({
  ...emptyForm(),
  id: tenant.id,
  name: tenant.name,
  environment: tenant.environment,
  tenantUrl: tenant.tenantUrl,
  authUrl: tenant.authUrl,
  audience: tenant.audience,
  clientId: tenant.clientId,
  linkPrefix: tenant.linkPrefix ?? "",
  personClaim: tenant.personClaim,
  policy: tenant.policy,
});

/** The saved workplaces, the form that changes one, and the check of one. */
export class Workplaces {
  all = $state.raw<TenantView[] | null>(null);
  selectedId = $state<string | null>(null);
  form = $state<TenantRequest | null>(null);
  problems = $state.raw<TenantProblem[]>([]);
  refusals = $state(0);
  failure = $state.raw<AppError | null>(null);
  busy = $state<"save" | "switch" | "remove" | "secret" | null>(null);
  checking = $state<string | null>(null);
  checked = $state<string | null>(null);
  steps = $state.raw<CheckResult[]>([]);

  constructor(
    private readonly backend: Backend,
    private readonly announcer: Announcer,
  ) {}

  get selected(): TenantView | null {
    return (
      this.all?.find(({ id }) => id === this.selectedId) ?? this.all?.find(({ active }) => active) ?? null
    );
  }

  async read(): Promise<void> {
    this.failure = null;
    try {
      this.all = await this.backend.call("list_tenants", {});
    } catch (thrown) {
      this.failure = toAppError(thrown);
    }
  }

  /** Something about them changed, such as an answer of the keychain. A list nobody has opened is not read. */
  async changed(): Promise<void> {
    if (!this.all) return;
    const all = await this.backend.call("list_tenants", {}).catch(() => null);
    if (all) this.all = all;
  }

  select(id: string): void {
    this.selectedId = id;
    this.edit(null);
    this.failure = null;
  }

  /** What was typed or chosen in the form. */
  change(part: Partial<TenantRequest>): void {
    if (this.form) Object.assign(this.form, part);
  }

  edit(form: TenantRequest | null): void {
    this.form = form;
    this.problems = [];
    this.failure = null;
  }

  async save(): Promise<boolean> {
    const { form } = this;
    if (!form) return false;
    const request = { ...$state.snapshot(form), pasted: form.pasted?.trim() ? form.pasted : null };
    return this.act("save", async () => {
      const saved = await this.backend.call("save_tenant", request);
      this.edit(null);
      this.selectedId = saved.id;
      this.forgetCheck(saved.id);
      void this.announcer.say(t("form-saved"));
      await this.read();
    });
  }

  /** Runs the check; the steps arrive one by one as events, and once more all together. */
  async check(id: string): Promise<void> {
    if (this.checking) return;
    this.checking = id;
    this.checked = id;
    this.steps = [];
    this.failure = null;
    try {
      this.steps = await this.backend.call("check_connection", { id });
      await this.read();
    } catch (thrown) {
      this.failure = toAppError(thrown);
    } finally {
      this.checking = null;
    }
  }

  stepEnded(result: CheckResult): void {
    if (!this.checking) return;
    this.steps = [...this.steps.filter(({ step }) => step !== result.step), result];
    const [step, outcome] = [t(`check-step-${result.step}`), t(`check-${result.outcome}`)];
    void this.announcer.say(t("check-said", { step, outcome }));
  }

  async switchTo(tenant: TenantView, took: (status: AppStatus) => void): Promise<void> {
    await this.act("switch", async () => {
      took(await this.backend.call("switch_tenant", { id: tenant.id }));
      void this.announcer.say(t("switched-said", { name: tenant.name }));
      await this.read();
    });
  }

  async remove(tenant: TenantView): Promise<boolean> {
    return this.act("remove", async () => {
      this.all = await this.backend.call("remove_tenant", { id: tenant.id });
      this.selectedId = null;
      void this.announcer.say(t("removed-said", { name: tenant.name }));
    });
  }

  async enterSecret(tenant: TenantView, clientSecret: string): Promise<boolean> {
    return this.act("secret", async () => {
      await this.backend.call("enter_secret", { id: tenant.id, clientSecret });
      this.forgetCheck(tenant.id);
      void this.announcer.say(t("form-saved"));
      await this.read();
    });
  }

  private forgetCheck(id: string): void {
    if (this.checked === id) this.checked = null;
  }

  private async act(what: NonNullable<Workplaces["busy"]>, run: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = what;
    this.failure = null;
    this.problems = [];
    try {
      await run();
      return true;
    } catch (thrown) {
      const error = toAppError(thrown);
      this.problems = error.tenantFields;
      this.failure = error.tenantFields.length > 0 ? null : error;
      this.refusals += 1;
      return false;
    } finally {
      this.busy = null;
    }
  }
}
