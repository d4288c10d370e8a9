//! Taking up open offers after a start: their rows and deadlines, never their QR (R45).

use jiff::SignedDuration;
use mattr_vii::Moment;
use uuid::Uuid;

use super::{Desk, DeskError};
use crate::offer::{deadline::Deadline, ticket::Ticket};

impl Desk {
    pub(super) async fn take_up_open_offers(&self) -> Result<(), DeskError> {
        for row in self.journal().open_offers().await? {
            let intent = row.intent_id;
            self.tickets().put(self.without_secrets(row));
            self.watch(intent);
        }
        Ok(())
    }

    /// Makes sure the offer has a ticket in memory, from the journal if need be.
    pub(crate) async fn load_ticket(&self, intent: Uuid) -> Result<(), DeskError> {
        if self.tickets().get(intent).is_some() {
            return Ok(());
        }
        let row = self
            .journal()
            .load(intent)
            .await?
            .ok_or(DeskError::NotFound)?;
        self.tickets().put(self.without_secrets(row));
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
        ticket
    }
}
