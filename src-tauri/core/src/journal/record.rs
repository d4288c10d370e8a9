//! Writing: every step is one event and one row in one transaction, synced before the answer.

use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Change, Facts, Journal, JournalError, NewIntent, OfferRow, change,
    disk::LOW,
    events::{self, NewEvent},
    offers, reference,
};
use crate::{
    chance::{Chance, new_id},
    clock::Moment,
    offer::{KnownBy, State},
};

impl Journal {
    /// Writes an intent down before anything is sent (R84).
    ///
    /// # Errors
    ///
    /// [`JournalError::DiskLow`] under 10 MiB of free disk, [`JournalError::IntentExists`] for the
    /// same flight; whatever the error, nothing may be sent.
    pub async fn record_intent(&self, intent: &NewIntent) -> Result<OfferRow, JournalError> {
        if let Some(free) =
            (self.shared.free_bytes)(self.shared.folder.path()).filter(|free| *free < LOW)
        {
            return Err(JournalError::DiskLow { free });
        }
        let (intent, shared, event_id) = (intent.clone(), self.shared.clone(), self.new_id());
        self.writer
            .run(move |c| {
                in_transaction(c, |t| {
                    if offers::load(t, intent.intent_id)?.is_some() {
                        return Err(JournalError::IntentExists);
                    }
                    let reference = free_reference(t, shared.chance.as_ref(), intent.at)?;
                    let event = NewEvent {
                        event_id,
                        intent_id: intent.intent_id,
                        kind: State::Intended.as_str().to_owned(),
                        at: intent.at,
                        boot_id: shared.boot_id,
                        known_by: KnownBy::Desk,
                        detail: offers::intended_detail(&intent, &reference),
                    };
                    offers::project(t, &events::append(t, event)?, None)?;
                    load(t, intent.intent_id)
                })
            })
            .await
    }

    /// Takes an offer one state further. On a full disk the reserve is given up and the row is
    /// tried once more (R109); waiting for room is the caller's choice.
    ///
    /// # Errors
    ///
    /// [`JournalError::NotAllowed`] for a step the states do not have; [`JournalError::OfferIdTaken`]
    /// for an offer id that another intent has (F16). Nothing is written then.
    pub async fn advance(&self, intent: Uuid, change: Change) -> Result<OfferRow, JournalError> {
        let Change {
            to,
            known_by,
            at,
            facts,
        } = change;
        self.record(intent, Some(to), known_by, at, facts).await
    }

    /// Writes down facts that change no state, such as one more credential of several.
    ///
    /// # Errors
    ///
    /// As [`Journal::advance`].
    pub async fn learn(
        &self,
        intent: Uuid,
        known_by: KnownBy,
        at: Moment,
        facts: Facts,
    ) -> Result<OfferRow, JournalError> {
        self.record(intent, None, known_by, at, facts).await
    }

    /// Writes down that something happened that changes nothing: a face turned, a code shown, a
    /// poll answered. `kind` is lower case words such as `code_shown`; `detail` is `null` or a
    /// flat object of numbers, booleans and codes of up to 40 characters.
    ///
    /// # Errors
    ///
    /// [`JournalError::DetailNotAllowed`] for anything else.
    pub async fn note(
        &self,
        intent: Uuid,
        kind: &'static str,
        known_by: KnownBy,
        detail: Value,
    ) -> Result<(), JournalError> {
        if !change::is_note_kind(kind) || !change::may_be_written(&detail) {
            return Err(JournalError::DetailNotAllowed);
        }
        let event = self.event(intent, kind, known_by, self.now(), detail);
        self.writer
            .run(move |c| {
                in_transaction(c, |t| {
                    load(t, intent)?;
                    events::append(t, event).map(drop)
                })
            })
            .await
    }

    async fn record(
        &self,
        intent: Uuid,
        to: Option<State>,
        known_by: KnownBy,
        at: Moment,
        facts: Facts,
    ) -> Result<OfferRow, JournalError> {
        let facts = facts.tidied();
        let first = self
            .try_to_record(intent, to, known_by, at, facts.clone())
            .await;
        if first != Err(JournalError::Full) {
            return first;
        }
        let freed = self.shared.folder.free_reserve();
        tracing::warn!(freed, "the disk is full; gave up the reserve");
        self.try_to_record(intent, to, known_by, at, facts).await
    }

    async fn try_to_record(
        &self,
        intent: Uuid,
        to: Option<State>,
        known_by: KnownBy,
        at: Moment,
        facts: Facts,
    ) -> Result<OfferRow, JournalError> {
        let kind = to.map_or(events::LEARNED, State::as_str);
        let detail = serde_json::to_value(&facts).map_err(|_| JournalError::DetailNotAllowed)?;
        let event = self.event(intent, kind, known_by, at, detail);
        self.writer
            .run(move |c| {
                in_transaction(c, |t| {
                    let row = load(t, intent)?;
                    if let Some(next) = to.filter(|next| !row.state.may_become(*next)) {
                        return Err(JournalError::NotAllowed {
                            state: row.state,
                            next,
                        });
                    }
                    refuse_taken_id(t, &row, facts.offer_id)?;
                    offers::project(t, &events::append(t, event)?, facts.code_hash)?;
                    load(t, intent)
                })
            })
            .await
    }

    fn event(
        &self,
        intent_id: Uuid,
        kind: &str,
        known_by: KnownBy,
        at: Moment,
        detail: Value,
    ) -> NewEvent {
        NewEvent {
            event_id: self.new_id(),
            intent_id,
            kind: kind.to_owned(),
            at,
            boot_id: self.shared.boot_id,
            known_by,
            detail,
        }
    }

    fn new_id(&self) -> Uuid {
        new_id(self.shared.clock.as_ref(), self.shared.chance.as_ref())
    }
}

fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let answer = work(&transaction)?;
    transaction.commit()?;
    Ok(answer)
}

fn load(connection: &Connection, intent: Uuid) -> Result<OfferRow, JournalError> {
    offers::load(connection, intent)?.ok_or(JournalError::UnknownIntent)
}

fn refuse_taken_id(
    connection: &Connection,
    row: &OfferRow,
    id: Option<Uuid>,
) -> Result<(), JournalError> {
    let Some(id) = id else { return Ok(()) };
    match offers::load_by_offer_id(connection, row.tenant_id, id)? {
        Some(other) if other.intent_id != row.intent_id => Err(JournalError::OfferIdTaken),
        _ => Ok(()),
    }
}

fn free_reference(
    connection: &Connection,
    chance: &dyn Chance,
    at: Moment,
) -> Result<String, JournalError> {
    let since = at
        .wall
        .as_millisecond()
        .saturating_sub(reference::UNIQUE_FOR_MS);
    let mut query = connection
        .prepare_cached("SELECT 1 FROM offer WHERE reference = ?1 AND issued_ms >= ?2")?;
    for _ in 0..reference::TRIES {
        let drawn = reference::draw(chance);
        if !query.exists((&drawn, since))? {
            return Ok(drawn);
        }
    }
    Err(JournalError::NoReference)
}
