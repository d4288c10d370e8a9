// A backend for tests: plain data, no rules. Every answer can be replaced, delayed or refused by a test.
import { type Backend, plainError, type Request, type Response } from "./client";
import type {
  ActivityEntry,
  AppError,
  AppStatus,
  Commands,
  DisplayView,
  Events,
  Fact,
  Field,
  OfferView,
  PendingRow,
  PresetView,
  TenantView,
  Timeline,
} from "./types";

type Answer<K extends keyof Commands> = (request: Request<K>) => Response<K> | Promise<Response<K>>;
type Answers = { [K in keyof Commands]: Answer<K> };

export const appError = (code: AppError["code"], more: Partial<AppError> = {}): AppError => ({
  ...plainError(code),
  ...more,
});

export const practice: TenantView = {
  id: "t-practice",
  name: "Te Whare Licensing",
  environment: "practice",
  host: "127.0.0.1",
  tenantUrl: "http://127.0.0.1:4310",
  authUrl: "http://127.0.0.1:4310",
  audience: "http://127.0.0.1:4310",
  clientId: "desk-2",
  issuer: "http://127.0.0.1:4310",
  linkPrefix: null,
  personClaim: "externalUserId",
  policy: {
    nzDcip: false,
    keep: [],
    keepAny: true,
    codeOptional: true,
    savePicture: false,
    copyLink: false,
    privateCloud: false,
  },
  active: true,
  secret: "not_needed",
};

export const realTenant: TenantView = {
  ...practice,
  id: "t-real",
  name: "Northern Ports",
  environment: "production",
  host: "ports.vii.example",
  active: false,
  tenantUrl: "https://ports.vii.example",
  authUrl: "https://auth.vii.example",
  audience: "https://ports.vii.example",
  issuer: null,
  secret: "missing",
};

export const status: AppStatus = {
  version: "0.1.0",
  tenant: practice,
  connection: "online",
  keyring: "no_service",
  settings: {
    desk: "Desk 2",
    theme: "system",
    zoom: 100,
    offerMinutes: 5,
    notices: true,
    stayAwake: true,
    keepDays: 30,
    firstRun: false,
  },
  dataFolder: "/home/desk/.local/share/counterfoil",
  leftLive: [],
  journal: "whole",
  clockSkewSeconds: null,
  holder: { on: false, screen: null, screens: 1, mirrored: false },
};

export const field = (id: string, label: string, more: Partial<Field> = {}): Field => ({
  id,
  label,
  kind: "text",
  typeName: "string",
  required: true,
  usedBy: ["Visitor pass"],
  default: null,
  stored: null,
  group: null,
  conflictingTypes: false,
  workedOut: null,
  ends: false,
  ...more,
});

export const offer = (more: Partial<OfferView> = {}): OfferView => ({
  intentId: "i-1",
  reference: "7F3K",
  state: "created",
  knownBy: "service",
  credentials: ["Visitor pass", "Site induction"],
  claimedCredentials: [],
  person: "Hēmi Te Ōkahu-Wright",
  summary: [
    { label: "Given names", value: "Hēmi Rāwiri" },
    { label: "Site", value: "Northern yard" },
  ],
  lifetimeSeconds: 300,
  leftMs: 214_000,
  expiresAt: "2026-11-23T10:42:07Z",
  about: false,
  hasCode: true,
  canShow: true,
  face: "blank",
  holder: "nowhere",
  issuedAt: "2026-11-23T10:37:12Z",
  endedAt: null,
  listeningUntil: null,
  offline: false,
  failedCheck: null,
  userId: null,
  wrongCodes: 0,
  asksArrival: false,
  firstClaimed: false,
  language: "en",
  preset: null,
  ...more,
});

export const preset = (more: Partial<PresetView> = {}): PresetView => ({
  id: "p-1",
  name: "Visitor pass + induction",
  credentials: [
    { id: "c-1", doctype: "nz.example.visitor.1" },
    { id: "c-2", doctype: "nz.example.induction.1" },
  ],
  fields: [{ field: "site", rule: "locked", value: "Northern yard", review: false }],
  lifetime: "5",
  code: "Ask the person at the desk",
  walletReady: "new_people",
  firstName: false,
  language: "en",
  keep: [],
  broken: [],
  ...more,
});

export const row = (more: Partial<PendingRow> = {}): PendingRow => ({
  intentId: "i-1",
  reference: "7F3K",
  state: "shown",
  knownBy: "service",
  leftMs: 214_000,
  person: "Hēmi Te Ōkahu-Wright",
  credentials: ["Visitor pass", "Site induction"],
  desk: "Desk 2",
  tenantName: "Te Whare Licensing",
  issuedAt: "2026-11-23T10:37:12Z",
  endedAt: null,
  canCancel: true,
  canShow: true,
  beforeRestart: false,
  remake: null,
  ...more,
});

