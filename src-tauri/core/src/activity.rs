//! What happened at this desk, as a screen and an export show it: references, never a name, a value,
//! a code or a link.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::offer::timeline::Source;

/// Entries on a page, at most.
pub(crate) const PAGE: u32 = 500;

/// Which kinds of entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivityWhat {
    /// Everything but the two steps before a service answers.
    #[default]
    All,
    /// Offers made, or not made.
    Issued,
    /// Codes and QR codes shown, tickets turned over.
    Shown,
    /// How offers ended, and what was learned on the way.
    Outcomes,
    /// Cancels, asked for and confirmed.
    Cancels,
    /// What concerns the desk: settings, presets, workplaces, exports, prints.
    Desk,
}

impl ActivityWhat {
    /// A condition on a kind, for SQL.
    pub(crate) const fn condition(self) -> &'static str {
        match self {
            Self::All => "NOT IN ('intended', 'sent')",
            Self::Issued => {
                "IN ('created', 'created_late', 'not_created', 'refused', 'unreadable', 'unknown',
                     'quarantined', 'check_failed')"
            }
            Self::Shown => {
                "IN ('shown', 'qr_face', 'code_face', 'code_shown', 'on_holder_display')"
            }
            Self::Outcomes => {
                "IN ('claimed', 'partly_claimed', 'learned', 'expired', 'cancelled', 'locked',
                     'closed', 'wrong_code', 'not_in_wallet')"
            }
            Self::Cancels => {
                "IN ('cancel_asked', 'cancelled', 'cancel_unknown', 'deleted_unshown',
                     'delete_unconfirmed')"
            }
            Self::Desk => {
                "IN ('settings_saved', 'preset_saved', 'preset_deleted', 'presets_imported',
                     'presets_exported', 'offers_exported', 'activity_exported', 'list_printed',
                     'receipt_printed', 'workplace_saved', 'workplace_switched',
                     'workplace_removed', 'secret_entered', 'records_erased')"
            }
        }
    }
}

/// A question to the log.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActivityRequest {
    /// Words that the reference, credential names, desk, offer id or user id start with.
    pub search: String,
    /// Not before this time.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
    /// Only this desk's.
    pub desk: Option<String>,
    /// Which kinds.
    pub what: ActivityWhat,
    /// `next` of the page before.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// Entries wanted, 1 to 500.
    pub limit: u32,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityEntry {
    /// Its place in the log, without a gap.
    #[ts(type = "number")]
    pub number: i64,
    /// When, by this computer's clock.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The desk.
    pub desk: String,
    /// What: a state's name, or the name of a note.
    pub what: String,
    /// How it is known.
    pub source: Source,
    /// The number that belongs to it.
    pub count: Option<u32>,
    /// The offer it is about.
    #[ts(type = "string | null")]
    pub intent_id: Option<Uuid>,
    /// The reference of the offer it is about; none once that was erased.
    pub reference: Option<String>,
    /// The offer's credentials.
    pub credentials: Vec<String>,
    /// The person's user id at the service.
    #[ts(type = "string | null")]
    pub user_id: Option<Uuid>,
    /// The workplace of the offer.
    #[serde(skip)]
    pub tenant_id: Option<Uuid>,
}

/// Numbers that are missing from the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumberRange {
    /// The first that is missing.
    #[ts(type = "number")]
    pub first: i64,
    /// The last that is missing.
    #[ts(type = "number")]
    pub last: i64,
}

/// One page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityPage {
    /// Newest first.
    pub entries: Vec<ActivityEntry>,
    /// Ask with this for the next page; absent on the last.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
    /// Desks that the log names; on the first page only.
    pub desks: Vec<String>,
    /// Entries missing among the newest; on the first page only.
    pub missing: Vec<NumberRange>,
}
