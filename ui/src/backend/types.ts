// Generated from src-tauri/src/ipc by `cargo xtask types`. Do not edit.

export type About = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * The commit it was built from; empty when the build was not told.
 */
commit: string, 
/**
 * Packages in it, one a line: name, version, licence.
 */
licences: string, 
/**
 * The report that *Copy diagnostics* copies, word for word.
 */
diagnostics: string, };

export type ActivityEntry = { 
/**
 * Its place in the log, without a gap.
 */
number: number, 
/**
 * When, by this computer's clock.
 */
at: string, 
/**
 * The desk.
 */
desk: string, 
/**
 * What: a state's name, or the name of a note.
 */
what: string, 
/**
 * How it is known.
 */
source: Source, 
/**
 * The number that belongs to it.
 */
count: number | null, 
/**
 * The offer it is about.
 */
intentId: string | null, 
/**
 * The reference of the offer it is about; none once that was erased.
 */
reference: string | null, 
/**
 * The offer's credentials.
 */
credentials: Array<string>, 
/**
 * The person's user id at the service.
 */
userId: string | null, };

export type ActivityPage = { 
/**
 * Newest first.
 */
entries: Array<ActivityEntry>, 
/**
 * Ask with this for the next page; absent on the last.
 */
next: number | null, 
/**
 * Desks that the log names; on the first page only.
 */
desks: Array<string>, 
/**
 * Entries missing among the newest; on the first page only.
 */
missing: Array<NumberRange>, };

export type ActivityRequest = { 
/**
 * Words that the reference, credential names, desk, offer id or user id start with.
 */
search: string, 
/**
 * Not before this time.
 */
since: string | null, 
/**
 * Only this desk's.
 */
desk: string | null, 
/**
 * Which kinds.
 */
what: ActivityWhat, 
/**
 * `next` of the page before.
 */
before: number | null, 
/**
 * Entries wanted, 1 to 500.
 */
limit: number, };

export type ActivityWhat = "all" | "issued" | "shown" | "outcomes" | "cancels" | "desk";

export type AppError = { 
/**
 * Selects the sentence.
 */
code: Code, 
/**
 * Values for the sentence's placeholders; never secret or personal.
 */
params: { [key in string]: string }, 
/**
 * Problems by field, for the error summary.
 */
fields: Array<FieldProblem>, 
/**
 * Problems of the tenant form.
 */
tenantFields: Array<TenantProblem>, 
/**
 * Reference for the log: request id or intent.
 */
reference: string | null, };

export type AppStatus = { 
/**
 * Version of the program.
 */
version: string, 
/**
 * The active tenant.
 */
tenant: TenantView, 
/**
 * Whether the service answered last time.
 */
connection: ConnectionState, 
/**
 * The operating system's keyring.
 */
keyring: KeyringState, 
/**
 * What staff set for this desk.
 */
settings: Settings, 
/**
 * Where journal and logs are.
 */
dataFolder: string, 
/**
 * Offers that were live when the program closed last time and still are.
 */
leftLive: Array<LeftLive>, 
/**
 * What became of the journal's file.
 */
journal: JournalHealth, 
/**
 * Seconds this computer's clock is ahead of the service's, when over 30.
 */
clockSkewSeconds: number | null, 
/**
 * The holder's display.
 */
holder: HolderStatus, };

export type BulkOutcome = "cancelled" | "claimed" | "already_ended" | "unreachable";

export type BulkRequest = { 
/**
 * The intents the offers came from, at most 25.
 */
intentIds: Array<string>, };

export type BulkResult = { 
/**
 * Which offer.
 */
intentId: string, 
/**
 * What became of it.
 */
outcome: BulkOutcome, };

export type CheckOutcome = "passed" | "warning" | "failed" | "not_checked";

export type CheckResult = { 
/**
 * Which step.
 */
step: CheckStep, 
/**
 * How it ended.
 */
outcome: CheckOutcome, 
/**
 * A number for the sentence: configurations found, seconds of clock difference.
 */
amount: number | null, 
/**
 * Stable code of the cause, when it failed.
 */
code: string | null, };

export type CheckStep = "address" | "certificate" | "sign_in" | "role" | "issuer" | "clock" | "credentials";

export type ChooseDisplayRequest = { 
/**
 * [`DisplayView::id`]; `null` is "I have one screen".
 */
id: string | null, };

export type Code = "invalid" | "invalid_tenant" | "offline" | "certificate" | "not_the_service" | "sign_in_refused" | "needs_secret" | "not_checked" | "not_allowed" | "gone" | "refused" | "too_large" | "too_often" | "rate_limited" | "service_failed" | "unreadable" | "timeout" | "offer_does_not_match" | "journal_unwritable" | "not_recorded" | "journal_unusable" | "keyring" | "offer_live" | "nothing_to_show" | "qr_does_not_fit" | "not_found" | "not_presets" | "file" | "no_holder_display" | "not_a_picture" | "picture_too_large" | "picture_too_small" | "roster_too_large" | "roster_not_text" | "roster_empty" | "practice_only" | "not_copied" | "internal";

export type CodeAsked = { 
/**
 * How many characters the wallet will ask for.
 */
length: number, };

export type CodeView = { 
/**
 * The characters, leading zeros kept.
 */
code: string, 
/**
 * For how long it may stay on screen, in milliseconds.
 */
shownForMs: number, };

