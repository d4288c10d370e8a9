//! Taking several offers back in one act (R95): at most [`MOST`], four at a time, each with its own result.
//!
//! The act runs here to its end, whatever the screen shows meanwhile. It may be repeated: a row that
//! has ended is left alone and says so.

use std::future::Future;

use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use ts_rs::TS;
use uuid::Uuid;

use super::State;
use crate::desk::{Desk, DeskError};

/// Offers cancelled in one act, at most.
pub const MOST: usize = 25;

/// Requests under way at a time.
const AT_ONCE: usize = 4;

/// The offers to cancel: no more than [`MOST`], each once.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Vec<Uuid>")]
pub struct BulkIntents(Vec<Uuid>);

impl TryFrom<Vec<Uuid>> for BulkIntents {
    type Error = &'static str;

    fn try_from(mut intents: Vec<Uuid>) -> Result<Self, Self::Error> {
        intents.sort_unstable();
        intents.dedup();
        if intents.len() > MOST {
            return Err("at most 25 offers in one act");
        }
        Ok(Self(intents))
    }
}

/// What became of one offer of the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BulkOutcome {
    /// The service deleted it and nobody had claimed it.
    Cancelled,
    /// Claimed before it could be cancelled.
    Claimed,
    /// It had ended before.
    AlreadyEnded,
    /// No answer that proves anything; it may still be live.
    Unreachable,
}

/// One offer of the act, once it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BulkResult {
    /// Which offer.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// What became of it.
    pub outcome: BulkOutcome,
}

impl Desk {
    /// Cancels the offers and tells `hear` each result as it is known; all of them at the end.
    pub async fn cancel_offers(
        &self,
        intents: BulkIntents,
        mut hear: impl FnMut(BulkResult) + Send,
    ) -> Vec<BulkResult> {
        let mut waiting = intents.0.into_iter().map(|intent| self.cancel_one(intent));
        let mut running: JoinSet<BulkResult> = waiting.by_ref().take(AT_ONCE).collect();
        let mut results = Vec::new();
        while let Some(ended) = running.join_next().await {
            if let Some(next) = waiting.next() {
                running.spawn(next);
            }
            if let Ok(result) = ended {
                hear(result);
                results.push(result);
            }
        }
        results
    }

    fn cancel_one(&self, intent: Uuid) -> impl Future<Output = BulkResult> + Send + 'static {
        let desk = self.clone();
        async move {
            BulkResult {
                intent_id: intent,
                outcome: desk
                    .cancel_outcome(intent)
                    .await
                    .unwrap_or(BulkOutcome::Unreachable),
            }
        }
    }

    async fn cancel_outcome(&self, intent: Uuid) -> Result<BulkOutcome, DeskError> {
        self.load_ticket(intent).await?;
        let before = self.state_of(intent).ok_or(DeskError::NotFound)?;
        if before.is_open() {
            self.cancel_offer(intent).await?;
            // A service may answer 204 for an offer that a wallet was quicker to claim (R93).
            let _ = self.ask_outcome(intent).await;
        }
        let after = self.state_of(intent).ok_or(DeskError::NotFound)?;
        Ok(match after {
            State::Claimed => BulkOutcome::Claimed,
            State::Cancelled if before.is_open() => BulkOutcome::Cancelled,
            state if state.is_open() || state.is_not_known() => BulkOutcome::Unreachable,
            _ => BulkOutcome::AlreadyEnded,
        })
    }
}
