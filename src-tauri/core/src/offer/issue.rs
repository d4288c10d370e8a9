//! From the press of Issue to a live offer, in the one order that loses nothing (R83-R88).
//!
//! Intent row synced, then the request, once; reply checked; live row synced; only then a QR.

use std::{sync::Arc, time::Duration};

use mattr_vii::{Error as ServiceError, ErrorKind, Moment, OfferReply};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{
    KnownBy, State,
    checks::{CheckedOffer, check_reply, salvage_offer_id},
    deadline::{Deadline, ReplyTimes},
    details::{Details, SharedDetails},
    ticket::{OfferSecrets, Ticket},
    view::{DraftRequest, OfferView},
};
use crate::{
    desk::{Desk, DeskError, Workplace, met::Who},
    journal::{Facts, NewIntent},
};

/// How long staff wait for the answer before they are told that it is not known (R60, R87). The
/// request itself is kept on for the client's own limit.
const PATIENCE: Duration = Duration::from_secs(30);

/// The check that the reply is a success of at most 64 KiB.
const SIZE_CHECK: u8 = 1;

/// The check that the reply names a new offer.
const NEW_ID_CHECK: u8 = 3;

/// Tries to read or write the journal after the service has acted (R109).
const TRIES: u32 = 3;

impl Desk {
    /// Checks what was typed, creates the offer and follows it.
    ///
    /// The same intent id twice is the same flight: the second call waits for the first and
    /// returns what became of it.
    ///
    /// # Errors
    ///
    /// Whenever nothing was made: bad fields, no connection, a refusal. What may have been made
    /// comes back as a view whose state says so.
    pub async fn issue_offer(&self, draft: DraftRequest) -> Result<OfferView, DeskError> {
        let _one_at_a_time = self.issuing().lock().await;
        let intent = draft.intent_id;
        if self.tickets().get(intent).is_some() {
            return self.view_of(intent);
        }
        let workplace = self.checked_workplace().await?;
        let who = Who::of(&draft.typed);
        let replaces = draft.replaces;
        let details = Arc::new(self.read_draft(&workplace, draft).await?);
        let tenant = workplace.settings.id;
        let view = match replaces {
            None => self.make(workplace, intent, details, None).await?,
            Some(old) => {
                self.make_in_place_of(old, workplace, intent, details)
                    .await?
            }
        };
        let user_id = self
            .tickets()
            .get(intent)
            .and_then(|ticket| ticket.row.user_id);
        if let (Some(who), Some(user_id)) = (who, user_id) {
            self.remember(tenant, user_id, who);
        }
        Ok(view)
    }

    /// Makes a new offer with the details of `intent` and lays it on the counter in its place.
    ///
    /// # Errors
    ///
    /// As [`Desk::issue_offer`]; [`DeskError::NothingToShow`] when the details are gone.
    pub async fn renew_offer(
        &self,
        intent: Uuid,
        new_intent: Uuid,
    ) -> Result<OfferView, DeskError> {
        let _one_at_a_time = self.issuing().lock().await;
        if self.tickets().get(new_intent).is_some() {
            return self.view_of(new_intent);
        }
        let details = self
            .tickets()
            .get(intent)
            .and_then(|ticket| ticket.details.clone())
            .ok_or(DeskError::NothingToShow)?;
        let workplace = self.workplace().await?;
        self.make_in_place_of(intent, workplace, new_intent, details)
            .await
    }

    /// Makes the new one first, then cancels the old one: the old one goes on if the new one
    /// cannot be made.
    async fn make_in_place_of(
        &self,
        old: Uuid,
        workplace: Workplace,
        intent: Uuid,
        details: SharedDetails,
    ) -> Result<OfferView, DeskError> {
        self.make(workplace, intent, details, Some(old)).await?;
        if self.state_of(old).is_some_and(State::is_open) {
            // Its own outcome tells what became of the old one; the new one is live either way.
            let _ = self.cancel_offer(old).await;
        }
        self.tickets().put_away(old);
        // Cancelling took its time: the new one may be on a display by now.
        self.view_of(intent)
    }

    /// The part that both share: from a synced intent to a settled one.
    async fn make(
        &self,
        workplace: Workplace,
        intent: Uuid,
        details: SharedDetails,
        replaces: Option<Uuid>,
    ) -> Result<OfferView, DeskError> {
        self.observe(workplace.client.sign_in().await)?;
        let row = self
            .journal()
            .record_intent(&self.new_intent_row(&workplace, intent, &details, replaces))
            .await?;
        let ticket = Ticket::new(row, Some(details.clone()));
        let stop = ticket.stop.clone();
        self.lay_ticket(ticket);
        if let Err(error) = self.advance(intent, self.plainly(State::Sent)).await {
            // Nothing was sent: the counter goes back to the form.
            self.write_later(intent);
            self.tickets().put_away(intent);
            return Err(error);
        }

        let (settled, answer) = oneshot::channel();
        tokio::spawn(
            self.clone()
                .send_and_settle(workplace, intent, details, settled),
        );
        tokio::select! {
            // An answer that is there counts, even one that came in the last moment.
            biased;
            result = answer => result.unwrap_or(Err(DeskError::Internal))?,
            () = self.clock().sleep(PATIENCE) => self.give_up_waiting(intent).await?,
            () = stop.notified() => self.give_up_waiting(intent).await?,
        }
        self.view_of(intent)
    }

