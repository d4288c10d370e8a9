//! Following an offer: its deadline, and whether it was claimed (mattr-vii.md 8; R93, R94).
//!
//! One task for each followed offer. It ends with a claim, or fifteen minutes after the end.

use std::{collections::HashSet, time::Duration};

use mattr_vii::{ErrorKind, IssuedCredential, Moment};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::{KnownBy, State, ticket::Ticket};
use crate::{
    desk::{Desk, DeskError, Workplace},
    journal::{Facts, OfferRow},
};

/// Between two questions while the offer lies on the counter.
const NEAR: Duration = Duration::from_secs(3);

/// Between two questions otherwise.
const FAR: Duration = Duration::from_secs(10);

/// Between two questions about one that ended unheard: nobody waits for it any more.
const UNSURE: Duration = Duration::from_secs(60);

/// Before an end is written again that the disk did not take: its time is over, so nothing else
/// holds the next try back.
const DISK_PAUSE: Duration = Duration::from_secs(10);

/// How long after its lifetime an unknown offer is closed without a word (R89).
const UNKNOWN_GRACE: Duration = Duration::from_secs(90);

impl Desk {
    /// Starts following an offer, unless it is followed already.
    pub(crate) fn watch(&self, intent: Uuid) {
        if self.followed().insert(intent) {
            let desk = self.clone();
            tokio::spawn(async move {
                desk.follow(intent).await;
                desk.followed().remove(&intent);
                desk.tickets().forget(intent);
            });
        }
    }

    /// Countdown and end never wait for a question that is under way: it may hang for longer than
    /// the offer lives (I2).
    async fn follow(&self, intent: Uuid) {
        let mut question = Question::Due(self.clock().boot());
        let mut at_least = Duration::ZERO;
        while let Some(step) = self.next_step(intent, question.due()) {
            tokio::select! {
                biased;
                () = question.answered() => question = Question::Due(self.next_question(intent)),
                () = self.clock().sleep(step.wait.max(at_least)) => {
                    self.tick(intent);
                    at_least = if self.close_if_over(intent).await {
                        Duration::ZERO
                    } else {
                        DISK_PAUSE
                    };
                    if question.due().is_some_and(|due| self.clock().boot() >= due) {
                        question = if self.asks_make_sense(intent) {
                            self.ask_apart(intent)
                        } else {
                            Question::Due(self.next_question(intent))
                        };
                    }
                }
            }
        }
        // A cancel that was asked for again is heard to its end.
        question.answered_if_asked().await;
    }

    /// In a task of its own: a question that is writing its answer down holds the row, and would
    /// hold it for ever if it went on only while nothing else happens to the offer (seed 101587).
    fn ask_apart(&self, intent: Uuid) -> Question {
        let desk = self.clone();
        Question::Asked(tokio::spawn(async move { desk.ask(intent).await }))
    }

    async fn ask(&self, intent: Uuid) {
        let answer = self.ask_outcome(intent).await;
        self.set_offline(intent, answer.is_err());
        self.retry_cancel(intent).await;
    }

    /// When to ask again, by the boot clock: never before the service wants to be asked.
    fn next_question(&self, intent: Uuid) -> Duration {
        let now = self.clock().boot();
        let tickets = self.tickets();
        let ticket = tickets.get(intent);
        let unsure = |ticket: &Ticket| ticket.row.state == State::NotSure;
        let pause = if ticket.is_some_and(unsure) {
            UNSURE
        } else if tickets.is_current(intent) {
            NEAR
        } else {
            FAR
        };
        let quiet_until = ticket.map_or(Duration::ZERO, |ticket| ticket.quiet_until);
        now.saturating_add(pause).max(quiet_until)
    }

    /// Keeps what a 429 said about when to come back (R91).
    pub(crate) fn heed_wait<T>(&self, intent: Uuid, answer: &Result<T, DeskError>) {
        if let Err(DeskError::Service(error)) = answer
            && let ErrorKind::RateLimited { retry_after } = error.kind()
            && let Some(ticket) = self.tickets().get_mut(intent)
        {
            ticket.quiet_until = self.clock().boot().saturating_add(*retry_after);
        }
    }

