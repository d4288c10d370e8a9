import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { appError } from "../src/backend/fake";
import type {
  BulkOutcome,
  CheckOutcome,
  CheckStep,
  Code,
  ConnectionState,
  Environment,
  FieldRule,
  JournalHealth,
  KeyringState,
  PendingFilter,
  PretendAct,
  Problem,
  ScanSize,
  SecretState,
  TenantField,
  TenantProblemKind,
  Theme,
  WalletReady,
} from "../src/backend/types";
import type { Screen } from "../src/staff/desk.svelte";
import type { Row } from "../src/staff/issue/privileges";
import { actions } from "../src/staff/keymap";
import type { Section } from "../src/staff/settings/settings.svelte";
import { holderLeft, minutesSeconds, spelledDate, spokenDuration } from "../src/strings/format";
import { errorSentence } from "../src/strings/sentences";
import { hasWords, learn, pseudo, t } from "../src/strings/words";
import { openDesk } from "./desk";

afterEach(() => pseudo());

const later = import.meta.glob<Messages>("../src/strings/en/later/*.ftl", { eager: true, import: "default" });
for (const words of Object.values(later)) learn(words);

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(svelte|ts)$/.test(name) && !name.includes("backend"))
  .map((name) => readFileSync(join("src", name), "utf8"));