    /// The request goes on; an answer that still comes is taken (R87).
    async fn give_up_waiting(&self, intent: Uuid) -> Result<(), DeskError> {
        self.advance(intent, self.plainly(State::Unknown)).await?;
        self.watch(intent);
        Ok(())
    }

    /// "Stop waiting": the press of Issue ends now, as one whose outcome is not known. Does
    /// nothing when the answer is there.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotFound`] when nothing was sent for this intent yet.
    pub fn stop_waiting(&self, intent: Uuid) -> Result<(), DeskError> {
        let tickets = self.tickets();
        let ticket = tickets.get(intent).ok_or(DeskError::NotFound)?;
        ticket.stop.notify_one();
        Ok(())
    }

    /// Outlives the press: whoever waited may be gone when the answer comes (R87).
    async fn send_and_settle(
        self,
        workplace: Workplace,
        intent: Uuid,
        details: SharedDetails,
        settled: oneshot::Sender<Result<(), DeskError>>,
    ) {
        let reply = workplace
            .client
            .create_pre_authorized_offer(&details.request())
            .await;
        let result = match self.observe(reply) {
            Ok(reply) => {
                let taken = self.take_reply(&workplace, intent, &details, &reply).await;
                self.or_taken_back(intent, &reply, taken)
            }
            Err(DeskError::Service(error)) => self.take_refusal(intent, &details, error).await,
            Err(other) => Err(other),
        };
        if matches!(result, Err(DeskError::Journal(_) | DeskError::NotRecorded)) {
            self.write_later(intent);
        }
        // Nobody waits any more after PATIENCE; the journal and the events carry the news.
        let _ = settled.send(result);
    }

    /// The request failed: nothing was made, or we do not know (R85).
    async fn take_refusal(
        &self,
        intent: Uuid,
        details: &Details,
        error: ServiceError,
    ) -> Result<(), DeskError> {
        if error.may_have_acted() {
            if self.state_of(intent) == Some(State::Sent) {
                let change = match error.kind() {
                    // Made, and the answer is longer than any offer: as one that cannot be read.
                    ErrorKind::Unreadable => self.change(
                        State::Unreadable,
                        KnownBy::Desk,
                        Facts {
                            failed_check: Some(SIZE_CHECK),
                            ..Facts::default()
                        },
                    ),
                    _ => self.plainly(State::Unknown),
                };
                self.persist(|| self.advance(intent, change.clone()))
                    .await?;
            }
            self.watch(intent);
            return Ok(());
        }
        let state = match error.status() {
            Some(_) => State::Refused,
            None => State::NotCreated,
        };
        let facts = Facts {
            refusal_code: error.status().map(|status| status.to_string()),
            request_id: error.request_id().map(str::to_owned),
            ..Facts::default()
        };
        let change = self.change(state, KnownBy::Service, facts);
        self.persist(|| self.advance(intent, change.clone()))
            .await?;
        self.tickets().put_away(intent);
        Err(DeskError::refused(error, &details.form))
    }

    /// The service answered with a 2xx: check every byte before anything is shown.
    async fn take_reply(
        &self,
        workplace: &Workplace,
        intent: Uuid,
        details: &Details,
        reply: &OfferReply,
    ) -> Result<(), DeskError> {
        let checked = self
            .persist(|| self.check(workplace, intent, details, reply))
            .await?;
        match checked {
            Ok(checked) => self.take_offer(intent, details, reply, checked).await,
            Err(number) => self.take_misfit(workplace, intent, reply, number).await,
        }
    }

    /// An offer whose id reached us must be in the journal before its QR shows. If it cannot be,
    /// the offer is deleted while the id is still in memory (R109).
    fn or_taken_back(
        &self,
        intent: Uuid,
        reply: &OfferReply,
        taken: Result<(), DeskError>,
    ) -> Result<(), DeskError> {
        match (taken, salvage_offer_id(reply)) {
            (Err(DeskError::Journal(_)), Some(offer_id)) => {
                // The journal may not be readable, but every offer that could still be claimed
                // has a ticket: one of another intent with this id is not ours to delete (F16).
                if !self.tickets().has_offer(offer_id) {
                    self.delete_quietly(intent, offer_id);
                }
                Err(DeskError::NotRecorded)
            }
            (taken, _) => taken,
        }
    }

    /// The row stands behind what happened; the watcher writes it as soon as the disk takes it.
    fn write_later(&self, intent: Uuid) {
        if let Some(ticket) = self.tickets().get_mut(intent) {
            ticket.unwritten = true;
        }
        self.watch(intent);
    }