export type Commands = { 
/**
 * What the frame shows; asked once at start.
 */
app_status: [Nothing, AppStatus], 
/**
 * Credential configurations of the active tenant.
 */
list_credentials: [CredentialsRequest, Array<CredentialView>], 
/**
 * The form for the chosen configurations, with what the person's record holds.
 */
make_form: [FormRequest, Form], 
/**
 * What is wrong so far in a form, what follows from what was typed, and its size.
 */
review_details: [ReviewRequest, Review], 
/**
 * The people of a CSV file, as rows that the form takes.
 */
read_roster: [RosterRequest, Roster], 
/**
 * Makes a chosen picture upright, and a portrait of the part in the frame.
 */
prepare_portrait: [PortraitRequest, PortraitView], 
/**
 * People by user id or by exact member number or e-mail.
 */
search_people: [SearchRequest, Array<PersonView>], 
/**
 * Someone issued to in this run who may be the person typed as new.
 */
possible_match: [MatchRequest, PersonView | null], 
/**
 * A fresh intent id for one press of Issue.
 */
new_intent: [Nothing, string], 
/**
 * Checks what was typed and creates the offer. Settles in a final or live state.
 */
issue_offer: [DraftRequest, OfferView], 
/**
 * The offer on the ticket, if any.
 */
current_offer: [Nothing, OfferView | null], 
/**
 * Turns the ticket to its QR face; the code face is gone first.
 */
show_qr: [ShowQrRequest, QrView], 
/**
 * Turns the ticket to its code face, masked; the QR is gone first.
 */
turn_to_code: [OfferRequest, OfferView], 
/**
 * The transaction code itself, on the code face only.
 */
show_code: [OfferRequest, CodeView], 
/**
 * Takes QR and code off the screen, keeping the offer.
 */
hide_faces: [OfferRequest, OfferView], stop_waiting: [OfferRequest, Nothing], 
/**
 * Cancels an offer of this desk.
 */
cancel_offer: [OfferRequest, OfferView], 
/**
 * Cancels at most 25 offers; each result is also told by the `bulk_result` event.
 */
cancel_offers: [BulkRequest, Array<BulkResult>], 
/**
 * Notes what staff saw with their own eyes.
 */
staff_saw: [SawRequest, OfferView], 
/**
 * One offer of the journal with everything that happened to it and how it is known.
 */
offer_timeline: [OfferRequest, Timeline], 
/**
 * Makes a new offer with the same details, swaps it in, cancels the old one.
 */
renew_offer: [RenewRequest, OfferView], 
/**
 * "Next person": forgets everything personal about the offer on the ticket.
 */
close_offer: [OfferRequest, OfferView | null], 
/**
 * The presets of the active workplace; the first nine have keys.
 */
list_presets: [Nothing, Array<PresetView>], 
/**
 * Saves a new or changed preset.
 */
save_preset: [Preset, PresetView], 
/**
 * How a preset would work, before it is saved.
 */
preview_preset: [Preset, PresetPreview], 
/**
 * Takes a preset off the list.
 */
delete_preset: [PresetRef, Array<PresetView>], 
/**
 * Moves a preset one place up or down.
 */
move_preset: [MovePresetRequest, Array<PresetView>], 
/**
 * Asks where to, and writes the presets into a file; says whether it was written.
 */
export_presets: [Nothing, boolean], 
/**
 * Asks which file, and adds its presets; nothing when nobody chose one.
 */
import_presets: [Nothing, ImportedView | null], 
/**
 * One page of this desk's journal.
 */
list_pending: [PendingRequest, PendingPage], 
/**
 * Asks where to, and writes the list under its filter into a file; nothing when nobody chose one.
 */
export_offers: [ExportOffersRequest, Exported | null], 
/**
 * One page of the log of what happened, newest first.
 */
list_activity: [ActivityRequest, ActivityPage], 
/**
 * Asks where to, and writes the log under its filter into a file; nothing when nobody chose one.
 */
export_activity: [ExportActivityRequest, Exported | null], 
/**
 * Opens the system's print dialog for the sheet that the page has laid out, and logs it.
 */
print_sheet: [PrintRequest, Nothing], 
/**
 * Saved tenants, practice first.
 */
list_tenants: [Nothing, Array<TenantView>], 
/**
 * Saves the tenant form; changed addresses erase secret and token (R62).
 */
save_tenant: [TenantRequest, TenantView], 
/**
 * Runs the connection check; each step is also told by the `check_step` event.
 */
check_connection: [TenantRef, Array<CheckResult>], 
/**
 * Makes offers at another tenant; refused while an offer is live.
 */
switch_tenant: [TenantRef, AppStatus], 
/**
 * Forgets a tenant with its secret and token; the journal keeps its offers.
 */
remove_tenant: [TenantRef, Array<TenantView>], 
/**
 * Enters the secret for this run (and the keyring, when there is one).
 */
enter_secret: [SecretRequest, TenantView], 
/**
 * Practice only: act as the holder's wallet against the offer on the ticket.
 */
pretend: [PretendRequest, PretendReport], 
/**
 * Displays of this computer, left to right.
 */
list_displays: [Nothing, Array<DisplayView>], 
/**
 * Chooses the display that faces the holder; it names itself for two seconds.
 */
choose_display: [ChooseDisplayRequest, AppStatus], 
/**
 * Opens or closes the holder window.
 */
toggle_holder: [Nothing, AppStatus], 
/**
 * What the holder window shows before there is an offer.
 */
prepare_holder: [PrepareHolderRequest, Nothing], 
/**
 * The language of the holder window, for this person.
 */
set_holder_language: [HolderLanguageRequest, Nothing], 
/**
 * Puts the QR code on the holder window and the masked code before staff.
 */
show_on_holder: [OfferRequest, OfferView], 
/**
 * "Hard to scan?": level M, level L, bigger.
 */
ease_scan: [OfferRequest, OfferView], 
/**
 * The privacy key: the holder window says "One moment".
 */
blank_holder: [Nothing, Nothing], 
/**
 * Shows a harmless QR code: on the holder window, else returned for the staff window.
 */
test_scan: [TestScanRequest, QrView | null], 
/**
 * Ends the test scan and keeps what it found.
 */
end_test_scan: [EndTestScanRequest, Nothing], 
/**
 * Opens the data folder in the system's file manager.
 */
open_data_folder: [Nothing, Nothing], 
/**
 * Takes the settings of this desk; they apply at once.
 */
save_settings: [Settings, AppStatus], 
/**
 * Closes the staff window as its own button does; asks first while an offer is live.
 */
close_window: [Nothing, Nothing], 
/**
 * What staff answered to `quit_asked`.
 */
answer_quit: [QuitRequest, Nothing], 
/**
 * Version, licences and the diagnostics report.
 */
about: [Nothing, About], 
/**
 * Puts one of the texts that may be copied on the clipboard; Rust writes it.
 */
copy_text: [CopyRequest, Nothing], };