    /// What to wait for next; `None` when there is nothing more to learn.
    fn next_step(&self, intent: Uuid, next_question: Option<Duration>) -> Option<Step> {
        let now = Moment::now(self.clock());
        let tickets = self.tickets();
        let ticket = tickets.get(intent)?;
        let row = &ticket.row;
        let finished = match row.state {
            State::Claimed if row.known_by == KnownBy::Staff => ticket.ended_long_ago(now),
            State::Claimed | State::Refused | State::NotCreated | State::Closed => true,
            // Only an answer tells what became of it, however late.
            State::NotSure => false,
            _ => ticket.ended_long_ago(now),
        };
        if finished {
            return None;
        }
        let until_question =
            next_question.map_or(Duration::MAX, |due| due.saturating_sub(now.boot));
        let until_tick = if tickets.is_current(intent) && row.state.is_open() {
            until_whole_second(ticket.deadline.map(|end| end.left(now.boot)))
        } else {
            until_question
        };
        let until_end = ticket
            .deadline
            .filter(|_| row.state.is_open())
            .map_or(until_question, |end| end.left(now.boot));
        Some(Step {
            wait: until_question.min(until_tick).min(until_end),
        })
    }

    /// Tells both windows the time left of the ticket on the counter.
    fn tick(&self, intent: Uuid) {
        let left = {
            let tickets = self.tickets();
            tickets
                .current()
                .filter(|ticket| ticket.row.intent_id == intent)
                .and_then(|ticket| ticket.left_ms(Moment::now(self.clock())))
        };
        if let Some(left_ms) = left {
            self.audience().tick(intent, left_ms);
            self.tick_holder(intent, left_ms);
        }
    }

    /// False when the disk did not take it.
    async fn close_if_over(&self, intent: Uuid) -> bool {
        let Some(to) = self.due_end(intent) else {
            return true;
        };
        let change = self.change(to, KnownBy::Clock, Facts::default());
        let written = self.advance(intent, change).await.is_ok();
        if !written {
            // The screen keeps its word even when the disk does not take it (R109, F20).
            self.tickets().blank(intent);
            self.sync_holder();
        }
        written
    }

    /// The state that time alone brings now, if any.
    fn due_end(&self, intent: Uuid) -> Option<State> {
        let now = Moment::now(self.clock());
        let tickets = self.tickets();
        let ticket = tickets.get(intent)?;
        let row = &ticket.row;
        match row.state {
            State::Created
            | State::CreatedLate
            | State::Shown
            | State::PartlyClaimed
            | State::CancelUnknown => ticket
                .deadline
                .is_some_and(|end| end.is_over(now.boot))
                .then_some(State::Expired),
            // The disk did not take it when it happened; it may now (R109).
            State::Intended if ticket.unwritten => Some(State::NotCreated),
            State::Sent if ticket.unwritten => Some(State::Unknown),
            State::Unknown | State::Unreadable => {
                let lifetime = Duration::from_secs(u64::from(row.lifetime_s));
                let age = ticket.age(now, self.journal().boot_id());
                (age > lifetime.saturating_add(UNKNOWN_GRACE)).then_some(State::Closed)
            }
            _ => None,
        }
    }

    fn asks_make_sense(&self, intent: Uuid) -> bool {
        let tickets = self.tickets();
        tickets.get(intent).is_some_and(|ticket| {
            self.clock().boot() >= ticket.quiet_until
                && ticket.row.offer_id.is_some()
                && ticket.row.user_id.is_some()
                && (ticket.row.state.may_become(State::Claimed)
                    || ticket.row.known_by == KnownBy::Staff)
        })
    }

    async fn retry_cancel(&self, intent: Uuid) {
        let offer_id = {
            let tickets = self.tickets();
            tickets
                .get(intent)
                .filter(|ticket| ticket.row.state == State::CancelUnknown)
                .and_then(|ticket| ticket.row.offer_id)
        };
        if let Some(offer_id) = offer_id {
            // Unconfirmed stays unconfirmed; the next question tries again until the end.
            let _ = self.delete(intent, offer_id).await;
        }
    }

    /// One more credential of several: the state stays, the row grows.
    async fn learn(&self, intent: Uuid, evidence: Evidence) -> Result<(), DeskError> {
        let at = Moment::now(self.clock());
        let facts = evidence.into_facts();
        let write = self.journal().learn(intent, KnownBy::Service, at, facts);
        self.take_up(intent, at.boot, write).await?;
        self.tell(intent);
        Ok(())
    }

    /// Each reply measures the service's clock anew (ux.md 7).
    fn rebase(&self, intent: Uuid, workplace: &Workplace) {
        let Some(offset) = workplace.client.server_offset() else {
            return;
        };
        let now = Moment::now(self.clock());
        let server_now = now.wall.saturating_add(offset.server_minus_wall);
        if let Some(ticket) = self.tickets().get_mut(intent) {
            ticket.deadline = ticket
                .deadline
                .zip(server_now.ok())
                .map(|(end, server_now)| end.rebased(server_now, now.boot))
                .or(ticket.deadline);
        }
    }