    async fn take_offer(
        &self,
        intent: Uuid,
        details: &Details,
        reply: &OfferReply,
        checked: CheckedOffer,
    ) -> Result<(), DeskError> {
        let deadline = Deadline::derive(&ReplyTimes {
            sent: reply.sent,
            received: reply.received,
            date: reply.date,
            expires_at: checked.expires_at,
            lifetime: details.lifetime,
        });
        let facts = Facts {
            offer_id: Some(checked.offer_id),
            user_id: checked.user_id,
            user_made_by_offer: Some(details.user_id.is_none()),
            expires_at: Some(deadline.expires_at),
            expiry_is_estimate: Some(deadline.about),
            clock_offset: reply
                .date
                .map(|date| date.duration_since(reply.received.wall)),
            deadline_boot: Some(deadline.boot),
            code_hash: Some(self.journal().hash_code(&checked.pre_authorized_code)),
            request_id: reply.request_id.clone(),
            ..Facts::default()
        };
        self.persist(|| {
            // Between two tries staff may stop waiting, and then it is late.
            let to = match self.state_of(intent) {
                Some(State::Sent) => State::Created,
                _ => State::CreatedLate,
            };
            self.advance(intent, self.change(to, KnownBy::Service, facts.clone()))
        })
        .await?;
        if let Some(ticket) = self.tickets().get_mut(intent) {
            ticket.deadline = Some(deadline);
            ticket.secrets = Some(OfferSecrets {
                uri: checked.uri,
                code: checked.code,
            });
        }
        self.tell(intent);
        self.watch(intent);
        Ok(())
    }

    /// Does again what the disk did not take or give, a few times within two seconds (R109).
    async fn persist<T, F>(&self, act: impl Fn() -> F) -> Result<T, DeskError>
    where
        F: Future<Output = Result<T, DeskError>>,
    {
        for _ in 1..TRIES {
            match act().await {
                Err(DeskError::Journal(_)) => self.clock().sleep(Duration::from_millis(700)).await,
                settled => return settled,
            }
        }
        act().await
    }

    /// A check failed: never shown, deleted, and the row says why (R22).
    async fn take_misfit(
        &self,
        workplace: &Workplace,
        intent: Uuid,
        reply: &OfferReply,
        number: u8,
    ) -> Result<(), DeskError> {
        let offer_id = match salvage_offer_id(reply) {
            Some(id) if self.is_anothers(workplace, id).await? => None,
            salvaged => salvaged,
        };
        let to = match offer_id {
            None if number <= 2 => State::Unreadable,
            _ => State::Quarantined,
        };
        let facts = Facts {
            offer_id,
            failed_check: Some(number),
            request_id: reply.request_id.clone(),
            ..Facts::default()
        };
        let change = self.change(to, KnownBy::Desk, facts);
        self.persist(|| self.advance(intent, change.clone()))
            .await?;
        if let Some(offer_id) = offer_id {
            self.delete_quietly(intent, offer_id);
        }
        self.watch(intent);
        Ok(())
    }

    async fn check(
        &self,
        workplace: &Workplace,
        intent: Uuid,
        details: &Details,
        reply: &OfferReply,
    ) -> Result<Result<CheckedOffer, u8>, DeskError> {
        let ids = details.configuration_ids();
        let asked = workplace.asked(intent, &ids, details);
        let context = self.check_context(workplace).await?;
        let checked = match check_reply(reply, &asked, &context) {
            Ok(checked) => checked,
            Err(failed) => return Ok(Err(failed.number)),
        };
        if self.is_anothers(workplace, checked.offer_id).await? {
            return Ok(Err(NEW_ID_CHECK));
        }
        let hash = self.journal().hash_code(&checked.pre_authorized_code);
        if self.journal().code_seen(hash).await? {
            return Ok(Err(super::checks::CODE_UNSEEN));
        }
        Ok(Ok(checked))
    }

    /// Does an earlier intent of this tenant have this offer id? Then the reply is a replay or
    /// another request's, and deleting the offer would take it from somebody else (F16).
    async fn is_anothers(&self, workplace: &Workplace, offer_id: Uuid) -> Result<bool, DeskError> {
        let tenant = workplace.settings.id;
        let known = self.journal().load_by_offer_id(tenant, offer_id).await?;
        Ok(known.is_some())
    }

    fn new_intent_row(
        &self,
        workplace: &Workplace,
        intent: Uuid,
        details: &Details,
        replaces: Option<Uuid>,
    ) -> NewIntent {
        NewIntent {
            intent_id: intent,
            tenant_id: workplace.settings.id,
            configuration_ids: details.configuration_ids(),
            credentials: details.configuration_names(),
            user_id: details.user_id,
            has_code: details.code_description.is_some(),
            lifetime_s: u32::try_from(details.lifetime.as_secs()).unwrap_or(u32::MAX),
            preset: details.preset.clone(),
            at: Moment::now(self.clock()),
            replaces,
            desk: self.desk_name(),
            staff: None,
        }
    }
}
