//! The contract with the web view: every command, every event, every error code.
//! `ui/src/backend/types.ts` is generated from here; a test fails when it is stale.

use std::collections::BTreeMap;

use counterfoil_core::{
    claims::{FieldProblem, Form},
    offer::view::{
        CodeView, DisplayRequest, DraftRequest, OfferView, PendingPage, PendingRequest, QrView,
    },
    session::view::{
        CheckResult, ConnectionState, KeyringState, TenantProblem, TenantRequest, TenantView,
    },
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Every command as `(request, response)`. The web view can name nothing else.
#[derive(TS)]
#[expect(dead_code, reason = "read by the type generator only")]
pub struct Commands {
    /// What the frame shows; asked once at start.
    app_status: (Nothing, AppStatus),
    /// Credential configurations of the active tenant.
    list_credentials: (CredentialsRequest, Vec<CredentialView>),
    /// The form for the chosen configurations, with what the person's record holds.
    make_form: (FormRequest, Form),
    /// People by user id or by exact member number or e-mail.
    search_people: (SearchRequest, Vec<PersonView>),
    /// A fresh intent id for one press of Issue.
    new_intent: (Nothing, String),
    /// Checks what was typed and creates the offer. Settles in a final or live state.
    issue_offer: (DraftRequest, OfferView),
    /// The offer on the ticket, if any.
    current_offer: (Nothing, Option<OfferView>),
    /// Turns the ticket to its QR face; the code face is gone first.
    show_qr: (ShowQrRequest, QrView),
    /// Turns the ticket to its code face, masked; the QR is gone first.
    turn_to_code: (OfferRequest, OfferView),
    /// The transaction code itself, on the code face only.
    show_code: (OfferRequest, CodeView),
    /// Takes QR and code off the screen, keeping the offer.
    hide_faces: (OfferRequest, OfferView),
    /// Cancels an offer of this desk.
    cancel_offer: (OfferRequest, OfferView),
    /// Makes a new offer with the same details, swaps it in, cancels the old one.
    renew_offer: (RenewRequest, OfferView),
    /// "Next person": forgets everything personal about the offer on the ticket.
    close_offer: (OfferRequest, Option<OfferView>),
    /// One page of this desk's journal.
    list_pending: (PendingRequest, PendingPage),
    /// Saved tenants, practice first.
    list_tenants: (Nothing, Vec<TenantView>),
    /// Saves the tenant form; changed addresses erase secret and token (R62).
    save_tenant: (TenantRequest, TenantView),
    /// Runs the connection check; each step is also told by the `check_step` event.
    check_connection: (TenantRef, Vec<CheckResult>),
    /// Makes offers at another tenant; refused while an offer is live.
    switch_tenant: (TenantRef, AppStatus),
    /// Forgets a tenant with its secret and token; the journal keeps its offers.
    remove_tenant: (TenantRef, Vec<TenantView>),
    /// Enters the secret for this run (and the keyring, when there is one).
    enter_secret: (SecretRequest, TenantView),
    /// Practice only: act as the holder's wallet against the offer on the ticket.
    pretend: (PretendRequest, PretendReport),
    /// Opens the data folder in the system's file manager.
    open_data_folder: (Nothing, Nothing),
}

/// What Rust tells the staff window, by event name.
#[derive(TS)]
#[expect(dead_code, reason = "read by the type generator only")]
pub struct Events {
    /// An offer changed; also sent at the end of its time.
    offer_changed: OfferView,
    /// Once a second while the ticket holds a live offer.
    tick: Tick,
    /// The journal changed: a list on screen should be read again.
    pending_changed: Nothing,
    /// Connection, keyring or tenant changed: ask `app_status` again.
    status_changed: Nothing,
    /// One step of a connection check ended.
    check_step: CheckResult,
}

/// An empty request or answer.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// The time left on the ticket.
#[derive(Clone, Copy, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Tick {
    /// Whose time.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// Milliseconds left, never below 0.
    #[ts(type = "number")]
    pub left_ms: i64,
}

/// What the frame shows.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppStatus {
    /// Version of the program.
    pub version: String,
    /// The active tenant.
    pub tenant: TenantView,
    /// Whether the service answered last time.
    pub connection: ConnectionState,
    /// The operating system's keyring.
    pub keyring: KeyringState,
    /// The name of this desk.
    pub desk: String,
    /// Where journal and logs are.
    pub data_folder: String,
    /// How many offers were live when the program closed last time without being told to.
    pub left_live: u32,
    /// Seconds this computer's clock is ahead of the service's, when over 30.
    #[ts(type = "number | null")]
    pub clock_skew_seconds: Option<i64>,
}

/// Whether to ask the service again.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CredentialsRequest {
    /// Ask the service even if a fresh copy is at hand.
    pub refresh: bool,
}

/// A credential configuration to choose.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CredentialView {
    /// Configuration id.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Display name: branding name, else DocType.
    pub name: String,
    /// Branding description.
    pub description: Option<String>,
    /// ISO 18013-5 DocType.
    pub doctype: String,
    /// Branding background as `#rrggbb`, only when it parses as such.
    pub color: Option<String>,
    /// How many elements it carries.
    pub elements: u32,
}