export type ConnectionState = "not_tried" | "online" | "offline" | "sign_in_ended" | "needs_secret";

export type CopyRequest = { "what": "diagnostics" } | { "what": "reference", 
/**
 * Whose; Rust reads the reference, so that nothing else gets on the clipboard.
 */
intentId: string, } | { "what": "failure", 
/**
 * The error.
 */
code: Code, 
/**
 * Reference for the log.
 */
reference: string | null, };

export type CredentialView = { 
/**
 * Configuration id.
 */
id: string, 
/**
 * Display name: branding name, else DocType.
 */
name: string, 
/**
 * Branding description, else the DocType, unless that is the name.
 */
description: string | null, 
/**
 * ISO 18013-5 DocType, as the service wrote it.
 */
doctype: string, 
/**
 * The DocType as it may be shown, when another one's name is the same or looks the same (R69).
 */
alike: string | null, 
/**
 * Branding background as `#rrggbb`, only when it parses as such.
 */
color: string | null, 
/**
 * How many elements it carries.
 */
elements: number, };

export type CredentialsRequest = { 
/**
 * Ask the service even if a fresh copy is at hand.
 */
refresh: boolean, };

export type DateOrder = "day_first" | "month_first";

export type DisplayRequest = { 
/**
 * Side of the largest free square, in device pixels.
 */
sidePx: number, 
/**
 * Device pixels for each CSS pixel; a CSS pixel counts as 1/96 inch.
 */
scale: number, };

export type DisplayView = { 
/**
 * Names it in `choose_display`.
 */
id: string, 
/**
 * Its number from left to right, from 1.
 */
screen: number, 
/**
 * What the system calls it; may be empty.
 */
name: string, 
/**
 * Device pixels.
 */
width: number, 
/**
 * Device pixels.
 */
height: number, 
/**
 * Whether the staff window is on it.
 */
staff: boolean, 
/**
 * Whether it is the one that faces the holder.
 */
chosen: boolean, 
/**
 * What the test scan found.
 */
scanSize: ScanSize, };

export type DraftRequest = { 
/**
 * Made by [`crate::chance::new_id`] for this press; the same id twice is the same flight (R83).
 */
intentId: string, 
/**
 * Ids of the mDoc credential configurations to offer together.
 */
configurationIds: string[], 
/**
 * Whose credentials they become.
 */
person: PersonChoice, 
/**
 * Field id to what was typed; booleans as `true` / `false`, a portrait as base64.
 */
typed: { [key in string]: string }, 
/**
 * How long the offer lasts, as typed: `5`, `90s`, `1:30`, `1m30`.
 */
lifetime: string, 
/**
 * The transaction code options; `None` means anyone who scans first gets it.
 */
transactionCode: TransactionCodeRequest | null, 
/**
 * Claim names to keep on the person at the service (`claimsToPersist`). Empty by default.
 */
keep: Array<string>, 
/**
 * The preset whose fixed values count, whatever `typed` says.
 */
presetId: string | null, 
/**
 * Language of the holder window, BCP 47.
 */
language: string, 
/**
 * An offer of an earlier run that this one takes the place of: it is cancelled once this one
 * is made.
 */
replaces: string | null, };

export type EndTestScanRequest = { 
/**
 * The size to keep for this display; `null` keeps what was known.
 */
found: ScanSize | null, };

export type Environment = "practice" | "test" | "production";

export type Events = { 
/**
 * An offer changed; also sent at the end of its time.
 */
offer_changed: OfferView, 
/**
 * Once a second while the ticket holds a live offer.
 */
tick: Tick, 
/**
 * The journal changed: a list on screen should be read again.
 */
pending_changed: Nothing, 
/**
 * Connection, keyring or tenant changed: ask `app_status` again.
 */
status_changed: Nothing, 
/**
 * One offer of a bulk cancel is known.
 */
bulk_result: BulkResult, 
/**
 * One step of a connection check ended.
 */
check_step: CheckResult, 
/**
 * Someone wants to close the program while an offer is live.
 */
quit_asked: QuitAsked, 
/**
 * The computer slept or was locked: QR code and code are off every display.
 */
hidden: Nothing, };

export type ExportActivityRequest = { 
/**
 * Which entries; all its pages.
 */
activity: ActivityRequest, 
/**
 * How.
 */
format: ExportFormat, };

export type ExportFormat = "csv" | "json";

export type ExportOffersRequest = { 
/**
 * Which rows, as in the list.
 */
filter: PendingFilter, 
/**
 * What was searched for.
 */
search: string, 
/**
 * Only offers made from this preset.
 */
presetId: string | null, 
/**
 * Start of the local day, for `ended_today`.
 */
dayStart: string, 
/**
 * How.
 */
format: ExportFormat, };

