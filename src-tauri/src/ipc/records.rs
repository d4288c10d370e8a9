//! What goes on paper.

use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

/// What was printed: the list on screen, or the receipt of one offer.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PrintRequest {
    /// The intent of the offer whose receipt it is; none for a list.
    #[ts(type = "string | null")]
    pub receipt_of: Option<Uuid>,
}