export const entry = (more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  number: 7,
  at: "2026-11-23T10:38:46Z",
  desk: "Desk 2",
  what: "claimed",
  source: "list",
  count: 2,
  intentId: "i-1",
  reference: "7F3K",
  credentials: ["Visitor pass", "Site induction"],
  userId: "3f2a9c1b-0000-4000-8000-000000000000",
  ...more,
});

const credentials: Response<"list_credentials"> = [
  {
    id: "c-1",
    name: "Visitor pass",
    description: "One day on site",
    doctype: "nz.example.visitor.1",
    alike: null,
    color: "#1f6a36",
    elements: 6,
  },
  {
    id: "c-2",
    name: "Site induction",
    description: "Safety briefing done",
    doctype: "nz.example.induction.1",
    alike: null,
    color: "#b5730a",
    elements: 4,
  },
  {
    id: "c-3",
    name: "Mobile driving licence",
    description: "ISO 18013-5",
    doctype: "org.iso.18013.5.1.mDL",
    alike: null,
    color: "#4a4694",
    elements: 14,
  },
  {
    id: "c-4",
    name: "nz.example.plain.1",
    description: null,
    doctype: "nz.example.plain.1",
    alike: null,
    color: null,
    elements: 2,
  },
];

const both = ["Visitor pass", "Site induction"];

function makeForm({ configurationIds, userId }: Request<"make_form">): Response<"make_form"> {
  const stored = (text: string): string | null => (userId ? text : null);
  const shared = configurationIds.length > 1 ? both : ["Visitor pass"];
  return {
    fields: [
      field("given_name", "Given names", { usedBy: shared, stored: stored("Hēmi Rāwiri") }),
      field("family_name", "Family name", { usedBy: shared, stored: stored("Te Ōkahu-Wright") }),
      field("birth_date", "Date of birth", {
        kind: "date",
        typeName: "full-date",
        stored: stored("1988-03-04"),
      }),
      field("site", "Site", { default: "Main gate", required: false }),
      field("escort", "Needs an escort", { kind: "boolean", typeName: "boolean" }),
      field("height", "Height", { kind: "number", typeName: "number", required: false }),
      field("age_over_18", "Over 18", {
        kind: "boolean",
        typeName: "boolean",
        required: false,
        workedOut: { from: "birth_date", years: 18 },
      }),
      field("sex", "Sex", { kind: "sex", typeName: "number", required: false }),
      field("until", "Valid until", { kind: "date_time", typeName: "dateTime", required: false, ends: true }),
      field("portrait", "Portrait", { kind: "portrait", typeName: "string", required: false }),
      field("address.street", "Street", { group: "Address", required: false }),
      field("address.town", "Town", { group: "Address", required: false }),
      field("driving_privileges", "Driving privileges", { kind: "driving_privileges", required: false }),
      field("colour", "Colour", { kind: "unknown", typeName: "practiceColour", required: false }),
    ],
    fixed: [{ label: "Issuing country", value: "NZ", usedBy: both }],
    notes: configurationIds.includes("c-2") ? [{ kind: "claim_source", credential: "Site induction" }] : [],
  };
}

/** A square of modules with the three finders: looks like a QR code and is none. */
export function fakeQr(size = 101, modulePx = 5): Response<"show_qr"> {
  let path = "";
  let seed = 7;
  const finder = (x: number, y: number): boolean | null => {
    const near = (at: number): number => (at < 8 ? at : size - 1 - at);
    if (!(near(x) < 8 && near(y) < 8) || (x > 8 && y > 8)) return null;
    const ring = Math.max(Math.abs(near(x) - 3), Math.abs(near(y) - 3));
    return ring !== 2 && ring <= 3;
  };
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      if (finder(x, y) ?? seed > 1073741824) path += `M${x + 4} ${y + 4}h1v1h-1z`;
    }
  }
  return { size, path, modulePx, level: "M", dense: false };
}

export class FakeBackend implements Backend {
  readonly calls: { command: keyof Commands; request: unknown }[] = [];
  current = offer();
  status = status;
  rows: PendingRow[] = [row()];
  tenants: TenantView[] = [practice, realTenant];
  presets: PresetView[] = [];
  displays: DisplayView[] = [
    {
      id: "d-1",
      screen: 1,
      name: "Staff",
      width: 1280,
      height: 900,
      staff: true,
      chosen: false,
      scanSize: "medium",
    },
    {
      id: "d-2",
      screen: 2,
      name: "Counter",
      width: 1024,
      height: 768,
      staff: false,
      chosen: false,
      scanSize: "medium",
    },
  ];
  entries: ActivityEntry[] = [entry()];
  private intents = 0;
  private heard = new Map<keyof Events, Set<(payload: never) => void>>();