export type Exported = { 
/**
 * Rows written.
 */
rows: number, 
/**
 * Entries missing from the whole log; empty is "complete". None for a list of offers.
 */
missing: Array<NumberRange> | null, };

export type Face = "blank" | "qr" | "code";

export type Fact = { 
/**
 * When, by this computer's clock.
 */
at: string, 
/**
 * What: a state's name, `learned`, or the name of a note.
 */
what: string, 
/**
 * How it is known.
 */
source: Source, 
/**
 * The number that belongs to it: a count of wrong codes, a failed check, credentials in a wallet.
 */
number: number | null, };

export type Field = { 
/**
 * The path below `claims.`, such as `address.formatted`; names the field everywhere.
 */
id: string, 
/**
 * Readable label, made from the element name.
 */
label: string, 
/**
 * Which control fits.
 */
kind: FieldKind, 
/**
 * The mapping's type as the tenant wrote it, for unknown kinds.
 */
typeName: string, 
/**
 * Issue is blocked while it is empty: the wallet would fail later.
 */
required: boolean, 
/**
 * Names of the configurations that use it.
 */
usedBy: Array<string>, 
/**
 * What the tenant uses when it is left empty.
 */
default: string | null, 
/**
 * What the person's record at the tenant already holds, as text for the control.
 */
stored: string | null, 
/**
 * First part of a nested path, made readable; groups fields.
 */
group: string | null, 
/**
 * Two mappings give this path different types; the first is used.
 */
conflictingTypes: boolean, 
/**
 * How its value follows from another field. It is not asked, and nothing typed is sent.
 */
workedOut: WorkedOut | null, 
/**
 * Something ends at this moment: a day without a time means the end of that day.
 */
ends: boolean, };

export type FieldKind = "text" | "lines" | "number" | "boolean" | "date" | "date_time" | "portrait" | "sex" | "driving_privileges" | "unknown";

export type FieldProblem = { 
/**
 * [`Field::id`], or `lifetime`, `description`, `person`, `credentials`. A part of a row is
 * named after a `#`: `driving_privileges#2.expires`, counted from 1.
 */
field: string, 
/**
 * The field's label, for the error summary.
 */
label: string, 
/**
 * What is wrong.
 */
problem: Problem, 
/**
 * The service's own words, when the service refused it; shown as data, never logged.
 */
message: string | null, };

export type FieldRule = "ask" | "default" | "locked" | "hidden";

export type FixedValue = { 
/**
 * Readable label.
 */
label: string, 
/**
 * The fixed value as text.
 */
value: string, 
/**
 * Names of the configurations that fix it.
 */
usedBy: Array<string>, };

export type Form = { 
/**
 * Fields to fill in, in the order of first appearance.
 */
fields: Array<Field>, 
/**
 * Values that the configuration fixes, shown for information.
 */
fixed: Array<FixedValue>, 
/**
 * What staff should know before issuing.
 */
notes: Array<FormNote>, };

export type FormNote = { "kind": "claim_source", 
/**
 * The configuration's name.
 */
credential: string, } | { "kind": "needs_sign_in", 
/**
 * The configuration's name.
 */
credential: string, 
/**
 * The element's readable label.
 */
label: string, } | { "kind": "unusable_mapping", 
/**
 * The configuration's name.
 */
credential: string, 
/**
 * The element's readable label.
 */
label: string, 
/**
 * Required: the wallet will fail while claiming.
 */
required: boolean, };

export type FormRequest = { 
/**
 * The chosen configurations.
 */
configurationIds: string[], 
/**
 * The chosen person, whose stored claims fill the form.
 */
userId: string | null, };

export type Frame = { 
/**
 * Middle across, 0 left to 1 right.
 */
x: number, 
/**
 * Middle down, 0 top to 1 bottom.
 */
y: number, 
/**
 * 1 for the largest frame that fits; 2 for half of it.
 */
zoom: number, };

export type HolderFrame = { 
/**
 * What it is about.
 */
scene: HolderScene, 
/**
 * The language to speak, BCP 47.
 */
language: string, 
/**
 * The name of the workplace.
 */
workplace: string, 
/**
 * Whether the practice hatching marks it.
 */
practice: boolean, };

export type HolderLanguageRequest = { 
/**
 * BCP 47.
 */
language: string, };

export type HolderLine = { 
/**
 * The field's label.
 */
label: string, 
/**
 * What was typed.
 */
value: string, };

export type HolderMessage = { "kind": "show", 
/**
 * All of it.
 */
frame: HolderFrame, } | { "kind": "left", 
/**
 * Milliseconds, never below 0.
 */
leftMs: number, } | { "kind": "language", 
/**
 * BCP 47.
 */
language: string, };

export type HolderPlace = "nowhere" | "shown" | "hidden" | "lost" | "mirrored";

export type HolderScene = { "kind": "idle" } | { "kind": "get_ready", 
/**
 * Only if the preset allows it.
 */
firstName: string | null, 
/**
 * Names of the credentials to come.
 */
credentials: Array<string>, } | { "kind": "review", 
/**
 * Label and value.
 */
lines: Array<HolderLine>, } | { "kind": "live", 
/**
 * Its modules, for this display.
 */
qr: QrView, 
/**
 * Names of the credentials.
 */
credentials: Array<string>, 
/**
 * What the wallet will ask for; `None` when it asks for nothing.
 */
code: CodeAsked | null, 
/**
 * The issuer's host name, as the wallet will show it (R43).
 */
host: string | null, 
/**
 * Asked lifetime in seconds: the whole length of the fuse.
 */
lifetimeSeconds: number, 
/**
 * Milliseconds left when this was made.
 */
leftMs: number, } | { "kind": "claimed" } | { "kind": "ended" } | { "kind": "check_wallet" } | { "kind": "one_moment" } | { "kind": "card", 
/**
 * Counted from 1, as staff see it.
 */
screen: number, } | { "kind": "test", 
/**
 * Its modules.
 */
qr: QrView, };

