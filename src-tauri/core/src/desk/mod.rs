//! One desk: everything that the shell may ask the engine to do.
//!
//! Use cases live with their topic (`offer`, and the files here). This file holds what they share:
//! the ports, the journal, the tickets in memory, and how news is told.

mod changes;
mod closing;
mod credentials;
mod draft;
mod error;
mod keyring;
mod machine;
pub(crate) mod met;
mod pending;
mod people;
mod portrait;
mod preferences;
mod presets;
mod records;
mod recovery;
mod retention;
mod save_tenant;
mod tenants;
mod workplace;

#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use mattr_vii::{Chance, Clock, ErrorKind, Moment, Secret};
use uuid::Uuid;

pub use error::DeskError;
pub use machine::{Machine, Network, RealNetwork};
pub use people::Person;
pub use presets::Imported;
pub use records::{ExportActivityRequest, ExportOffersRequest};
pub use recovery::{JournalHealth, LeftLive};
pub use tenants::DeskStatus;
pub use workplace::{Practice, Workplace};

use crate::{
    chance::new_id,
    holder::{Board, HolderMessage},
    journal::{Cache, Journal, JournalError, OpenReport},
    offer::{
        State,
        ticket::{Ticket, Tickets},
        view::OfferView,
    },
    session::{SecretStore, view::ConnectionState},
    settings::Settings,
};

/// Who is told that something changed. The shell passes it on to the staff window.
pub trait Audience: Send + Sync {
    /// An offer changed.
    fn offer_changed(&self, offer: OfferView);
    /// The ticket on the counter has this many milliseconds left.
    fn tick(&self, intent: Uuid, left_ms: i64);
    /// The journal changed.
    fn pending_changed(&self);
    /// Connection, keyring or tenant changed.
    fn status_changed(&self);
    /// The page of the holder window has something else to show. Must not wait.
    fn holder(&self, message: HolderMessage) {
        drop(message);
    }
}

/// What a desk needs from its host.
pub struct Ports {
    /// Both clocks.
    pub clock: Arc<dyn Clock>,
    /// Random bytes.
    pub chance: Arc<dyn Chance>,
    /// The operating system's keyring, or memory.
    pub secrets: Arc<dyn SecretStore>,
    /// Who hears of changes.
    pub audience: Arc<dyn Audience>,
}

/// Where and as what a desk opens.
pub struct DeskOptions {
    /// Journal and cache live here.
    pub data_dir: PathBuf,
    /// The name of this desk, for this run only; `None` is the one of the settings.
    pub name: Option<String>,
    /// Whether a folder without a journal begins with the steps of the first run.
    pub first_run: bool,
    /// The embedded practice tenant.
    pub practice: Practice,
}

/// One desk. A cheap handle; all clones are the same desk.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    ports: Ports,
    settings: Mutex<Settings>,
    practice: Practice,
    machine: Machine,
    journal: Journal,
    cache: Cache,
    opened: OpenReport,
    /// The whole check found damage while the journal was in use.
    damaged: AtomicBool,
    left_open: Mutex<Vec<Uuid>>,
    tickets: Mutex<Tickets>,
    met: Mutex<Vec<met::Met>>,
    board: Mutex<Board>,
    followed: Mutex<HashSet<Uuid>>,
    blanked: AtomicU64,
    issuing: tokio::sync::Mutex<()>,
    /// Held from a write to an offer's row until its ticket has that row.
    rows: tokio::sync::Mutex<()>,
    workplaces: tokio::sync::RwLock<workplace::Workplaces>,
    connection: Mutex<ConnectionState>,
    keyring: Mutex<keyring::KeyringSeen>,
}

impl Desk {
    /// Opens journal and cache and takes up the offers that are still open.
    ///
    /// # Errors
    ///
    /// When the journal cannot be used; nothing else has been done then.
    pub async fn open(options: DeskOptions, ports: Ports) -> Result<Self, DeskError> {
        Self::open_on(Machine::default(), options, ports).await
    }

