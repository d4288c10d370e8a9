//! What the web view may know of an offer. No offer URI, no pre-authorized code, ever.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{KnownBy, State};
use crate::{
    claims::{FieldProblem, Form},
    holder::HolderPlace,
    preset::Preset,
};

/// What staff chose and typed, at the press of Issue.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DraftRequest {
    /// Made by [`crate::chance::new_id`] for this press; the same id twice is the same flight (R83).
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// Ids of the mDoc credential configurations to offer together.
    #[ts(type = "string[]")]
    pub configuration_ids: Vec<Uuid>,
    /// Whose credentials they become.
    pub person: PersonChoice,
    /// Field id to what was typed; booleans as `true` / `false`, a portrait as base64.
    pub typed: BTreeMap<String, String>,
    /// How long the offer lasts, as typed: `5`, `90s`, `1:30`, `1m30`.
    pub lifetime: String,
    /// The transaction code options; `None` means anyone who scans first gets it.
    pub transaction_code: Option<TransactionCodeRequest>,
    /// Claim names to keep on the person at the service (`claimsToPersist`). Empty by default.
    pub keep: Vec<String>,
    /// The preset whose fixed values count, whatever `typed` says.
    #[ts(type = "string | null")]
    pub preset_id: Option<Uuid>,
    /// Language of the holder window, BCP 47.
    pub language: String,
    /// An offer of an earlier run that this one takes the place of: it is cancelled once this one
    /// is made.
    #[ts(type = "string | null")]
    pub replaces: Option<Uuid>,
}

/// Transaction code options.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TransactionCodeRequest {
    /// The hint that the wallet shows beside its code entry; at most 300 characters.
    pub description: String,
}

/// Whose credentials they become.
#[derive(Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum PersonChoice {
    /// No person is kept: the service makes a new user for this offer.
    None,
    /// A user that the service already has.
    Existing {
        /// The user's id at the service.
        #[ts(type = "string")]
        user_id: Uuid,
    },
    /// A user to create first, found again later by this member number.
    New {
        /// The member number to store on the new user.
        number: String,
    },
}

/// A preset with what the workplace says of it.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PresetView {
    /// The preset.
    #[serde(flatten)]
    pub preset: Preset,
    /// DocTypes of its configurations that no longer exist here.
    pub broken: Vec<String>,
}

/// How a preset would work, before it is saved.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PresetPreview {
    /// The form of its configurations.
    pub form: Form,
    /// What keeps it from being saved.
    pub problems: Vec<FieldProblem>,
    /// How many fields are left to fill in at the counter.
    pub asked: u32,
    /// Estimated length of the offer URI in bytes.
    pub qr_bytes: u32,
    /// Version of its QR code; `None` over the largest one allowed (R29).
    pub qr_version: Option<u8>,
    /// Fields about one person, which no preset fills in (F2).
    pub personal: Vec<String>,
}

/// One offer, as the staff window may see it. Personal texts are those typed in this run (F6).
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// The intent this offer came from; names it in every command.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// The short reference that people say aloud, such as `7F3K`.
    pub reference: String,
    /// Where it stands.
    pub state: State,
    /// How that is known.
    pub known_by: KnownBy,
    /// Display names of its credential configurations.
    pub credentials: Vec<String>,
    /// Names of those that are in a wallet already.
    pub claimed_credentials: Vec<String>,
    /// The person, as typed or accepted in this run; never read back from disk.
    pub person: Option<String>,
    /// Label and value of what was typed, for the read-only summary; empty after a restart.
    pub summary: Vec<SummaryLine>,
    /// Asked lifetime in seconds.
    pub lifetime_seconds: u32,
    /// Milliseconds left when this view was made; 0 when over, `None` when no deadline is known.
    #[ts(type = "number | null")]
    pub left_ms: Option<i64>,
    /// When it ends by the service's clock.
    #[ts(type = "string | null")]
    pub expires_at: Option<Timestamp>,
    /// Whether that time is our own estimate, because the service gave none that could be used.
    pub about: bool,
    /// Whether a transaction code belongs to it.
    pub has_code: bool,
    /// Whether its QR code and code are still in memory, so that a face can be shown.
    pub can_show: bool,
    /// The face on the single display.
    pub face: Face,
    /// Where its QR code is, as far as the holder's display goes.
    pub holder: HolderPlace,
    /// When Issue was pressed, wall time.
    #[ts(type = "string")]
    pub issued_at: Timestamp,
    /// When it reached its present end, wall time.
    #[ts(type = "string | null")]
    pub ended_at: Option<Timestamp>,
    /// Until when we keep asking whether it was claimed.
    #[ts(type = "string | null")]
    pub listening_until: Option<Timestamp>,
    /// Whether the last question to the service went unanswered.
    pub offline: bool,
    /// It ended while the service could not be asked: staff are asked whether it arrived.
    pub asks_arrival: bool,
    /// The offer it replaces was claimed after all: nothing of this one is shown until staff say
    /// that the holder is to have both.
    pub first_claimed: bool,
    /// The number of the reply check that failed, for a quarantined one.
    pub failed_check: Option<u8>,
    /// The person's user id at the service.
    #[ts(type = "string | null")]
    pub user_id: Option<Uuid>,
    /// Wrong transaction codes that staff noted in this run.
    pub wrong_codes: u8,
    /// Language of the holder window, BCP 47; `None` after a restart.
    pub language: Option<String>,
    /// The preset it was made from, by the name it had then.
    pub preset: Option<String>,
}