const names = readdirSync("src/strings/en", { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ftl"),
);
const ftl = names.map((name) => readFileSync(join("src/strings/en", name), "utf8"));
const ids = ftl.flatMap((source) => [...source.matchAll(/^([a-zA-Z][\w-]*) =/gm)].map(([, id]) => id ?? ""));

type Damage = Exclude<JournalHealth, "whole">;

const errors = {
  invalid: true,
  invalid_tenant: true,
  offline: true,
  certificate: true,
  not_the_service: true,
  sign_in_refused: true,
  needs_secret: true,
  not_allowed: true,
  gone: true,
  refused: true,
  too_large: true,
  too_often: true,
  rate_limited: true,
  service_failed: true,
  unreadable: true,
  timeout: true,
  offer_does_not_match: true,
  journal_unwritable: true,
  not_recorded: true,
  journal_unusable: true,
  keyring: true,
  offer_live: true,
  nothing_to_show: true,
  qr_does_not_fit: true,
  not_found: true,
  not_checked: true,
  no_holder_display: true,
  not_a_picture: true,
  picture_too_large: true,
  picture_too_small: true,
  practice_only: true,
  not_presets: true,
  file: true,
  not_copied: true,
  internal: true,
  roster_too_large: true,
  roster_not_text: true,
  roster_empty: true,
} satisfies Record<Code, true>;

// Ids made from a value: complete by type, so a new value fails here until it has words.
const made: { [K in string]: Record<string, true> } = {
  error: errors,
  problem: {
    missing: true,
    not_a_number: true,
    not_a_boolean: true,
    not_a_choice: true,
    not_codes: true,
    ends_before_start: true,
    not_a_date: true,
    not_a_date_time: true,
    not_json: true,
    not_a_picture: true,
    too_long: true,
    picture_too_large: true,
    request_too_large: true,
    control_characters: true,
    not_a_lifetime: true,
    too_dense: true,
    refused_by_service: true,
    person_gone: true,
    nothing_chosen: true,
    personal: true,
    code_required: true,
    keep_not_allowed: true,
  } satisfies Record<Problem, true>,
  "tenant-problem": {
    missing: true,
    not_json: true,
    wrong_key: true,
    not_a_url: true,
    not_https: true,
    url_has_extras: true,
    host_not_allowed: true,
    port_not_allowed: true,
    hosts_differ: true,
    too_long: true,
  } satisfies Record<TenantProblemKind, true>,
  connection: {
    not_tried: true,
    online: true,
    offline: true,
    sign_in_ended: true,
    needs_secret: true,
  } satisfies Record<ConnectionState, true>,
  environment: { practice: true, test: true, production: true } satisfies Record<Environment, true>,
  keyring: {
    ok: true,
    locked: true,
    no_service: true,
    refused: true,
    several: true,
    unreadable: true,
    slow: true,
    // While the keychain has not answered nothing is shown about it.
  } satisfies Record<Exclude<KeyringState, "asking">, true>,
  secret: { saved: true, this_run: true, missing: true, not_needed: true, asking: true } satisfies Record<
    SecretState,
    true
  >,
  filter: { live: true, not_known: true, ended_today: true, all: true } satisfies Record<PendingFilter, true>,
  "pending-empty": { live: true, not_known: true, ended_today: true, all: true } satisfies Record<
    PendingFilter,
    true
  >,
  pretend: {
    claim: true,
    wrong_code: true,
    claim_twice: true,
    let_it_run_out: true,
    lose_network: true,
    answer_late: true,
  } satisfies Record<PretendAct, true>,
  // What the practice wallet and the shell say that they did.
  "pretend-step": {
    offer: true,
    metadata: true,
    authorization_server: true,
    token: true,
    nonce: true,
    credential: true,
    time_passed: true,
    network_lost: true,
    next_answer_late: true,
  },
  "check-step": {
    address: true,
    certificate: true,
    sign_in: true,
    role: true,
    issuer: true,
    clock: true,
    credentials: true,
  } satisfies Record<CheckStep, true>,
  "check-try": {
    address: true,
    certificate: true,
    sign_in: true,
    role: true,
    issuer: true,
    clock: true,
    credentials: true,
  } satisfies Record<CheckStep, true>,
  check: { passed: true, warning: true, failed: true, not_checked: true } satisfies Record<
    CheckOutcome,
    true
  >,
  field: {
    name: true,
    environment: true,
    pasted: true,
    tenant_url: true,
    auth_url: true,
    audience: true,
    client_id: true,
    client_secret: true,
    link_prefix: true,
    person_claim: true,
  } satisfies Record<TenantField, true>,
  rail: { issue: true, pending: true, presets: true, activity: true, settings: true } satisfies Record<
    Screen,
    true
  >,
  settings: {
    workplaces: true,
    desk: true,
    holder: true,
    offers: true,
    privacy: true,
    look: true,
    keyboard: true,
    about: true,
  } satisfies Record<Section, true>,
  setting: {
    desk: true,
    theme: true,
    zoom: true,
    offerMinutes: true,
    notices: true,
    stayAwake: true,
    keepDays: true,
  },
  journal: {
    replaced: true,
    "replaced-about": true,
    damaged: true,
    "damaged-about": true,
  } satisfies Record<Damage | `${Damage}-about`, true>,
  theme: { system: true, light: true, dark: true } satisfies Record<Theme, true>,
  act: Object.fromEntries(actions.map(({ id }) => [id, true as const])),
  "preset-rule": { ask: true, default: true, locked: true, hidden: true } satisfies Record<FieldRule, true>,
  "preset-ready": { always: true, new_people: true, never: true } satisfies Record<WalletReady, true>,
  "act-on": { ticket: true, list: true },
  help: { issue: true, ticket: true, pending: true, presets: true, activity: true, settings: true },
  scan: { small: true, medium: true, large: true } satisfies Record<ScanSize, true>,
  first: {
    start: true,
    "start-about": true,
    screens: true,
    "screens-about": true,
    scan: true,
    "scan-about": true,
    done: true,
    "done-about": true,
  },
  // Shown by the operating system, from Rust.
  notice: { "ends-soon": true, claimed: true },
  who: { known: true, new: true, none: true },
  date: { day: true, month: true, year: true },
  sex: { 0: true, 1: true, 2: true, 9: true },
  privilege: { category: true, issued: true, expires: true, restrictions: true } satisfies Record<
    keyof Row,
    true
  >,
  bulk: { cancelled: true, claimed: true, already_ended: true, unreachable: true } satisfies Record<
    BulkOutcome,
    true
  >,
  column: { left: true, person: true, credentials: true, desk: true, reference: true, state: true },
};
const madeIds = [
  ...Object.entries(made).flatMap(([stem, values]) => Object.keys(values).map((value) => `${stem}-${value}`)),
  ...Object.keys(made.setting ?? {}).map((name) => `setting-${name}-about`),
];

test("every error, problem and value has its words", () => {
  expect(madeIds.filter((id) => !hasWords(id))).toEqual([]);
});

test("every id that the screens name has words", () => {
  const named = files.flatMap((text) => [...text.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, id]) => id ?? ""));
  const chosen = files.flatMap((text) =>
    [...text.matchAll(/\bt\([^()"]*\? "([^"]+)" : "([^"]+)"/g)].flatMap(([, yes, no]) => [
      yes ?? "",
      no ?? "",
    ]),
  );
  expect(named.length).toBeGreaterThan(100);
  expect([...named, ...chosen].filter((id) => !hasWords(id))).toEqual([]);
});

test("words that come with a screen are named only beside that screen", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(svelte|ts)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join("src", name), "utf8") }));
  const folders: Record<string, string[]> = {
    settings: ["staff/settings/"],
    workplaces: ["staff/workplaces/", "staff/settings/"],
    presets: ["staff/presets/"],
    displays: ["staff/displays/"],
    keys: ["staff/frame/"],
    roster: ["staff/roster/"],
    journal: ["staff/frame/"],
    // The form names the offer whose place it takes; that begins in the list.
    pending: ["staff/pending/", "staff/issue/Compose.svelte"],
  };
  const strangers = Object.keys(later).flatMap((path) => {
    const stem = path.replace(/.*\/|\.ftl$/g, "");
    const mine = Object.keys(later[path] ?? {});
    return sources
      .filter(({ name }) => !folders[stem]?.some((folder) => name.startsWith(folder)))
      .flatMap(({ name, text }) =>
        mine.filter((id) => text.includes(`t("${id}"`)).map((id) => `${name}: ${id}`),
      );
  });
  expect(strangers).toEqual([]);
});