  readonly answers: Answers = {
    app_status: () => this.status,
    list_credentials: () => credentials,
    make_form: makeForm,
    review_details: ({ form, typed }) => ({
      workedOut: Object.fromEntries(
        form.fields.flatMap(({ id, workedOut }) => {
          const birth = workedOut && typed[workedOut.from];
          return workedOut ? [[id, birth ? String(birth < "2008") : ""]] : [];
        }),
      ),
      problems: [],
      requestBytes: 4096 + JSON.stringify(typed).length,
      requestLimit: 500_000,
    }),
    read_roster: ({ columns }) => {
      const chosen = columns ?? ["given_name", null];
      return {
        columns: [
          { heading: "Name", sample: "Mere", field: chosen[0] ?? null },
          { heading: "Team", sample: "Blue", field: chosen[1] ?? null },
        ],
        rows: ["Mere", "Nikau", "Tama"].map((given_name, at) => ({
          line: at + 2,
          number: at === 0 ? "104233" : "",
          typed: { given_name },
        })),
        leftOut: [
          {
            line: 5,
            problems: [{ field: "given_name", label: "Given names", problem: "missing", message: null }],
          },
          { line: 6, problems: [] },
        ],
        dateOrder: "day_first",
        unclearDate: "04/03/1988",
      };
    },
    prepare_portrait: ({ picture, frame }) =>
      frame
        ? { jpeg: btoa(`portrait at ${frame.x} ${frame.y} ${frame.zoom}`), width: 400, height: 514 }
        : { jpeg: btoa(`whole of ${atob(picture)}`), width: 1280, height: 960 },
    possible_match: () => null,
    search_people: ({ query }) =>
      query === "104233"
        ? [
            {
              userId: "u-1",
              name: "Hēmi Te Ōkahu-Wright",
              birthDate: "1988-03-04",
              contact: "h...@example.nz",
            },
          ]
        : [],
    new_intent: () => {
      this.intents += 1;
      return `i-${this.intents}`;
    },
    issue_offer: ({ intentId }) => this.set({ intentId, state: "created" }),
    current_offer: () => null,
    show_qr: ({ display }) => {
      this.set({ state: "shown", face: "qr" });
      return fakeQr(101, Math.max(1, Math.floor(display.sidePx / 109)));
    },
    turn_to_code: () => this.set({ face: "code" }),
    show_code: () => ({ code: "012345", shownForMs: 20_000 }),
    staff_saw: ({ saw }) => {
      if (saw === "not_sure") return this.set({ state: "not_sure", knownBy: "staff", asksArrival: false });
      if (saw === "both_wanted") return this.set({ firstClaimed: false });
      if (saw === "not_in_wallet" && this.current.asksArrival) return this.set({ asksArrival: false });
      if (saw === "not_in_wallet") return this.set({ state: "closed", knownBy: "staff", canShow: false });
      if (saw === "in_wallet") return this.set({ state: "claimed", knownBy: "staff", canShow: false });
      const wrongCodes = this.current.wrongCodes + 1;
      return this.set(wrongCodes < 3 ? { wrongCodes } : { wrongCodes, state: "locked", canShow: false });
    },
    stop_waiting: () => ({}),
    hide_faces: ({ intentId }) => this.set({ intentId, face: "blank" }),
    cancel_offer: ({ intentId }) =>
      this.set({
        intentId,
        state: "cancelled",
        leftMs: 0,
        face: "blank",
        canShow: false,
        firstClaimed: false,
      }),
    cancel_offers: ({ intentIds }) =>
      intentIds.map((intentId) => ({ intentId, outcome: "cancelled" as const })),
    offer_timeline: ({ intentId }) => this.timeline(intentId),
    renew_offer: ({ newIntentId }) => this.set({ ...offer(), intentId: newIntentId, reference: "9QXA" }),
    close_offer: () => null,
    list_presets: () => this.presets,
    save_preset: (saved) => {
      const view = preset({ ...saved, broken: [] });
      const at = this.presets.findIndex(({ id }) => id === saved.id);
      if (at < 0) this.presets = [...this.presets, view];
      else this.presets = this.presets.with(at, view);
      return view;
    },
    preview_preset: (wanted) => ({
      form: makeForm({ configurationIds: wanted.credentials.map(({ id }) => id), userId: null }),
      problems: [],
      personal: ["given_name", "family_name", "birth_date"],
      asked: 4,
      qrBytes: 610,
      qrVersion: 19,
    }),
    delete_preset: ({ id }) => {
      this.presets = this.presets.filter((one) => one.id !== id);
      return this.presets;
    },
    move_preset: ({ id, up }) => {
      const at = this.presets.findIndex((one) => one.id === id);
      const moved = this.presets.toSpliced(at, 1);
      this.presets = moved.toSpliced(at + (up ? -1 : 1), 0, ...this.presets.slice(at, at + 1));
      return this.presets;
    },
    export_presets: () => true,
    import_presets: () => ({ added: ["Visitor pass"], incomplete: [] }),
    list_pending: () => ({
      rows: this.rows,
      next: null,
      counts: { live: this.rows.length, notKnown: 2, endedToday: 41, all: 60 },
    }),
    export_offers: () => ({ rows: this.rows.length, missing: null }),
    list_activity: () => ({ entries: this.entries, next: null, desks: ["Desk 2"], missing: [] }),
    export_activity: () => ({ rows: this.entries.length, missing: [] }),
    print_sheet: () => ({}),
    list_tenants: () => this.tenants,
    save_tenant: (request) => ({ ...realTenant, id: request.id ?? "t-new", name: request.name }),
    check_connection: () => [],
    switch_tenant: ({ id }) => ({
      ...this.status,
      tenant: this.tenants.find((tenant) => tenant.id === id) ?? practice,
    }),
    remove_tenant: ({ id }) => this.tenants.filter((tenant) => tenant.id !== id),
    enter_secret: () => realTenant,
    pretend: () => ({ steps: [{ what: "token", status: 200, good: true, detail: null }] }),
    list_displays: () => this.displays,
    choose_display: ({ id }) => {
      this.displays = this.displays.map((one) => ({ ...one, chosen: one.id === id }));
      return this.setHolder(id !== null);
    },
    toggle_holder: () => this.setHolder(!this.status.holder.on),
    prepare_holder: () => ({}),
    set_holder_language: () => ({}),
    show_on_holder: ({ intentId }) => this.set({ intentId, state: "shown", face: "code", holder: "shown" }),
    ease_scan: ({ intentId }) => this.set({ intentId }),
    blank_holder: () => ({}),
    test_scan: () => null,
    end_test_scan: () => ({}),
    open_data_folder: () => ({}),
    save_settings: (settings) => {
      this.status = { ...this.status, settings };
      return this.status;
    },
    close_window: () => ({}),
    answer_quit: () => ({}),
    about: () => ({
      version: "0.1.0",
      commit: "6caadf5",
      licences: "axum\t0.8.4\tMIT\ntauri\t2.12.0\tApache-2.0 OR MIT\n",
      diagnostics: "Counterfoil: 0.1.0\nConnection: online\n",
    }),
    copy_text: () => ({}),
  };