/// One line of the read-only summary.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SummaryLine {
    /// The field's label.
    pub label: String,
    /// What was typed, shortened for display.
    pub value: String,
}

/// The side of the torn ticket that is up. QR and code are never on one surface (R40).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// Neither: nothing to show, or withheld.
    Blank,
    /// The QR code.
    Qr,
    /// The transaction code, masked until asked for.
    Code,
}

/// Room for the QR code on the display, in device pixels.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DisplayRequest {
    /// Side of the largest free square, in device pixels.
    pub side_px: u32,
    /// Device pixels for each CSS pixel; a CSS pixel counts as 1/96 inch.
    pub scale: f64,
}

/// The QR code as modules. The text it holds never reaches a web view (R39).
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QrView {
    /// Modules along a side, quiet zone not included.
    pub size: u16,
    /// One SVG path of row runs in module units, origin at the quiet zone's outer corner.
    pub path: String,
    /// Whole device pixels for each module.
    pub module_px: u32,
    /// Error correction level, `M` or `L`.
    pub level: String,
    /// True from 800 bytes on: "This code is dense" (R30).
    pub dense: bool,
}

/// The transaction code, while it is shown.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CodeView {
    /// The characters, leading zeros kept.
    pub code: String,
    /// For how long it may stay on screen, in milliseconds.
    pub shown_for_ms: u32,
}

/// What staff saw with their own eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Saw {
    /// The credentials are in the holder's wallet.
    InWallet,
    /// They are not. Ends an offer whose outcome is not known; is noted for any other.
    NotInWallet,
    /// Neither can be said. Keeps an offer that ended unheard among those not known.
    NotSure,
    /// The wallet said that the transaction code was wrong.
    WrongCode,
    /// The offer that this one replaces was claimed, and the holder is to have this one too.
    BothWanted,
}

/// Which part of the journal a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PendingFilter {
    /// May still be redeemed.
    Live,
    /// Sent, outcome not known.
    NotKnown,
    /// Ended since the start of the local day given in the request.
    EndedToday,
    /// Everything.
    All,
}

/// A question to the journal.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PendingRequest {
    /// Which rows.
    pub filter: PendingFilter,
    /// Words that the reference, credential names, desk, offer id or user id start with.
    pub search: String,
    /// Only offers made from this preset.
    #[ts(type = "string | null")]
    pub preset_id: Option<Uuid>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200.
    pub limit: u32,
    /// Start of the local day, for `ended_today`.
    #[ts(type = "string")]
    pub day_start: Timestamp,
}

/// One page of rows.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PendingPage {
    /// The rows, live ones by time left, the rest newest first.
    pub rows: Vec<PendingRow>,
    /// Ask with this for the next page; absent on the last.
    pub next: Option<String>,
    /// How many rows each filter holds.
    pub counts: PendingCounts,
}

/// How many rows each filter holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PendingCounts {
    /// May still be redeemed.
    pub live: u32,
    /// Sent, outcome not known.
    pub not_known: u32,
    /// Ended today.
    pub ended_today: u32,
    /// All rows.
    pub all: u32,
}

/// One row of the pending list.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PendingRow {
    /// Names it in every command.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// Short reference.
    pub reference: String,
    /// Where it stands.
    pub state: State,
    /// How that is known.
    pub known_by: KnownBy,
    /// Milliseconds left, for open ones.
    #[ts(type = "number | null")]
    pub left_ms: Option<i64>,
    /// The person, only for offers of this run.
    pub person: Option<String>,
    /// Display names of its credentials.
    pub credentials: Vec<String>,
    /// Which desk made it.
    pub desk: String,
    /// The workplace it was made at.
    pub tenant_name: String,
    /// When Issue was pressed.
    #[ts(type = "string")]
    pub issued_at: Timestamp,
    /// When it ended.
    #[ts(type = "string | null")]
    pub ended_at: Option<Timestamp>,
    /// Whether Cancel makes sense.
    pub can_cancel: bool,
    /// Whether it was made in this run, so that its face can be shown again.
    pub can_show: bool,
    /// Whether it was live when the program ended last time: its person is not known any more.
    pub before_restart: bool,
    /// What to begin another one with: only for a live offer of this workplace that this run has
    /// nothing to show of.
    pub remake: Option<Remake>,
}

/// What an offer of an earlier run was made from, as far as the journal knows: nothing about the
/// person (F6).
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Remake {
    /// The preset it was made from.
    #[ts(type = "string | null")]
    pub preset_id: Option<Uuid>,
    /// Its credential configurations, in the order chosen.
    #[ts(type = "string[]")]
    pub configuration_ids: Vec<Uuid>,
}