    /// The service could be asked again and knows of no claim: as any other that ran out.
    async fn settle_unsure(&self, intent: Uuid) -> Result<(), DeskError> {
        if self.state_of(intent) != Some(State::NotSure) {
            return Ok(());
        }
        let change = self.change(State::Expired, KnownBy::Service, Facts::default());
        self.advance(intent, change).await
    }

    /// Asks the service whether the offer was claimed and writes down what it says.
    ///
    /// # Errors
    ///
    /// When the service could not be asked.
    pub(crate) async fn ask_outcome(&self, intent: Uuid) -> Result<(), DeskError> {
        let (row, user_id) = {
            let tickets = self.tickets();
            let row = tickets.get(intent).ok_or(DeskError::NotFound)?.row.clone();
            let Some(user_id) = row.user_id else {
                return Ok(());
            };
            (row, user_id)
        };
        let workplace = self.workplace_of(intent).await?;
        let issued = self.observe(workplace.client.list_user_credentials(user_id).await);
        self.heed_wait(intent, &issued);
        let issued = issued?;
        self.rebase(intent, &workplace);
        let evidence = Evidence::gather(&row, &issued);
        let Some(to) = evidence.state(&row) else {
            return self.settle_unsure(intent).await;
        };
        let grew = evidence.configurations.len() > row.claimed_configuration_ids.len();
        let now = self.state_of(intent);
        if now.is_some_and(|state| state.may_become(to)) {
            let change = self.change(to, KnownBy::Service, evidence.into_facts());
            self.advance(intent, change).await?;
        } else if grew {
            self.learn(intent, evidence).await?;
        }
        Ok(())
    }
}

struct Step {
    wait: Duration,
}

/// Where the asking stands.
enum Question {
    /// To be asked at this reading of the boot clock.
    Due(Duration),
    /// Under way.
    Asked(JoinHandle<()>),
}

impl Question {
    fn due(&self) -> Option<Duration> {
        match self {
            Self::Due(at) => Some(*at),
            Self::Asked(_) => None,
        }
    }

    /// Completes with the answer; never, when nothing was asked.
    async fn answered(&mut self) {
        match self {
            Self::Due(_) => std::future::pending().await,
            // One that fell over is asked again like one without an answer.
            Self::Asked(asking) => drop(asking.await),
        }
    }

    async fn answered_if_asked(&mut self) {
        if matches!(self, Self::Asked(_)) {
            self.answered().await;
        }
    }
}

/// Until the display changes: time left is drawn in whole seconds, rounded up.
fn until_whole_second(left: Option<Duration>) -> Duration {
    let part = left.map_or(0, |left| left.subsec_nanos());
    if part == 0 {
        Duration::from_secs(1)
    } else {
        Duration::from_nanos(u64::from(part))
    }
}

/// What the person's issued credentials prove about one offer.
struct Evidence {
    configurations: Vec<Uuid>,
    credentials: Vec<Uuid>,
}

impl Evidence {
    /// Entries with the offer's id; without any, those that only this offer can explain: a user
    /// that this offer made, an asked configuration, issued after the offer (mattr-vii.md 8).
    fn gather(row: &OfferRow, issued: &[IssuedCredential]) -> Self {
        let mine = issued.iter().filter(|entry| match entry.offer_id {
            Some(offer_id) => Some(offer_id) == row.offer_id,
            None => {
                row.user_made_by_offer
                    && entry.issued.is_none_or(|time| time >= row.issued.wall)
                    && entry
                        .configuration_id
                        .is_some_and(|id| row.configuration_ids.contains(&id))
            }
        });
        let mut seen = HashSet::new();
        let mut evidence = Self {
            configurations: Vec::new(),
            credentials: Vec::new(),
        };
        for entry in mine {
            evidence.credentials.push(entry.id);
            if let Some(id) = entry.configuration_id.filter(|id| seen.insert(*id)) {
                evidence.configurations.push(id);
            }
        }
        evidence
    }

    fn into_facts(self) -> Facts {
        Facts {
            claimed_configuration_ids: Some(self.configurations),
            claimed_credential_ids: Some(self.credentials),
            ..Facts::default()
        }
    }

    fn state(&self, row: &OfferRow) -> Option<State> {
        if self.credentials.is_empty() {
            return None;
        }
        let all = row
            .configuration_ids
            .iter()
            .all(|id| self.configurations.contains(id));
        Some(if all {
            State::Claimed
        } else {
            State::PartlyClaimed
        })
    }
}
