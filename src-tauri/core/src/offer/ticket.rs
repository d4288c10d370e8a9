//! The offers that this run holds in memory: their secrets, the face that is up, their deadline.
//!
//! The one place where an offer URI and a transaction code live. Both are wiped at every end.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use mattr_vii::{Moment, Secret};
use tokio::sync::Notify;
use uuid::Uuid;

use super::{
    State,
    deadline::Deadline,
    details::SharedDetails,
    view::{Face, OfferView},
};
use crate::{
    holder::HolderPlace,
    journal::{LATE_CLAIM, OfferRow},
};

/// What only the holder's wallet and the counter may know.
pub(crate) struct OfferSecrets {
    pub(crate) uri: Secret,
    pub(crate) code: Option<Secret>,
}

/// One offer of this run, or one read back after a restart (then without secrets and details).
pub(crate) struct Ticket {
    pub(crate) row: OfferRow,
    pub(crate) details: Option<SharedDetails>,
    pub(crate) secrets: Option<OfferSecrets>,
    pub(crate) face: Face,
    /// Whether its QR code is on the holder's display; then the code face may be up for staff.
    pub(crate) holder: HolderPlace,
    pub(crate) deadline: Option<Deadline>,
    /// Boot-time reading when it was read back from the journal.
    pub(crate) taken_up: Option<Duration>,
    /// The last question about it went unanswered.
    pub(crate) offline: bool,
    /// Boot time until which the service wants to be left alone about it.
    pub(crate) quiet_until: Duration,
    /// Boot time of its end, when it ended in this run.
    pub(crate) ended_boot: Option<Duration>,
    /// Wrong transaction codes that staff noted.
    pub(crate) wrong_codes: u8,
    /// Staff were asked whether it arrived and said what they saw.
    pub(crate) arrival_told: bool,
    /// Staff will not wait for the answer any longer.
    pub(crate) stop: Arc<Notify>,
    /// Held while the service is asked to delete it: once is enough.
    pub(crate) deletion: Arc<tokio::sync::Mutex<()>>,
    /// What became of its request could not be written down. The row stands behind the truth.
    pub(crate) unwritten: bool,
    /// The offer it replaces was claimed after all, and staff have not said that both are wanted.
    pub(crate) first_claimed: bool,
}

impl Ticket {
    /// A ticket for a journal row, with nothing secret.
    pub(crate) fn new(row: OfferRow, details: Option<SharedDetails>) -> Self {
        Self {
            row,
            details,
            secrets: None,
            face: Face::Blank,
            holder: HolderPlace::Nowhere,
            deadline: None,
            taken_up: None,
            offline: false,
            quiet_until: Duration::ZERO,
            ended_boot: None,
            wrong_codes: 0,
            arrival_told: false,
            stop: Arc::default(),
            deletion: Arc::default(),
            unwritten: false,
            first_claimed: false,
        }
    }

    /// Takes the newer row, as it is since `boot`; at any end QR, code and secrets go.
    pub(crate) fn update(&mut self, row: OfferRow, boot: Duration) {
        if row.ended_at != self.row.ended_at {
            self.ended_boot = row.ended_at.map(|_| boot);
        }
        self.row = row;
        if !self.is_showable() {
            self.secrets = None;
            self.withhold();
        }
    }

    /// Takes QR and code off every display.
    fn withhold(&mut self) {
        self.face = Face::Blank;
        self.holder = HolderPlace::Nowhere;
    }

    /// May a face of it be on a screen?
    pub(crate) fn is_showable(&self) -> bool {
        matches!(
            self.row.state,
            State::Created | State::CreatedLate | State::Shown | State::PartlyClaimed
        )
    }

    /// What the staff window may know of it.
    pub(crate) fn view(&self, now: Moment) -> OfferView {
        let row = &self.row;
        let named = row.configuration_ids.iter().zip(&row.credentials);
        OfferView {
            intent_id: row.intent_id,
            reference: row.reference.clone(),
            state: row.state,
            known_by: row.known_by,
            credentials: row.credentials.clone(),
            claimed_credentials: named
                .filter(|(id, _)| row.claimed_configuration_ids.contains(id))
                .map(|(_, name)| name.clone())
                .collect(),
            person: self
                .details
                .as_ref()
                .and_then(|details| details.person.clone()),
            summary: self
                .details
                .as_ref()
                .map(|details| details.summary.clone())
                .unwrap_or_default(),
            lifetime_seconds: row.lifetime_s,
            left_ms: self.left_ms(now),
            expires_at: self.deadline.map(|end| end.expires_at).or(row.expires_at),
            about: self.deadline.is_some_and(|end| end.about),
            has_code: row.has_code,
            can_show: self.secrets.is_some() && self.is_showable(),
            face: self.face,
            holder: self.holder,
            issued_at: row.issued.wall,
            ended_at: row.ended_at,
            listening_until: row
                .ended_at
                .filter(|_| row.offer_id.is_some() && row.state != State::Claimed)
                .and_then(|end| end.checked_add(LATE_CLAIM).ok()),
            offline: self.offline,
            asks_arrival: self.offline && row.state == State::Expired && !self.arrival_told,
            first_claimed: self.first_claimed && self.is_showable(),
            failed_check: row.failed_check,
            user_id: row.user_id,
            wrong_codes: self.wrong_codes,
            language: self
                .details
                .as_ref()
                .map(|details| details.language.clone()),
            preset: row.preset.clone(),
        }
    }

    /// Has the time passed in which a wallet that started could still finish (R93)? The wall clock
    /// is asked only about an end before this run: it jumps.
    pub(crate) fn ended_long_ago(&self, now: Moment) -> bool {
        let since = match self.ended_boot {
            Some(end) => Some(now.boot.saturating_sub(end)),
            None => self
                .row
                .ended_at
                .map(|end| now.wall.duration_since(end).unsigned_abs()),
        };
        since.is_some_and(|since| since > LATE_CLAIM)
    }

