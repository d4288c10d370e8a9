//! Taking an offer back. A 404 is not "cancelled" until the outcome has been asked for (R92).

use mattr_vii::Deletion;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{KnownBy, State, view::OfferView};
use crate::{
    desk::{Desk, DeskError},
    journal::Facts,
};

impl Desk {
    /// Hides the offer at once, then asks the service to delete it.
    ///
    /// The view returned says what is known: cancelled, claimed after all, or not confirmed.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotFound`] for an intent that has no offer id to delete.
    pub async fn cancel_offer(&self, intent: Uuid) -> Result<OfferView, DeskError> {
        self.load_ticket(intent).await?;
        self.tickets().blank(intent);
        self.sync_holder();
        let (state, offer_id) = {
            let tickets = self.tickets();
            let row = &tickets.get(intent).ok_or(DeskError::NotFound)?.row;
            (row.state, row.offer_id.ok_or(DeskError::NotFound)?)
        };
        if state.is_open() {
            self.note(intent, "cancel_asked", Value::Null).await;
            self.delete(intent, offer_id).await?;
            self.watch(intent);
        }
        self.view_of(intent)
    }

    /// Asks for the deletion and writes down what the answer proves. Whoever asks while another
    /// is asking waits for that answer.
    pub(crate) async fn delete(&self, intent: Uuid, offer_id: Uuid) -> Result<(), DeskError> {
        let deletion = self
            .tickets()
            .get(intent)
            .map(|ticket| ticket.deletion.clone())
            .ok_or(DeskError::NotFound)?;
        let _one_at_a_time = deletion.lock().await;
        if !self.state_of(intent).is_some_and(State::is_open) {
            return Ok(());
        }
        let workplace = self.workplace_of(intent).await?;
        let answer = self.observe(workplace.client.delete_pre_authorized_offer(offer_id).await);
        self.heed_wait(intent, &answer);
        let (to, known_by) = match answer {
            Ok(Deletion::Deleted) => (State::Cancelled, KnownBy::Service),
            Ok(Deletion::NotFound) => match self.ask_outcome(intent).await {
                Ok(()) if self.state_of(intent) == Some(State::Claimed) => return Ok(()),
                Ok(()) => (State::Cancelled, KnownBy::Service),
                Err(_) => (State::CancelUnknown, KnownBy::Desk),
            },
            Err(_) => (State::CancelUnknown, KnownBy::Desk),
        };
        if self
            .state_of(intent)
            .is_some_and(|state| state.may_become(to))
        {
            self.advance(intent, self.change(to, known_by, Facts::default()))
                .await?;
        }
        Ok(())
    }

    /// Deletes an offer that was never shown, in the background, with the client's own retries.
    pub(crate) fn delete_quietly(&self, intent: Uuid, offer_id: Uuid) {
        let desk = self.clone();
        tokio::spawn(async move {
            let Ok(workplace) = desk.workplace_of(intent).await else {
                return;
            };
            let answer = workplace.client.delete_pre_authorized_offer(offer_id).await;
            let kind = if answer.is_ok() {
                "deleted_unshown"
            } else {
                "delete_unconfirmed"
            };
            desk.note(intent, kind, Value::Null).await;
        });
    }

    /// Takes an offer off the screen for good because it failed a check after it was made.
    pub(crate) async fn quarantine(&self, intent: Uuid, check: u8) {
        let offer_id = {
            let mut tickets = self.tickets();
            tickets.blank(intent);
            tickets.get_mut(intent).and_then(|ticket| {
                ticket.secrets = None;
                ticket.row.offer_id
            })
        };
        self.note(intent, "check_failed", json!({ "check": check }))
            .await;
        if let Some(offer_id) = offer_id {
            // The row stays open until the deletion is confirmed; the watcher follows it.
            let _ = self.delete(intent, offer_id).await;
        }
    }
}