/// Which form.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormRequest {
    /// The chosen configurations.
    #[ts(type = "string[]")]
    pub configuration_ids: Vec<Uuid>,
    /// The chosen person, whose stored claims fill the form.
    #[ts(type = "string | null")]
    pub user_id: Option<Uuid>,
}

/// What to look for.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SearchRequest {
    /// A user id, an e-mail address, or a member number; matched exactly.
    pub query: String,
}

/// A person the tenant knows.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// User id at the tenant.
    #[ts(type = "string")]
    pub user_id: Uuid,
    /// A name put together from stored claims, or the member number.
    pub name: String,
    /// Birth date as stored, to tell two of the same name apart.
    pub birth_date: Option<String>,
    /// Masked contact, such as `h...@example.nz`.
    pub contact: Option<String>,
}

/// Names an offer by its intent.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfferRequest {
    /// The intent the offer came from.
    #[ts(type = "string")]
    pub intent_id: Uuid,
}

/// Which QR, and how much room there is.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShowQrRequest {
    /// The intent the offer came from.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// Room on the display.
    pub display: DisplayRequest,
}

/// "New offer, same details."
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenewRequest {
    /// The offer to replace.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// A fresh intent id for the new one.
    #[ts(type = "string")]
    pub new_intent_id: Uuid,
}

/// Names a saved tenant.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TenantRef {
    /// Our own id for it.
    #[ts(type = "string")]
    pub id: Uuid,
}

/// A client secret, on its way in; there is no way out.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecretRequest {
    /// The tenant it belongs to.
    #[ts(type = "string")]
    pub id: Uuid,
    /// OAuth 2.0 client secret.
    pub client_secret: String,
}

/// What the pretended wallet should do.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PretendRequest {
    /// The offer on the ticket.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// The act.
    pub act: PretendAct,
}

/// Acts of the pretended wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PretendAct {
    /// Scan, type the right code, accept every credential.
    Claim,
    /// Scan and type a wrong code once.
    WrongCode,
    /// Claim, then try to claim again.
    ClaimTwice,
    /// Make the practice tenant's clock pass the end of the offer.
    LetItRunOut,
    /// The next calls to the practice tenant do not reach it.
    LoseNetwork,
    /// The next create is answered after staff have stopped waiting.
    AnswerLate,
}

/// What the pretended wallet did, line by line.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PretendReport {
    /// The steps, in order.
    pub steps: Vec<PretendStep>,
}

/// One step of the pretended wallet.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PretendStep {
    /// What was done, such as `token` or `credential`.
    pub what: String,
    /// HTTP status it got, if it spoke HTTP.
    pub status: Option<u16>,
    /// Whether that is what a holder would want.
    pub good: bool,
    /// OAuth error code or a short fact, never a value.
    pub detail: Option<String>,
}

/// An error as the web view sees it: a stable code and what its sentence needs.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppError {
    /// Selects the sentence.
    pub code: Code,
    /// Values for the sentence's placeholders; never secret or personal.
    pub params: BTreeMap<String, String>,
    /// Problems by field, for the error summary.
    pub fields: Vec<FieldProblem>,
    /// Problems of the tenant form.
    pub tenant_fields: Vec<TenantProblem>,
    /// Reference for the log: request id or intent.
    pub reference: Option<String>,
}

/// Every error code. A new one fails the UI's type check until it has a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Fields need attention; see `fields`.
    Invalid,
    /// The tenant form needs attention; see `tenant_fields`.
    InvalidTenant,
    /// No connection; nothing was sent.
    Offline,
    /// The certificate could not be confirmed; nothing was sent.
    Certificate,
    /// Proxy, redirect or other unexpected answer from something that is not the service.
    NotTheService,
    /// The service refused client id and secret.
    SignInRefused,
    /// The client secret must be entered first.
    NeedsSecret,
    /// The workplace must pass its connection check first; nothing was sent.
    NotChecked,
    /// The role may not do this.
    NotAllowed,
    /// Something asked for is gone at the service (a configuration, a user).
    Gone,
    /// The service refused the request; see `fields` for what it named.
    Refused,
    /// The request is larger than the service takes.
    TooLarge,
    /// The service asked to wait; `seconds` says how long.
    RateLimited,
    /// The service failed; `status`.
    ServiceFailed,
    /// The service's answer could not be read.
    Unreadable,
    /// The service answered too slowly.
    Timeout,
    /// A reply check failed; `check` has its number. Nothing was shown.
    OfferDoesNotMatch,
    /// The journal cannot be written; nothing was sent.
    JournalUnwritable,
    /// It could not be recorded after sending, so it was cancelled.
    NotRecorded,
    /// Another copy or a newer version owns the journal.
    JournalUnusable,
    /// The keyring cannot be used; `state`.
    Keyring,
    /// Finish or cancel the live offer first.
    OfferLive,
    /// The offer is not in memory any more, so it has no face to show.
    NothingToShow,
    /// The QR code does not fit this display.
    QrDoesNotFit,
    /// No such offer, tenant or act here.
    NotFound,
    /// Only in practice.
    PracticeOnly,
    /// A defect in this program.
    Internal,
}
