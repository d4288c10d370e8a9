//! What must be said before the program ends: which offers can still be redeemed, and until when.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Desk, DeskError};

impl Desk {
    /// Until when an offer of this desk can still be redeemed; `None` when none can.
    ///
    /// The last of them counts. An offer without a usable end counts as ending now.
    pub fn live_until(&self) -> Option<Timestamp> {
        let now = self.clock().wall();
        let tickets = self.tickets();
        tickets
            .live()
            .map(|ticket| ticket.deadline.map_or(now, |end| end.expires_at))
            .max()
    }

    /// Cancels every offer that can still be redeemed. One that the service does not answer for
    /// is not waited for twice; it ends by itself.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn cancel_live(&self) -> Result<(), DeskError> {
        let live: Vec<Uuid> = {
            let tickets = self.tickets();
            tickets.live().map(|ticket| ticket.row.intent_id).collect()
        };
        for intent in live {
            self.cancel_offer(intent).await?;
        }
        Ok(())
    }
}
