//! The journal: the only record that a pending offer exists. SQLite, one file below the data
//! directory, one writer.
//!
//! It may not know the tenant, the keyring or the QR code, and it never holds an offer URI, a
//! pre-authorized code, a transaction code, a claim value or a person's name (R72). Every step
//! is an append-only event and, in the same transaction, a row that shows where the offer
//! stands; when a call returns, both are on the disk (R84).

mod activity;
mod cache;
mod change;
mod columns;
mod connection;
mod counts;
mod disk;
mod erase;
mod error;
mod events;
#[cfg(any(test, feature = "testing"))]
mod fill;
mod list;
mod migration;
mod offers;
mod opening;
mod presets;
mod record;
mod reference;
mod salvage;
mod search;
mod settings;
mod tenants;
mod worker;

#[cfg(test)]
mod tests;

use std::{
    path::Path,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use hmac::{Hmac, KeyInit, Mac};
use mattr_vii::Secret;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    chance::Chance,
    clock::{Clock, Moment},
    offer::view::PendingRequest,
};

pub use cache::{Cache, Cached};
pub use change::{Change, CodeHash, Facts, NewIntent};
pub use error::JournalError;
pub use events::EventRow;
#[cfg(any(test, feature = "testing"))]
pub use fill::{COMMON_PRESET, RARE_PRESET};
pub use list::JournalPage;
pub use offers::OfferRow;
pub use opening::OpenReport;
pub use worker::DiskWork;
#[cfg(any(test, feature = "testing"))]
pub use worker::Turns;

use worker::Worker;

/// A wallet that started in time can still finish this long after the end (R93).
pub const LATE_CLAIM: Duration = Duration::from_secs(15 * 60);

/// A cheap handle to the open journal. Call [`Journal::close`] before the program ends, so that
/// the next start knows that nothing was cut short.
#[derive(Clone)]
pub struct Journal {
    writer: Worker,
    reader: Worker,
    shared: Arc<Shared>,
}

struct Shared {
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    boot_id: Uuid,
    hash_key: Zeroizing<[u8; 32]>,
    folder: disk::Folder,
    free_bytes: FreeBytes,
    /// Something was erased, and its old pages may still be in the write-ahead log.
    unwiped: AtomicBool,
}

/// Asks how many bytes are free where a path is.
type FreeBytes = fn(&Path) -> Option<u64>;

