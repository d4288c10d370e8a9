//! The journal as the engine sees it, on real files.

mod activity;
mod cache;
mod damage;
mod erasing;
mod life;
mod migrations;
mod paging;
mod replay;
mod trouble;

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

use super::{
    COMMON_PRESET, Change, DiskWork, Facts, FreeBytes, Journal, JournalError, NewIntent, OfferRow,
    OpenReport, RARE_PRESET, opening::Host,
};
use crate::{
    activity::{ActivityRequest, ActivityWhat},
    chance::{Chance, SystemChance},
    clock::{Clock, ManualClock, Moment},
    offer::{
        KnownBy, State,
        view::{PendingFilter, PendingRequest},
    },
};

/// A journal in a directory of its own.
pub(super) struct Desk {
    pub(super) dir: TempDir,
    pub(super) clock: Arc<ManualClock>,
    pub(super) journal: Journal,
    pub(super) report: OpenReport,
}

pub(super) const TENANT: Uuid = Uuid::from_u128(1);

pub(super) fn start() -> Timestamp {
    "2026-03-02T01:00:00Z".parse().unwrap()
}

pub(super) fn plenty(_: &Path) -> Option<u64> {
    Some(u64::MAX)
}

pub(super) fn open(
    dir: &Path,
    clock: &Arc<ManualClock>,
) -> Result<(Journal, OpenReport), JournalError> {
    open_with(dir, clock, Arc::new(SystemChance), plenty)
}

pub(super) fn open_with(
    dir: &Path,
    clock: &Arc<ManualClock>,
    chance: Arc<dyn Chance>,
    free: FreeBytes,
) -> Result<(Journal, OpenReport), JournalError> {
    let host = Host {
        clock: clock.clone(),
        chance,
        boot_id: Uuid::from_u128(99),
        busy: std::time::Duration::from_millis(1),
    };
    Journal::open_with(dir, host, &DiskWork::default(), free)
}

impl Desk {
    pub(super) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::starting_at(start()));
        let (journal, report) = open(dir.path(), &clock).unwrap();
        Self {
            dir,
            clock,
            journal,
            report,
        }
    }

    /// Ends as a crash does and starts again.
    pub(super) async fn crash(&mut self) {
        // What a killed process leaves: everything closed, nothing said.
        self.journal.reader.stop().await;
        self.journal.writer.stop().await;
        (self.journal, self.report) = open(self.dir.path(), &self.clock).unwrap();
    }

    pub(super) fn now(&self) -> Moment {
        Moment::now(self.clock.as_ref() as &dyn Clock)
    }

    pub(super) fn intent(&self, number: u128) -> NewIntent {
        intent(number, self.now())
    }

    pub(super) async fn issue(&self, number: u128) -> OfferRow {
        self.journal
            .record_intent(&self.intent(number))
            .await
            .unwrap()
    }

    pub(super) async fn go(&self, number: u128, to: State) -> OfferRow {
        self.try_go(number, to).await.unwrap()
    }

    pub(super) async fn try_go(&self, number: u128, to: State) -> Result<OfferRow, JournalError> {
        let change = Change::to(to, KnownBy::Service, self.now());
        self.journal.advance(Uuid::from_u128(number), change).await
    }

    /// A live offer with an id of its own.
    pub(super) async fn live(&self, number: u128) -> OfferRow {
        self.issue(number).await;
        self.go(number, State::Sent).await;
        let facts = Facts {
            offer_id: Some(Uuid::from_u128(1000 + number)),
            user_id: Some(Uuid::from_u128(2000 + number)),
            user_made_by_offer: Some(true),
            expires_at: Some(start() + jiff::SignedDuration::from_secs(300)),
            deadline_boot: Some(std::time::Duration::from_secs(3900)),
            code_hash: Some(
                self.journal
                    .hash_code(&mattr_vii::Secret::new(format!("code {number}"))),
            ),
            ..Facts::default()
        };
        let change = Change {
            facts,
            ..Change::to(State::Created, KnownBy::Service, self.now())
        };
        self.journal
            .advance(Uuid::from_u128(number), change)
            .await
            .unwrap()
    }

    pub(super) async fn ended(&self, number: u128) -> OfferRow {
        self.live(number).await;
        self.go(number, State::Cancelled).await
    }
}

/// A press of Issue with this intent id.
pub(super) fn intent(number: u128, at: Moment) -> NewIntent {
    NewIntent {
        intent_id: Uuid::from_u128(number),
        tenant_id: TENANT,
        configuration_ids: vec![Uuid::from_u128(501), Uuid::from_u128(502)],
        credentials: vec!["Visitor pass".into(), "Site induction".into()],
        has_code: true,
        lifetime_s: 300,
        user_id: None,
        preset: None,
        replaces: None,
        desk: "Counter 1".into(),
        staff: None,
        at,
    }
}

pub(super) fn everything() -> ActivityRequest {
    ActivityRequest {
        search: String::new(),
        since: None,
        desk: None,
        what: ActivityWhat::All,
        before: None,
        limit: 50,
    }
}

pub(super) fn request(filter: PendingFilter, search: &str) -> PendingRequest {
    PendingRequest {
        filter,
        search: search.into(),
        preset_id: None,
        after: None,
        limit: 50,
        day_start: "2026-03-02T00:00:00Z".parse().unwrap(),
    }
}
