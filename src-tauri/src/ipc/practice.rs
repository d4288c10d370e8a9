//! The pretended wallet of the practice tenant.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

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