export type HolderShow = "get_ready" | "review" | "idle";

export type HolderStatus = { 
/**
 * Whether the holder window is open.
 */
on: boolean, 
/**
 * The number of its screen, from 1.
 */
screen: number | null, 
/**
 * How many screens there are.
 */
screens: number, 
/**
 * Two screens show the same picture, so nothing secret may be shown.
 */
mirrored: boolean, };

export type ImportedView = { 
/**
 * Names of the presets that were added.
 */
added: Array<string>, 
/**
 * Names of those among them whose credentials this workplace does not have.
 */
incomplete: Array<string>, };

export type JournalHealth = "whole" | "replaced" | "damaged";

export type KeptClaim = { 
/**
 * The claim's path, such as `given_name`.
 */
claim: string, 
/**
 * Why it is kept, for whoever asks later.
 */
reason: string, };

export type KeyringState = "ok" | "locked" | "no_service" | "refused" | "several" | "unreadable" | "slow" | "asking";

export type KnownBy = "desk" | "service" | "staff" | "clock";

export type LeftLive = { 
/**
 * The intent it was made for.
 */
intentId: string, 
/**
 * What staff and holder call it.
 */
reference: string, 
/**
 * Milliseconds left.
 */
leftMs: number, };

export type LeftOut = { 
/**
 * Line of the file, from 1.
 */
line: number, 
/**
 * What is wrong in its cells; empty when it has more cells than the file has columns.
 */
problems: Array<FieldProblem>, };

export type MatchRequest = { 
/**
 * Field id to what was typed.
 */
typed: { [key in string]: string }, };

export type MovePresetRequest = { 
/**
 * Our own id for it.
 */
id: string, 
/**
 * One place up; else one down.
 */
up: boolean, };

export type Nothing = Record<symbol, never>;

export type NumberRange = { 
/**
 * The first that is missing.
 */
first: number, 
/**
 * The last that is missing.
 */
last: number, };

export type OfferRequest = { 
/**
 * The intent the offer came from.
 */
intentId: string, };

export type OfferView = { 
/**
 * The intent this offer came from; names it in every command.
 */
intentId: string, 
/**
 * The short reference that people say aloud, such as `7F3K`.
 */
reference: string, 
/**
 * Where it stands.
 */
state: State, 
/**
 * How that is known.
 */
knownBy: KnownBy, 
/**
 * Display names of its credential configurations.
 */
credentials: Array<string>, 
/**
 * Names of those that are in a wallet already.
 */
claimedCredentials: Array<string>, 
/**
 * The person, as typed or accepted in this run; never read back from disk.
 */
person: string | null, 
/**
 * Label and value of what was typed, for the read-only summary; empty after a restart.
 */
summary: Array<SummaryLine>, 
/**
 * Asked lifetime in seconds.
 */
lifetimeSeconds: number, 
/**
 * Milliseconds left when this view was made; 0 when over, `None` when no deadline is known.
 */
leftMs: number | null, 
/**
 * When it ends by the service's clock.
 */
expiresAt: string | null, 
/**
 * Whether that time is our own estimate, because the service gave none that could be used.
 */
about: boolean, 
/**
 * Whether a transaction code belongs to it.
 */
hasCode: boolean, 
/**
 * Whether its QR code and code are still in memory, so that a face can be shown.
 */
canShow: boolean, 
/**
 * The face on the single display.
 */
face: Face, 
/**
 * Where its QR code is, as far as the holder's display goes.
 */
holder: HolderPlace, 
/**
 * When Issue was pressed, wall time.
 */
issuedAt: string, 
/**
 * When it reached its present end, wall time.
 */
endedAt: string | null, 
/**
 * Until when we keep asking whether it was claimed.
 */
listeningUntil: string | null, 
/**
 * Whether the last question to the service went unanswered.
 */
offline: boolean, 
/**
 * It ended while the service could not be asked: staff are asked whether it arrived.
 */
asksArrival: boolean, 
/**
 * The offer it replaces was claimed after all: nothing of this one is shown until staff say
 * that the holder is to have both.
 */
firstClaimed: boolean, 
/**
 * The number of the reply check that failed, for a quarantined one.
 */
failedCheck: number | null, 
/**
 * The person's user id at the service.
 */
userId: string | null, 
/**
 * Wrong transaction codes that staff noted in this run.
 */
wrongCodes: number, 
/**
 * Language of the holder window, BCP 47; `None` after a restart.
 */
language: string | null, 
/**
 * The preset it was made from, by the name it had then.
 */
preset: string | null, };

export type PendingCounts = { 
/**
 * May still be redeemed.
 */
live: number, 
/**
 * Sent, outcome not known.
 */
notKnown: number, 
/**
 * Ended today.
 */
endedToday: number, 
/**
 * All rows.
 */
all: number, };

export type PendingFilter = "live" | "not_known" | "ended_today" | "all";

export type PendingPage = { 
/**
 * The rows, live ones by time left, the rest newest first.
 */
rows: Array<PendingRow>, 
/**
 * Ask with this for the next page; absent on the last.
 */
next: string | null, 
/**
 * How many rows each filter holds.
 */
counts: PendingCounts, };

export type PendingRequest = { 
/**
 * Which rows.
 */
filter: PendingFilter, 
/**
 * Words that the reference, credential names, desk, offer id or user id start with.
 */
search: string, 
/**
 * Only offers made from this preset.
 */
presetId: string | null, 
/**
 * `next` of the page before.
 */
after: string | null, 
/**
 * Rows wanted, 1 to 200.
 */
limit: number, 
/**
 * Start of the local day, for `ended_today`.
 */
dayStart: string, };

