//! The ticket on the counter.

use counterfoil_core::offer::{
    bulk::BulkIntents,
    view::{DisplayRequest, Saw},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

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

/// What staff saw of an offer.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SawRequest {
    /// The intent the offer came from.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// What they saw.
    pub saw: Saw,
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

/// The offers of one bulk cancel.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkRequest {
    /// The intents the offers came from, at most 25.
    #[ts(type = "Array<string>")]
    pub intent_ids: BulkIntents,
}