impl Journal {
    /// Opens or makes the journal in the data directory `dir`. Blocks for as long as the disk
    /// needs; call it once, at the start, before anything is on screen.
    ///
    /// What was being made when the program ended is [`crate::offer::State::Unknown`] afterwards.
    ///
    /// # Errors
    ///
    /// [`JournalError::InUse`], [`JournalError::Foreign`] and [`JournalError::NewerSchema`] leave
    /// the file alone. A damaged file is moved aside and reported instead of failing.
    pub fn open(
        dir: &Path,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Result<(Self, OpenReport), JournalError> {
        Self::open_on(dir, clock, chance, &DiskWork::default(), None)
    }

    /// The same, with the work on the disk done as `work` says, in a boot of this name.
    ///
    /// # Errors
    ///
    /// As [`Journal::open`].
    pub fn open_on(
        dir: &Path,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        work: &DiskWork,
        boot_id: Option<Uuid>,
    ) -> Result<(Self, OpenReport), JournalError> {
        let boot_id = boot_id.unwrap_or_else(|| opening::boot_id(chance.as_ref()));
        let host = opening::Host {
            clock,
            chance,
            boot_id,
            busy: connection::BUSY,
        };
        Self::open_with(dir, host, work, disk::free_bytes)
    }

    fn open_with(
        dir: &Path,
        host: opening::Host,
        work: &DiskWork,
        free_bytes: FreeBytes,
    ) -> Result<(Self, OpenReport), JournalError> {
        let folder = disk::Folder::make(dir)?;
        let lock = folder.lock()?;
        let opened = opening::open(&folder, &host)?;
        // Afterwards: it shows that there was a journal.
        if let Err(error) = folder.make_reserve(free_bytes(folder.path())) {
            // Every offer asks for room of its own before it is begun (R109).
            tracing::warn!(%error, "no room could be set aside");
            folder.free_reserve();
        }
        let journal = Self {
            writer: Worker::start(work, "journal-writer", opened.writer, Some(lock))?,
            reader: Worker::start(work, "journal-reader", opened.reader, None)?,
            shared: Arc::new(Shared {
                clock: host.clock,
                chance: host.chance,
                boot_id: host.boot_id,
                hash_key: opened.hash_key,
                folder,
                free_bytes,
                unwiped: AtomicBool::new(false),
            }),
        };
        Ok((journal, opened.report))
    }

    /// Ends both threads after the calls before this one and gives the directory back. Later
    /// calls on other handles answer [`JournalError::Closed`].
    pub async fn close(&self) {
        let marked = self
            .writer
            .run(|c| settings::save(c, settings::CLOSED, &[1]))
            .await;
        if let Err(error) = marked {
            tracing::warn!(%error, "the journal could not be marked as closed");
        }
        self.reader.stop().await;
        self.writer.stop().await;
    }

    /// The boot that boot times are counted in now. On systems without such an id it names this
    /// process: boot times of an earlier one mean nothing.
    pub fn boot_id(&self) -> Uuid {
        self.shared.boot_id
    }

    /// The keyed hash of a pre-authorized code, to ask [`Journal::code_seen`] (R21).
    pub fn hash_code(&self, code: &Secret) -> CodeHash {
        // HMAC takes keys of any length, so this never fails; a failure would make every code new.
        let mut mac = match Hmac::<Sha256>::new_from_slice(self.shared.hash_key.as_ref()) {
            Ok(mac) => mac,
            Err(_) => return CodeHash([0; 32]),
        };
        // EXPOSE: only its keyed hash leaves this function.
        mac.update(code.expose().as_bytes());
        CodeHash(mac.finalize().into_bytes().into())
    }

    /// Whether an offer with this code was journalled before.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn code_seen(&self, hash: CodeHash) -> Result<bool, JournalError> {
        self.reader.run(move |c| offers::code_seen(c, hash)).await
    }

    /// The offer of one intent.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn load(&self, intent: Uuid) -> Result<Option<OfferRow>, JournalError> {
        self.reader.run(move |c| offers::load(c, intent)).await
    }

    /// The offer with this id at this tenant.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn load_by_offer_id(
        &self,
        tenant: Uuid,
        offer: Uuid,
    ) -> Result<Option<OfferRow>, JournalError> {
        self.reader
            .run(move |c| offers::load_by_offer_id(c, tenant, offer))
            .await
    }

    /// Every offer that is not finished, and those that ended within [`LATE_CLAIM`] and can still
    /// turn out to be claimed; oldest first.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn open_offers(&self) -> Result<Vec<OfferRow>, JournalError> {
        let late = columns::millis(LATE_CLAIM);
        let since = self
            .shared
            .clock
            .wall()
            .as_millisecond()
            .saturating_sub(late);
        self.reader.run(move |c| offers::load_open(c, since)).await
    }

    /// One page of the pending list.
    ///
    /// # Errors
    ///
    /// [`JournalError::BadMark`] if `after` is not the `next` of a page of the same filter.
    pub async fn list(&self, request: &PendingRequest) -> Result<JournalPage, JournalError> {
        let request = request.clone();
        self.reader.run(move |c| list::load(c, &request)).await
    }

    /// Everything that happened to one offer, in order.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn timeline(&self, intent: Uuid) -> Result<Vec<EventRow>, JournalError> {
        self.reader.run(move |c| events::load(c, intent)).await
    }

    /// The whole check of R108; it can take seconds and holds up reads, not writes.
    ///
    /// # Errors
    ///
    /// [`JournalError::Damaged`]: the next start will move the journal aside.
    pub async fn check_whole(&self) -> Result<(), JournalError> {
        self.reader
            .run(|c| opening::check(c, "PRAGMA integrity_check(1)"))
            .await?;
        let now = self.shared.clock.wall().as_millisecond();
        self.writer
            .run(move |c| settings::save(c, settings::CHECKED, &now.to_be_bytes()))
            .await
    }

    fn now(&self) -> Moment {
        Moment::now(self.shared.clock.as_ref())
    }
}