export type PendingRow = { 
/**
 * Names it in every command.
 */
intentId: string, 
/**
 * Short reference.
 */
reference: string, 
/**
 * Where it stands.
 */
state: State, 
/**
 * How that is known.
 */
knownBy: KnownBy, 
/**
 * Milliseconds left, for open ones.
 */
leftMs: number | null, 
/**
 * The person, only for offers of this run.
 */
person: string | null, 
/**
 * Display names of its credentials.
 */
credentials: Array<string>, 
/**
 * Which desk made it.
 */
desk: string, 
/**
 * The workplace it was made at.
 */
tenantName: string, 
/**
 * When Issue was pressed.
 */
issuedAt: string, 
/**
 * When it ended.
 */
endedAt: string | null, 
/**
 * Whether Cancel makes sense.
 */
canCancel: boolean, 
/**
 * Whether it was made in this run, so that its face can be shown again.
 */
canShow: boolean, 
/**
 * Whether it was live when the program ended last time: its person is not known any more.
 */
beforeRestart: boolean, 
/**
 * What to begin another one with: only for a live offer of this workplace that this run has
 * nothing to show of.
 */
remake: Remake | null, };

export type PersonChoice = { "kind": "none" } | { "kind": "existing", 
/**
 * The user's id at the service.
 */
userId: string, } | { "kind": "new", 
/**
 * The member number to store on the new user.
 */
number: string, };

export type PersonView = { 
/**
 * User id at the tenant.
 */
userId: string, 
/**
 * A name put together from stored claims, or the member number.
 */
name: string, 
/**
 * Birth date as stored, to tell two of the same name apart.
 */
birthDate: string | null, 
/**
 * Masked contact, such as `h...@example.nz`.
 */
contact: string | null, };

export type PortraitRequest = { 
/**
 * A JPEG, PNG or WebP file in base64. With a frame, mostly the whole picture prepared before, so
 * that nobody has to keep the original.
 */
picture: string, 
/**
 * The part of it to take; the whole picture without one, to choose the frame on.
 */
frame: Frame | null, };

export type PortraitView = { 
/**
 * A JPEG file in base64.
 */
jpeg: string, 
/**
 * Pixels across.
 */
width: number, 
/**
 * Pixels down.
 */
height: number, };

export type PrepareHolderRequest = { 
/**
 * What to show.
 */
show: HolderShow, 
/**
 * The first name to greet by, if the preset allows it.
 */
firstName: string | null, 
/**
 * Names of the credentials to come.
 */
credentials: Array<string>, 
/**
 * The fields that the preset marks for review.
 */
lines: Array<HolderLine>, 
/**
 * The person's language, BCP 47; it stays until the next request.
 */
language: string, };

export type Preset = { 
/**
 * Our own id for it.
 */
id: string, 
/**
 * Name for staff, written into the journal with each offer made from it.
 */
name: string, 
/**
 * The credential configurations offered together.
 */
credentials: Array<PresetCredential>, 
/**
 * What happens to single fields; a field that is not named is asked for.
 */
fields: Array<PresetField>, 
/**
 * How long the offer lasts, as typed.
 */
lifetime: string, 
/**
 * The hint beside the wallet's code entry; `None` asks for no transaction code.
 */
code: string | null, 
/**
 * Whether the clock starts only when the holder is ready.
 */
walletReady: WalletReady, 
/**
 * Whether the holder window may greet by first name.
 */
firstName: boolean, 
/**
 * Language of the holder window, BCP 47.
 */
language: string, 
/**
 * Claims to keep on the person at the service (`claimsToPersist`).
 */
keep: Array<string>, };

export type PresetCredential = { 
/**
 * Its id at this tenant.
 */
id: string, 
/**
 * ISO 18013-5 DocType.
 */
doctype: string, };

export type PresetField = { 
/**
 * The claim path, as in [`crate::claims::Field::id`].
 */
field: string, 
/**
 * Whether staff may change it, and see it.
 */
rule: FieldRule, 
/**
 * The value, as text for the control; a fact about the workplace, never about a person.
 */
value: string, 
/**
 * Whether the holder reviews it before the offer is made.
 */
review: boolean, };

export type PresetPreview = { 
/**
 * The form of its configurations.
 */
form: Form, 
/**
 * What keeps it from being saved.
 */
problems: Array<FieldProblem>, 
/**
 * How many fields are left to fill in at the counter.
 */
asked: number, 
/**
 * Estimated length of the offer URI in bytes.
 */
qrBytes: number, 
/**
 * Version of its QR code; `None` over the largest one allowed (R29).
 */
qrVersion: number | null, 
/**
 * Fields about one person, which no preset fills in (F2).
 */
personal: Array<string>, };

export type PresetRef = { 
/**
 * Our own id for it.
 */
id: string, };

export type PresetView = { 
/**
 * DocTypes of its configurations that no longer exist here.
 */
broken: Array<string>, 
/**
 * Our own id for it.
 */
id: string, 
/**
 * Name for staff, written into the journal with each offer made from it.
 */
name: string, 
/**
 * The credential configurations offered together.
 */
credentials: Array<PresetCredential>, 
/**
 * What happens to single fields; a field that is not named is asked for.
 */
fields: Array<PresetField>, 
/**
 * How long the offer lasts, as typed.
 */
lifetime: string, 
/**
 * The hint beside the wallet's code entry; `None` asks for no transaction code.
 */
code: string | null, 
/**
 * Whether the clock starts only when the holder is ready.
 */
walletReady: WalletReady, 
/**
 * Whether the holder window may greet by first name.
 */
firstName: boolean, 
/**
 * Language of the holder window, BCP 47.
 */
language: string, 
/**
 * Claims to keep on the person at the service (`claimsToPersist`).
 */
keep: Array<string>, };