    /// The same on another machine, such as a simulated one.
    ///
    /// # Errors
    ///
    /// As [`Desk::open`].
    pub async fn open_on(
        machine: Machine,
        options: DeskOptions,
        ports: Ports,
    ) -> Result<Self, DeskError> {
        let (journal, opened) = Journal::open_on(
            &options.data_dir,
            ports.clock.clone(),
            ports.chance.clone(),
            &machine.disk,
            machine.boot_id,
        )?;
        let cache = Cache::open_on(&options.data_dir, ports.clock.clone(), &machine.disk)?;
        let mut settings = preferences::load(&journal).await?;
        settings.first_run |= options.first_run && opened.made_new;
        if let Some(name) = options.name {
            settings.desk = name;
        }
        let desk = Self(Arc::new(Inner {
            workplaces: tokio::sync::RwLock::new(workplace::Workplaces::default()),
            ports,
            settings: Mutex::new(settings.tidy()),
            practice: options.practice,
            machine,
            journal,
            cache,
            opened,
            damaged: AtomicBool::new(false),
            left_open: Mutex::default(),
            tickets: Mutex::default(),
            met: Mutex::default(),
            board: Mutex::default(),
            followed: Mutex::default(),
            blanked: AtomicU64::new(0),
            issuing: tokio::sync::Mutex::default(),
            rows: tokio::sync::Mutex::default(),
            connection: Mutex::new(ConnectionState::NotTried),
            keyring: Mutex::default(),
        }));
        desk.cache().forget(crate::tenant::PRACTICE_ID).await;
        desk.check_journal_if_due();
        desk.take_up_open_offers().await?;
        if desk.active_tenant().await? != crate::tenant::PRACTICE_ID {
            desk.ask_keyring();
        }
        Ok(desk)
    }

    /// Reads the whole journal in the background after an unclean end, and weekly (R108).
    fn check_journal_if_due(&self) {
        if !self.0.opened.check_due {
            return;
        }
        let desk = self.clone();
        tokio::spawn(async move {
            let Err(error) = desk.journal().check_whole().await else {
                return;
            };
            tracing::error!(%error, "the journal is not whole");
            if error == JournalError::Damaged {
                desk.0.damaged.store(true, Ordering::SeqCst);
                desk.audience().status_changed();
            }
        });
    }

    /// Ends the journal in order, so that the next start knows that nothing was cut short.
    pub async fn close(&self) {
        self.cache().close().await;
        self.journal().close().await;
    }

    /// A fresh intent id for one press of Issue (R83).
    pub fn new_intent(&self) -> Uuid {
        new_id(self.clock(), &*self.0.ports.chance)
    }

    /// The offer on the counter.
    pub fn current_offer(&self) -> Option<OfferView> {
        let now = Moment::now(self.clock());
        self.tickets().current().map(|ticket| ticket.view(now))
    }

    /// "Next person": forgets everything personal and secret about the offer. It is followed on.
    pub fn close_offer(&self, intent: Uuid) -> Option<OfferView> {
        self.tickets().put_away(intent);
        self.sync_holder();
        self.0.ports.audience.pending_changed();
        self.current_offer()
    }

    /// Offer URI and transaction code for the embedded practice wallet.
    ///
    /// # Errors
    ///
    /// [`DeskError::PracticeOnly`] for an offer of a real tenant.
    pub fn lend_to_practice_wallet(
        &self,
        intent: Uuid,
    ) -> Result<(Secret, Option<Secret>), DeskError> {
        let tickets = self.tickets();
        let ticket = tickets.get(intent).ok_or(DeskError::NotFound)?;
        if ticket.row.tenant_id != crate::tenant::PRACTICE_ID {
            return Err(DeskError::PracticeOnly);
        }
        let secrets = ticket.secrets.as_ref().ok_or(DeskError::NothingToShow)?;
        let code = secrets.code.as_ref().map(Secret::duplicate);
        Ok((secrets.uri.duplicate(), code))
    }

    pub(crate) fn lend_uri(&self, intent: Uuid) -> Result<Secret, DeskError> {
        let tickets = self.tickets();
        let ticket = tickets.get(intent).ok_or(DeskError::NotFound)?;
        let secrets = ticket.secrets.as_ref().filter(|_| ticket.is_showable());
        secrets
            .map(|secrets| secrets.uri.duplicate())
            .ok_or(DeskError::NothingToShow)
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.0.ports.clock
    }