test("no words are kept that nothing names", () => {
  const all = files.join("\n");
  expect(ids.filter((id) => !madeIds.includes(id) && !all.includes(`"${id}"`))).toEqual([]);
});

test("no id is written twice", () => {
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test("a sentence whose value is absent never shows a placeholder", () => {
  for (const code of Object.keys(errors) as Code[]) {
    expect(errorSentence(appError(code))).not.toMatch(/[{}]/);
  }
});

test("all that is on screen comes from the Fluent files", async () => {
  pseudo((text) => text.replace(/[a-z]/gi, "ø"));
  await openDesk();
  await screen.findByRole("checkbox", { name: "Visitor pass" });
  const data = [
    "Te Whare Licensing",
    "Desk 2",
    "Visitor pass",
    "One day on site",
    "Site induction",
    "Safety briefing done",
    "Mobile driving licence",
    "ISO 18013-5",
    "nz.example.plain.1",
  ];
  const words = data.reduce((text, known) => text.replaceAll(known, ""), document.body.textContent ?? "");
  expect(words.match(/[a-z]{2,}/gi)).toBeNull();
});

test("times and dates are written for people", () => {
  expect(minutesSeconds(214_000)).toBe("3:34");
  expect(minutesSeconds(0)).toBe("0:00");
  expect(spokenDuration(61_000)).toBe("1 minute 1 second");
  expect(holderLeft(214_000)).toBe("About 4 minutes left");
  expect(holderLeft(45_000)).toBe("Less than a minute left");
  expect(holderLeft(8_000)).toBe("8 seconds left");
  expect(spelledDate("1988-03-04")).toBe("4 March 1988");
  expect(spelledDate("2023-02-31")).toBe("2023-02-31");
  expect(t("search-found", { count: 1 })).toBe("1 person found");
});