export type PretendAct = "claim" | "wrong_code" | "claim_twice" | "let_it_run_out" | "lose_network" | "answer_late";

export type PretendReport = { 
/**
 * The steps, in order.
 */
steps: Array<PretendStep>, };

export type PretendRequest = { 
/**
 * The offer on the ticket.
 */
intentId: string, 
/**
 * The act.
 */
act: PretendAct, };

export type PretendStep = { 
/**
 * What was done, such as `token` or `credential`.
 */
what: string, 
/**
 * HTTP status it got, if it spoke HTTP.
 */
status: number | null, 
/**
 * Whether that is what a holder would want.
 */
good: boolean, 
/**
 * OAuth error code or a short fact, never a value.
 */
detail: string | null, };

export type PrintRequest = { 
/**
 * The intent of the offer whose receipt it is; none for a list.
 */
receiptOf: string | null, };

export type Problem = "missing" | "not_a_number" | "not_a_boolean" | "not_a_choice" | "not_codes" | "ends_before_start" | "not_a_date" | "not_a_date_time" | "not_json" | "not_a_picture" | "too_long" | "picture_too_large" | "request_too_large" | "control_characters" | "not_a_lifetime" | "too_dense" | "refused_by_service" | "person_gone" | "nothing_chosen" | "personal" | "code_required" | "keep_not_allowed";

export type QrView = { 
/**
 * Modules along a side, quiet zone not included.
 */
size: number, 
/**
 * One SVG path of row runs in module units, origin at the quiet zone's outer corner.
 */
path: string, 
/**
 * Whole device pixels for each module.
 */
modulePx: number, 
/**
 * Error correction level, `M` or `L`.
 */
level: string, 
/**
 * True from 800 bytes on: "This code is dense" (R30).
 */
dense: boolean, };

export type QuitAnswer = "seen" | "keep" | "cancel" | "leave";

export type QuitAsked = { 
/**
 * Until when a live offer can still be redeemed.
 */
until: string, };

export type QuitRequest = { 
/**
 * The answer.
 */
answer: QuitAnswer, };

export type Remake = { 
/**
 * The preset it was made from.
 */
presetId: string | null, 
/**
 * Its credential configurations, in the order chosen.
 */
configurationIds: string[], };

export type RenewRequest = { 
/**
 * The offer to replace.
 */
intentId: string, 
/**
 * A fresh intent id for the new one.
 */
newIntentId: string, };

export type Review = { 
/**
 * Field id to the text of a value that is worked out, not asked; empty while it can't be.
 */
workedOut: { [key in string]: string }, 
/**
 * What is wrong with what was typed; a field that is still empty is not told.
 */
problems: Array<FieldProblem>, 
/**
 * About how large the whole request is so far, in bytes.
 */
requestBytes: number, 
/**
 * How large it may be, in bytes.
 */
requestLimit: number, };

export type ReviewRequest = { 
/**
 * The form that the fields come from.
 */
form: Form, 
/**
 * Field id to what was typed.
 */
typed: { [key in string]: string }, };

export type Roster = { 
/**
 * The columns in their order.
 */
columns: Array<RosterColumn>, 
/**
 * Rows that can be taken.
 */
rows: Array<RosterRow>, 
/**
 * Rows that cannot, and why.
 */
leftOut: Array<LeftOut>, 
/**
 * How dates were read.
 */
dateOrder: DateOrder, 
/**
 * The first date that could mean two days, when the file does not settle which.
 */
unclearDate: string | null, };

export type RosterColumn = { 
/**
 * Its heading.
 */
heading: string, 
/**
 * Its first cell that is not empty.
 */
sample: string, 
/**
 * [`crate::claims::Field::id`] of what it fills in, if anything; `person` for the member
 * number, which says who it is for.
 */
field: string | null, };

export type RosterRequest = { 
/**
 * The file's bytes, base64.
 */
file: string, 
/**
 * The form for the chosen configurations.
 */
form: Form, 
/**
 * For each column the field it fills in; `None` before staff have looked: guessed by heading.
 */
columns: Array<string | null> | null, 
/**
 * How dates such as 04/03/1988 are meant; `None` before staff have said: read off the file.
 */
dateOrder: DateOrder | null, };

export type RosterRow = { 
/**
 * Line of the file, from 1.
 */
line: number, 
/**
 * The member number; empty when the file has none.
 */
number: string, 
/**
 * Field id to text, as staff would have typed it.
 */
typed: { [key in string]: string }, };

export type Saw = "in_wallet" | "not_in_wallet" | "not_sure" | "wrong_code" | "both_wanted";

export type SawRequest = { 
/**
 * The intent the offer came from.
 */
intentId: string, 
/**
 * What they saw.
 */
saw: Saw, };

export type ScanSize = "small" | "medium" | "large";

export type SearchRequest = { 
/**
 * A user id, an e-mail address, or a member number; matched exactly.
 */
query: string, };

export type SecretRequest = { 
/**
 * The tenant it belongs to.
 */
id: string, 
/**
 * OAuth 2.0 client secret.
 */
clientSecret: string, };

export type SecretState = "saved" | "this_run" | "missing" | "not_needed" | "asking";

export type Settings = { 
/**
 * The name of this desk, written into every row of the journal from now on.
 */
desk: string, 
/**
 * Colours of the staff window.
 */
theme: Theme, 
/**
 * Zoom of the staff window in per cent.
 */
zoom: number, 
/**
 * Minutes an offer lasts unless staff choose otherwise.
 */
offerMinutes: number, 
/**
 * A desktop notification near the end and at a claim, while the window is not in front.
 */
notices: boolean, 
/**
 * Keep the display awake while an offer is live.
 */
stayAwake: boolean, 
/**
 * Days for which an offer stays in the list after it has ended.
 */
keepDays: number, 
/**
 * The steps of the first start are still to be shown.
 */
firstRun: boolean, };