    pub(crate) fn audience(&self) -> &dyn Audience {
        &*self.0.ports.audience
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.0.journal
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.0.cache
    }

    pub(crate) fn issuing(&self) -> &tokio::sync::Mutex<()> {
        &self.0.issuing
    }

    fn met(&self) -> MutexGuard<'_, Vec<met::Met>> {
        self.0.met.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn tickets(&self) -> MutexGuard<'_, Tickets> {
        self.0
            .tickets
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn followed(&self) -> MutexGuard<'_, HashSet<Uuid>> {
        self.0
            .followed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What is on the holder window. Taken before the tickets, when both are.
    pub(crate) fn board(&self) -> MutexGuard<'_, Board> {
        self.0.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a ticket on the counter.
    pub(crate) fn lay_ticket(&self, ticket: Ticket) {
        let mut tickets = self.tickets();
        let intent = ticket.row.intent_id;
        tickets.put(ticket);
        let withheld = tickets.lay(intent);
        drop(tickets);
        self.sync_holder();
        self.tell_withheld(withheld);
    }

    /// Counts that everything leaves the displays: what is being prepared for one does not come.
    pub(crate) fn blank_all(&self) {
        self.0.blanked.fetch_add(1, Ordering::SeqCst);
    }

    /// How often everything left the displays. Ask before something is prepared for a display, and
    /// give it to [`Desk::not_blanked_since`] before it is shown.
    pub(crate) fn blanked(&self) -> u64 {
        self.0.blanked.load(Ordering::SeqCst)
    }

    /// A lock or the privacy key may come between a press and its picture (F28).
    pub(crate) fn not_blanked_since(&self, blanked: u64) -> Result<(), DeskError> {
        if self.blanked() == blanked {
            Ok(())
        } else {
            Err(DeskError::NothingToShow)
        }
    }

    /// The face of the offer before is gone, and the window that may still draw it hears so.
    pub(crate) fn tell_withheld(&self, withheld: Option<Uuid>) {
        if let Some(before) = withheld {
            self.tell(before);
        }
    }

    fn keyring_seen(&self) -> MutexGuard<'_, keyring::KeyringSeen> {
        self.0
            .keyring
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn state_of(&self, intent: Uuid) -> Option<State> {
        self.tickets().get(intent).map(|ticket| ticket.row.state)
    }

    pub(crate) fn view_of(&self, intent: Uuid) -> Result<OfferView, DeskError> {
        let now = Moment::now(self.clock());
        let tickets = self.tickets();
        let ticket = tickets.get(intent).ok_or(DeskError::NotFound)?;
        Ok(ticket.view(now))
    }

    pub(crate) fn set_offline(&self, intent: Uuid, offline: bool) {
        let changed = {
            let mut tickets = self.tickets();
            tickets
                .get_mut(intent)
                .is_some_and(|ticket| std::mem::replace(&mut ticket.offline, offline) != offline)
        };
        if changed {
            self.tell(intent);
        }
    }

    /// Learns from any answer of the service whether we are online and signed in.
    pub(crate) fn observe<T>(&self, answer: Result<T, mattr_vii::Error>) -> Result<T, DeskError> {
        let seen = match &answer {
            Ok(_) => ConnectionState::Online,
            Err(error) => match error.kind() {
                ErrorKind::NotSent(_)
                | ErrorKind::Certificate
                | ErrorKind::Timeout
                | ErrorKind::Interrupted => ConnectionState::Offline,
                ErrorKind::SignInRefused | ErrorKind::Unauthorized => ConnectionState::SignInEnded,
                ErrorKind::NeedsSecret => ConnectionState::NeedsSecret,
                _ => ConnectionState::Online,
            },
        };
        self.set_connection(seen);
        answer.map_err(DeskError::from)
    }

    pub(crate) fn set_connection(&self, seen: ConnectionState) {
        let mut connection = self
            .0
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let changed = std::mem::replace(&mut *connection, seen) != seen;
        drop(connection);
        if changed {
            self.audience().status_changed();
        }
    }

    /// Something of the shell's changed that the frame shows.
    pub fn status_changed(&self) {
        self.audience().status_changed();
    }

    pub(crate) fn connection(&self) -> ConnectionState {
        *self
            .0
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
