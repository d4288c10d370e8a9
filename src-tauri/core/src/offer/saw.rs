//! What staff saw with their own eyes. The service's word comes after it and wins.

use mattr_vii::Moment;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    KnownBy, State,
    view::{OfferView, Saw},
};
use crate::{
    desk::{Desk, DeskError},
    journal::Facts,
};

/// The service accepts no more after this many wrong transaction codes (mattr-vii.md 4.1).
const WRONG_CODES: u8 = 3;

impl Desk {
    /// Notes what staff saw, in the journal as theirs.
    ///
    /// A claim that staff saw can still be confirmed by the service, so it is asked on (R93). What did
    /// not arrive ends an offer whose outcome is not known; a claim still beats it. Where they are
    /// not sure, it stays among those not known until the service answers. A wrong
    /// code is a count: the third one ends the offer, because the service takes no more tries.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotFound`] for an unknown intent, or an offer that this cannot be said of any more.
    pub async fn staff_saw(&self, intent: Uuid, saw: Saw) -> Result<OfferView, DeskError> {
        match saw {
            Saw::InWallet => self.end_by_staff(intent, State::Claimed).await?,
            Saw::NotSure => self.end_by_staff(intent, State::NotSure).await?,
            Saw::BothWanted => self.want_both(intent).await?,
            Saw::WrongCode => {
                let count = self.count_wrong_code(intent)?;
                self.note_seen(intent, "wrong_code", json!({ "count": count }))
                    .await;
                if count >= WRONG_CODES {
                    self.end_by_staff(intent, State::Locked).await?;
                } else {
                    self.tell(intent);
                }
            }
            Saw::NotInWallet => self.settle_as_not_arrived(intent).await?,
        }
        self.view_of(intent)
    }

    /// Ends what is not known in the staff's word. An offer that a wallet may still redeem is not
    /// ended by it: the word is noted, and deadline and service decide.
    async fn settle_as_not_arrived(&self, intent: Uuid) -> Result<(), DeskError> {
        self.load_ticket(intent).await?;
        let state = self.state_of(intent).ok_or(DeskError::NotFound)?;
        match state {
            State::NotSure => self.end_by_staff(intent, State::Expired).await,
            state if state.is_not_known() && state.may_become(State::Closed) => {
                self.end_by_staff(intent, State::Closed).await
            }
            _ => {
                self.note_seen(intent, "not_in_wallet", Value::Null).await;
                if let Some(ticket) = self.tickets().get_mut(intent) {
                    ticket.arrival_told = true;
                }
                self.tell(intent);
                Ok(())
            }
        }
    }

    /// The offer before was claimed, and this one is wanted all the same: it may be shown again.
    async fn want_both(&self, intent: Uuid) -> Result<(), DeskError> {
        let withheld = self
            .tickets()
            .get_mut(intent)
            .is_some_and(|ticket| std::mem::take(&mut ticket.first_claimed));
        if !withheld {
            return Err(DeskError::NotFound);
        }
        self.note_seen(intent, "both_wanted", Value::Null).await;
        self.tell(intent);
        Ok(())
    }

    async fn end_by_staff(&self, intent: Uuid, to: State) -> Result<(), DeskError> {
        self.load_ticket(intent).await?;
        if !self.state_of(intent).is_some_and(|now| now.may_become(to)) {
            return Err(DeskError::NotFound);
        }
        let change = self.change(to, KnownBy::Staff, Facts::default());
        self.advance(intent, change).await?;
        self.watch(intent);
        Ok(())
    }

    fn count_wrong_code(&self, intent: Uuid) -> Result<u8, DeskError> {
        let now = Moment::now(self.clock());
        let mut tickets = self.tickets();
        let ticket = tickets
            .get_mut(intent)
            .filter(|ticket| ticket.is_showable() && ticket.row.has_code)
            .filter(|ticket| ticket.left_ms(now) != Some(0))
            .ok_or(DeskError::NotFound)?;
        ticket.wrong_codes = ticket.wrong_codes.saturating_add(1);
        Ok(ticket.wrong_codes)
    }

    async fn note_seen(&self, intent: Uuid, kind: &'static str, detail: Value) {
        self.note_by(KnownBy::Staff, intent, kind, detail).await;
    }
}
