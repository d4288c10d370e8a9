//! What becomes of an offer: written down first, then given to its ticket, then told.

use std::time::Duration;

use mattr_vii::Moment;
use serde_json::Value;
use uuid::Uuid;

use super::{Desk, DeskError};
use crate::{
    journal::{Change, Facts, JournalError, OfferRow},
    offer::{KnownBy, State},
};

impl Desk {
    pub(crate) fn change(&self, to: State, known_by: KnownBy, facts: Facts) -> Change {
        Change {
            to,
            known_by,
            at: Moment::now(self.clock()),
            facts,
        }
    }

    /// A change that this program brought about, with nothing to add.
    pub(crate) fn plainly(&self, to: State) -> Change {
        self.change(to, KnownBy::Desk, Facts::default())
    }

    /// Writes a change down, then lets the ticket and the window know.
    pub(crate) async fn advance(&self, intent: Uuid, change: Change) -> Result<(), DeskError> {
        let (claimed, boot) = (change.to == State::Claimed, change.at.boot);
        self.take_up(intent, boot, self.journal().advance(intent, change))
            .await?;
        self.tell(intent);
        if claimed {
            let second_copies = self.tickets().withhold_replacements(intent);
            for second in second_copies {
                self.tell(second);
            }
        }
        Ok(())
    }

    /// Writes to an offer's row at `boot` and gives the row to its ticket.
    ///
    /// One write at a time: of two answers of the journal the older could be taken up last, and a
    /// claimed offer would be shown as waiting.
    pub(crate) async fn take_up(
        &self,
        intent: Uuid,
        boot: Duration,
        write: impl Future<Output = Result<OfferRow, JournalError>>,
    ) -> Result<(), DeskError> {
        let _one = self.0.rows.lock().await;
        let row = write.await?;
        if let Some(ticket) = self.tickets().get_mut(intent) {
            ticket.update(row, boot);
        }
        Ok(())
    }

    /// Tells the window about one offer and the list.
    pub(crate) fn tell(&self, intent: Uuid) {
        if let Ok(view) = self.view_of(intent) {
            self.audience().offer_changed(view);
        }
        self.sync_holder();
        self.audience().pending_changed();
    }

    /// Adds a line to the offer's timeline. A line that cannot be written changes no outcome.
    pub(crate) async fn note_by(
        &self,
        known_by: KnownBy,
        intent: Uuid,
        kind: &'static str,
        detail: Value,
    ) {
        let noted = self.journal().note(intent, kind, known_by, detail).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "timeline note not written");
        }
    }

    /// As [`Desk::note_by`], for a fact of this desk.
    pub(crate) async fn note(&self, intent: Uuid, kind: &'static str, detail: Value) {
        self.note_by(KnownBy::Desk, intent, kind, detail).await;
    }

    /// As [`Desk::note`], for a fact of this desk that nobody waits for.
    pub(crate) fn note_later(&self, intent: Uuid, kind: &'static str) {
        let desk = self.clone();
        tokio::spawn(async move { desk.note(intent, kind, Value::Null).await });
    }
}