export type ShowQrRequest = { 
/**
 * The intent the offer came from.
 */
intentId: string, 
/**
 * Room on the display.
 */
display: DisplayRequest, };

export type Source = "desk" | "answer" | "list" | "staff" | "clock";

export type State = "intended" | "sent" | "not_created" | "refused" | "unreadable" | "unknown" | "quarantined" | "created" | "created_late" | "shown" | "partly_claimed" | "claimed" | "expired" | "cancelled" | "cancel_unknown" | "locked" | "closed" | "not_sure";

export type SummaryLine = { 
/**
 * The field's label.
 */
label: string, 
/**
 * What was typed, shortened for display.
 */
value: string, };

export type TenantField = "name" | "environment" | "pasted" | "tenant_url" | "auth_url" | "audience" | "client_id" | "client_secret" | "link_prefix" | "person_claim";

export type TenantPolicy = { 
/**
 * The rules of the New Zealand Government for agencies: a code with every offer, nothing
 * kept, the Govt.nz app. It wins over the switches beside it.
 */
nzDcip: boolean, 
/**
 * Claims that may be kept on a person, each with the reason (R130).
 */
keep: Array<KeptClaim>, 
/**
 * Any claim may be kept: practice only.
 */
keepAny: boolean, 
/**
 * Offers without a transaction code may be made (R15).
 */
codeOptional: boolean, 
/**
 * The QR code may be saved as a picture (R39).
 */
savePicture: boolean, 
/**
 * The link may be copied (R49).
 */
copyLink: boolean, 
/**
 * Hosts of a private cloud are accepted: any address, any port (R64).
 */
privateCloud: boolean, };

export type TenantProblem = { 
/**
 * Which field.
 */
field: TenantField, 
/**
 * What is wrong with it.
 */
problem: TenantProblemKind, 
/**
 * Where in pasted JSON (line and column), or the key that is missing or unknown.
 */
detail: string | null, };

export type TenantProblemKind = "missing" | "not_json" | "wrong_key" | "not_a_url" | "not_https" | "url_has_extras" | "host_not_allowed" | "port_not_allowed" | "hosts_differ" | "too_long";

export type TenantRef = { 
/**
 * Our own id for it.
 */
id: string, };

export type TenantRequest = { 
/**
 * The tenant to change; absent for a new one.
 */
id: string | null, 
/**
 * Name for staff.
 */
name: string, 
/**
 * Test or production; practice is refused here.
 */
environment: Environment, 
/**
 * The vendor's JSON object, pasted whole.
 */
pasted: string | null, 
/**
 * Base URL of the tenant.
 */
tenantUrl: string, 
/**
 * URL of the vendor's authorization server.
 */
authUrl: string, 
/**
 * Audience, sent exactly as given.
 */
audience: string, 
/**
 * OAuth 2.0 client id.
 */
clientId: string, 
/**
 * OAuth 2.0 client secret; absent leaves the saved one.
 */
clientSecret: string | null, 
/**
 * Wallet link prefix; empty for any wallet.
 */
linkPrefix: string, 
/**
 * Stored claim by which people are found; empty for `externalUserId`.
 */
personClaim: string, 
/**
 * What an admin allows; absent leaves the saved policy.
 */
policy: TenantPolicy | null, };

export type TenantView = { 
/**
 * Our own id for it.
 */
id: string, 
/**
 * The name staff gave it.
 */
name: string, 
/**
 * What it is for.
 */
environment: Environment, 
/**
 * Host of the tenant, in punycode.
 */
host: string, 
/**
 * `tenant_url` as entered.
 */
tenantUrl: string, 
/**
 * `auth_url` as entered.
 */
authUrl: string, 
/**
 * `audience` exactly as entered.
 */
audience: string, 
/**
 * OAuth 2.0 client id.
 */
clientId: string, 
/**
 * `credential_issuer` pinned by the last good check (R3).
 */
issuer: string | null, 
/**
 * Replaces `openid-credential-offer://` in the QR; set by an admin (R12).
 */
linkPrefix: string | null, 
/**
 * The stored claim by which people are found, such as `externalUserId`.
 */
personClaim: string, 
/**
 * What an admin allows here.
 */
policy: TenantPolicy, 
/**
 * Whether this is the tenant offers are made at now.
 */
active: boolean, 
/**
 * Where its client secret is.
 */
secret: SecretState, };

export type TestScanRequest = { 
/**
 * How large.
 */
size: ScanSize, 
/**
 * Room in the staff window, for when there is no holder window.
 */
room: DisplayRequest | null, };

export type Theme = "system" | "light" | "dark";

export type Tick = { 
/**
 * Whose time.
 */
intentId: string, 
/**
 * Milliseconds left, never below 0.
 */
leftMs: number, };

export type Timeline = { 
/**
 * As the list shows it.
 */
row: PendingRow, 
/**
 * What happened.
 */
facts: Array<Fact>, 
/**
 * When it ends, by the service's clock; for one that is open.
 */
expiresAt: string | null, 
/**
 * Whether staff may still say how it ended.
 */
canSettle: boolean, };

export type TransactionCodeRequest = { 
/**
 * The hint that the wallet shows beside its code entry; at most 300 characters.
 */
description: string, };

export type WalletReady = "always" | "new_people" | "never";

export type WorkedOut = { 
/**
 * The field that holds the birth date.
 */
from: string, 
/**
 * NN: true from this age on.
 */
years: number, };
