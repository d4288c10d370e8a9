//! Taking up open offers after a start: their rows and deadlines, never their QR (R45).

use std::sync::{PoisonError, atomic::Ordering};

use jiff::SignedDuration;
use mattr_vii::Moment;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::{Desk, DeskError};
use crate::offer::{deadline::Deadline, ticket::Ticket};

/// An offer of the run before that can still be redeemed. No name, no QR.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeftLive {
    /// The intent it was made for.
    #[ts(type = "string")]
    pub intent_id: Uuid,
    /// What staff and holder call it.
    pub reference: String,
    /// Milliseconds left.
    pub left_ms: i64,
}

/// What became of the journal's file, as far as staff must know (R108).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JournalHealth {
    /// Nothing is known to be wrong.
    Whole,
    /// It was damaged at the start: it was put aside, and an empty one began.
    Replaced,
    /// Damage was found while it is in use: the next start puts it aside.
    Damaged,
}

impl Desk {
    /// Whether the journal can be relied on.
    pub(super) fn journal_health(&self) -> JournalHealth {
        if self.0.damaged.load(Ordering::SeqCst) {
            JournalHealth::Damaged
        } else if self.0.opened.moved_aside.is_some() {
            JournalHealth::Replaced
        } else {
            JournalHealth::Whole
        }
    }

    /// Offers that were live when the program ended last time and still are, by time left.
    pub(super) fn left_live(&self) -> Vec<LeftLive> {
        let now = Moment::now(self.clock());
        let intents = self
            .0
            .left_open
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let tickets = self.tickets();
        let mut left: Vec<_> = intents
            .iter()
            .filter_map(|intent| {
                let ticket = tickets.get(*intent)?;
                Some(LeftLive {
                    intent_id: *intent,
                    reference: ticket.row.reference.clone(),
                    left_ms: ticket.left_ms(now).filter(|left| *left > 0)?,
                })
            })
            .collect();
        left.sort_by_key(|offer| offer.left_ms);
        left
    }

    /// Was it live when the program ended last time?
    pub(super) fn was_left_open(&self, intent: Uuid) -> bool {
        self.0
            .left_open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&intent)
    }

    pub(super) async fn take_up_open_offers(&self) -> Result<(), DeskError> {
        for row in self.journal().open_offers().await? {
            let intent = row.intent_id;
            self.tickets().put(self.without_secrets(row));
            self.watch(intent);
            self.0
                .left_open
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(intent);
        }
        Ok(())
    }

    /// Makes sure the offer has a ticket in memory, from the journal if need be.
    pub(crate) async fn load_ticket(&self, intent: Uuid) -> Result<(), DeskError> {
        if self.tickets().get(intent).is_some() {
            return Ok(());
        }
        // A row that is being written has no ticket to be given to yet.
        let _one = self.0.rows.lock().await;
        let row = self
            .journal()
            .load(intent)
            .await?
            .ok_or(DeskError::NotFound)?;
        // A press of Issue may have laid its ticket meanwhile: that one knows more than this row.
        let ticket = self.without_secrets(row);
        self.tickets().put_if_missing(ticket);
        Ok(())
    }

    fn without_secrets(&self, row: crate::journal::OfferRow) -> Ticket {
        let same_boot = row.deadline_boot_id == Some(self.journal().boot_id());
        let deadline = row.expires_at.map(|expires_at| {
            Deadline::after_restart(
                expires_at,
                row.deadline_boot,
                same_boot,
                row.clock_offset.unwrap_or(SignedDuration::ZERO),
                Moment::now(self.clock()),
            )
        });
        let mut ticket = Ticket::new(row, None);
        ticket.deadline = deadline;
        ticket.taken_up = Some(self.clock().boot());
        ticket
    }
}