  /** A holder window on the second of two screens, or none. */
  setHolder(on: boolean): AppStatus {
    const holder = { on, screen: on ? 2 : null, screens: 2, mirrored: false };
    this.status = { ...this.status, holder };
    return this.status;
  }

  /** One offer opened: issued, shown, and what its row says. */
  timeline(intentId: string): Timeline {
    const opened = this.rows.find((one) => one.intentId === intentId) ?? row({ intentId });
    const fact = (what: string, source: Fact["source"], at: number): Fact => ({
      what,
      source,
      at: new Date(Date.parse(opened.issuedAt) + at * 1000).toISOString(),
      number: null,
    });
    return {
      row: opened,
      facts: [fact("intended", "desk", 0), fact("created", "answer", 1), fact("shown", "desk", 2)],
      expiresAt: null,
      canSettle: opened.state === "unknown" || opened.state === "closed",
    };
  }

  /** Changes the offer on the ticket, as the engine would. */
  set(more: Partial<OfferView>): OfferView {
    this.current = { ...this.current, ...more };
    return this.current;
  }

  async call<K extends keyof Commands>(command: K, request: Request<K>): Promise<Response<K>> {
    this.calls.push({ command, request: structuredClone(request) });
    const answer = this.answers[command] as Answer<K>;
    return answer(request);
  }

  on<E extends keyof Events>(event: E, hear: (payload: Events[E]) => void): () => void {
    const all = this.heard.get(event) ?? new Set();
    this.heard.set(event, all);
    all.add(hear as (payload: never) => void);
    return () => all.delete(hear as (payload: never) => void);
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const hear of this.heard.get(event) ?? []) hear(payload as never);
  }

  requests<K extends keyof Commands>(command: K): Request<K>[] {
    return this.calls.filter((call) => call.command === command).map((call) => call.request as Request<K>);
  }
}