    /// How long ago Issue was pressed; `boot_id` names the boot that `now` belongs to. The wall
    /// clock may be set meanwhile, so it counts only for an offer of an earlier boot, and then the
    /// time in this run counts as well (F26).
    pub(crate) fn age(&self, now: Moment, boot_id: Uuid) -> Duration {
        let issued = self.row.issued;
        if self.row.boot_id == boot_id {
            return now.boot.saturating_sub(issued.boot);
        }
        let by_wall = Duration::try_from(now.wall.duration_since(issued.wall)).unwrap_or_default();
        let here = self
            .taken_up
            .map_or(Duration::ZERO, |since| now.boot.saturating_sub(since));
        by_wall.max(here)
    }

    /// Milliseconds left while it is open.
    pub(crate) fn left_ms(&self, now: Moment) -> Option<i64> {
        self.deadline
            .filter(|_| self.row.state.is_open())
            .map(|end| end.left_ms(now.boot))
    }
}

/// All tickets of this run and which of them lies on the counter. In order of their ids, which is
/// the order of their making, so that what is done to several is always done in one order.
#[derive(Default)]
pub(crate) struct Tickets {
    by_intent: BTreeMap<Uuid, Ticket>,
    current: Option<Uuid>,
}

impl Tickets {
    pub(crate) fn get(&self, intent: Uuid) -> Option<&Ticket> {
        self.by_intent.get(&intent)
    }

    pub(crate) fn get_mut(&mut self, intent: Uuid) -> Option<&mut Ticket> {
        self.by_intent.get_mut(&intent)
    }

    pub(crate) fn put(&mut self, ticket: Ticket) {
        self.by_intent.insert(ticket.row.intent_id, ticket);
    }

    /// The same for a row that was read a moment ago: a ticket that is there stays.
    pub(crate) fn put_if_missing(&mut self, ticket: Ticket) {
        self.by_intent.entry(ticket.row.intent_id).or_insert(ticket);
    }

    /// Lays one ticket on the counter. The face of the one before goes; whose, if it was up.
    pub(crate) fn lay(&mut self, intent: Uuid) -> Option<Uuid> {
        let before = self.current.replace(intent);
        let before = before.filter(|before| *before != intent)?;
        let was_up = self.by_intent.get(&before).is_some_and(|ticket| {
            ticket.face != Face::Blank || ticket.holder != HolderPlace::Nowhere
        });
        self.blank(before);
        was_up.then_some(before)
    }

    pub(crate) fn current(&self) -> Option<&Ticket> {
        self.current.and_then(|intent| self.by_intent.get(&intent))
    }

    pub(crate) fn is_current(&self, intent: Uuid) -> bool {
        self.current == Some(intent)
    }

    /// Clears the counter and forgets everything personal and secret about the offer.
    pub(crate) fn put_away(&mut self, intent: Uuid) {
        if self.is_current(intent) {
            self.current = None;
        }
        if let Some(ticket) = self.by_intent.get_mut(&intent) {
            ticket.details = None;
            ticket.secrets = None;
            ticket.withhold();
        }
    }

    /// Clears the counter and forgets everything personal and secret about every offer: what was
    /// typed for one workplace must not be sent to another.
    pub(crate) fn clear(&mut self) {
        self.current = None;
        for ticket in self.by_intent.values_mut() {
            ticket.details = None;
            ticket.secrets = None;
            ticket.withhold();
        }
    }

    /// Drops a ticket that nobody watches any more.
    pub(crate) fn forget(&mut self, intent: Uuid) {
        if !self.is_current(intent) {
            self.by_intent.remove(&intent);
        }
    }

    /// Takes QR and code of one offer off the screen.
    pub(crate) fn blank(&mut self, intent: Uuid) {
        if let Some(ticket) = self.by_intent.get_mut(&intent) {
            ticket.withhold();
        }
    }

    /// Takes the QR codes and codes of offers that are at `from` away; `to` says why. Whose it was.
    pub(crate) fn replace_place(&mut self, from: HolderPlace, to: HolderPlace) -> Vec<Uuid> {
        self.by_intent
            .values_mut()
            .filter(|ticket| ticket.holder == from)
            .map(|ticket| {
                ticket.face = Face::Blank;
                ticket.holder = to;
                ticket.row.intent_id
            })
            .collect()
    }

    /// An offer was claimed: those made in its place are a second copy now, so their QR codes go.
    /// Whose they were.
    pub(crate) fn withhold_replacements(&mut self, claimed: Uuid) -> Vec<Uuid> {
        let mut chain = vec![claimed];
        let mut withheld = Vec::new();
        while let Some(before) = chain.pop() {
            for ticket in self.by_intent.values_mut() {
                if ticket.row.replaces != Some(before) {
                    continue;
                }
                chain.push(ticket.row.intent_id);
                if ticket.is_showable() {
                    ticket.first_claimed = true;
                    ticket.withhold();
                    withheld.push(ticket.row.intent_id);
                }
            }
        }
        withheld
    }

    /// Is this offer's id that of a ticket?
    pub(crate) fn has_offer(&self, offer_id: Uuid) -> bool {
        self.by_intent
            .values()
            .any(|ticket| ticket.row.offer_id == Some(offer_id))
    }

    /// Is any offer of this run still redeemable at this tenant?
    pub(crate) fn any_live(&self) -> bool {
        self.live().next().is_some()
    }

    /// The offers that can still be redeemed.
    pub(crate) fn live(&self) -> impl Iterator<Item = &Ticket> {
        self.by_intent
            .values()
            .filter(|ticket| ticket.is_showable())
    }
}
