//! One desk, one tenant, the wire between them, and a clock that all of them share.

mod clock;
mod draft;
mod news;

use std::{future::Future, path::Path, pin::Pin, sync::Arc, time::Duration};

use counterfoil_core::{
    desk::{Desk, DeskOptions, Machine, Ports, Practice as PracticePort},
    journal::{DiskWork, Turns},
    offer::view::{OfferView, PendingFilter, PendingRequest, PendingRow},
    session::{MemoryStore, SecretStore},
};
use counterfoil_practice::{Control, Knobs, Options, Practice};
use jiff::Timestamp;
use mattr_vii::{Chance, Connection, ConnectionInput, HostPolicy, Secret};
use uuid::Uuid;

pub(crate) use clock::StageClock;
use clock::TenantClock;
pub(crate) use draft::ROOM;
pub(crate) use news::News;

use crate::line::Line;

/// Why a case failed, in words for whoever reruns it.
pub(crate) type Failure = String;

/// Everything that a case plays on.
pub(crate) struct Stage {
    pub(crate) desk: Desk,
    pub(crate) tenant: Control,
    pub(crate) clock: Arc<StageClock>,
    pub(crate) news: Arc<News>,
    pub(crate) line: Line,
    /// The configuration that cases issue.
    pub(crate) visitor: Uuid,
    practice: Practice,
    folder: tempfile::TempDir,
}

/// When every case begins.
const START: &str = "2026-03-02T01:00:00Z";

/// Longer than anything here follows an offer.
const LONG_AFTER: Duration = Duration::from_secs(20 * 60);

impl Stage {
    /// Opens a desk on a well-behaved tenant, signed in and with its list of configurations read.
    pub(crate) async fn open(seed: u64) -> Result<Self, Failure> {
        let mut stage = Self::open_cold(seed).await?;
        let all = stage.desk.list_credentials(false).await;
        let all = all.map_err(said("the list cannot be read"))?;
        let visitor = all.iter().find(|one| one.name().contains("visitor pass"));
        stage.visitor = visitor.ok_or("no visitor pass")?.id;
        stage.settle().await;
        stage.line.clear();
        Ok(stage)
    }

    /// The same before the first request.
    pub(crate) async fn open_cold(seed: u64) -> Result<Self, Failure> {
        Self::open_with(seed, Arc::new(MemoryStore::default())).await
    }

    /// The same over this keyring.
    pub(crate) async fn open_with(
        seed: u64,
        secrets: Arc<dyn SecretStore>,
    ) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(said("no folder"))?;
        let start: Timestamp = START.parse().map_err(said("start"))?;
        let clock = StageClock::starting_at(start);
        let practice = Practice::start(Options {
            clock: TenantClock::beside(&clock),
            seed: Some(seed),
            knobs: Knobs::default(),
            record_requests: false,
            ..Options::default()
        })
        .await
        .map_err(said("no tenant"))?;
        let line = Line::open(port_of(practice.base_url())).await;
        let line = line.map_err(said("no line"))?;
        let news = Arc::new(News::default());
        let options = desk_options(folder.path(), &practice, &line)?;
        let ports = Ports {
            clock: clock.clone(),
            chance: Arc::new(SeededChance::new(seed)),
            secrets,
            audience: news.clone(),
        };
        let machine = Machine {
            disk: DiskWork::InTurn(Arc::new(NoWait)),
            ..Machine::default()
        };
        let desk = Desk::open_on(machine, options, ports).await;
        let desk = desk.map_err(said("no desk"))?;
        Ok(Self {
            desk,
            tenant: practice.control(),
            clock,
            news,
            line,
            visitor: Uuid::nil(),
            practice,
            folder,
        })
    }

    /// Starts the program a second time on the same folder. The code that it ends with.
    pub(crate) async fn open_again(&self) -> Result<(), &'static str> {
        let secrets = Arc::new(MemoryStore::default());
        let options = desk_options(self.folder.path(), &self.practice, &self.line);
        let options = options.map_err(|_| "no connection")?;
        let ports = Ports {
            clock: self.clock.clone(),
            chance: Arc::new(SeededChance::new(1)),
            secrets,
            audience: self.news.clone(),
        };
        let second = Desk::open(options, ports).await;
        second.map(drop).map_err(|error| crate::plays::word(&error))
    }

    /// Forgets what the case before left behind.
    pub(crate) fn clear(&self) {
        self.line.clear();
        self.news.clear();
        self.clock.take_slept();
        self.tenant.clear_faults();
    }

    /// Reads the list again if it is old, so that the next press of Issue sends a create alone.
    pub(crate) async fn freshen(&self) -> Result<(), Failure> {
        let desk = self.desk.clone();
        let read = self
            .play(async move { desk.list_credentials(false).await })
            .await?;
        read.map_err(said("the list cannot be read"))?;
        self.line.clear();
        Ok(())
    }

    /// Waits until nothing is left to do before the clock moves: whatever is alive sleeps or is
    /// held by the line.
    pub(crate) async fn settle(&self) {
        while !self.all_asleep().await {
            self.pass_silence().await;
            give_way().await;
        }
    }

    /// A connection is silent: moves the HTTP client's own clock past its limits.
    async fn pass_silence(&self) {
        /// Ordinary calls end after 15 s (R60).
        const LIMIT: Duration = Duration::from_secs(16);
        if self.line.holding() > 0 {
            tokio::time::pause();
            tokio::time::advance(LIMIT).await;
            tokio::time::resume();
            self.line.release();
        }
    }

    /// Plays `act` to its end. The clock leaps to the next sleeper whenever everybody sleeps.
    pub(crate) async fn play<T: Send + 'static>(
        &self,
        act: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Failure> {
        let playing = tokio::spawn(act);
        while !playing.is_finished() {
            if self.all_asleep().await && !playing.is_finished() {
                self.clock.leap();
            }
            self.pass_silence().await;
            give_way().await;
        }
        playing.await.map_err(said("the call broke off"))
    }

    /// Lets time pass until the last view of the offer is as wanted, for an hour at most.
    pub(crate) async fn until(
        &self,
        intent: Uuid,
        wanted: impl Fn(&OfferView) -> bool,
    ) -> Result<OfferView, Failure> {
        use counterfoil_core::clock::Clock;
        let end = self.clock.boot() + Duration::from_secs(3600);
        while self.clock.boot() < end {
            if let Some(view) = self.news.last(intent).filter(|view| wanted(view)) {
                return Ok(view);
            }
            let told = self.news.count();
            if self.all_asleep().await && self.news.count() == told && !self.clock.leap() {
                break;
            }
            give_way().await;
        }
        let last = self.news.last(intent).map(|view| view.state);
        Err(format!("it stayed {last:?}"))
    }

    /// Lets twenty minutes pass again and again until nobody follows an offer any more.
    pub(crate) async fn run_out(&self) {
        self.settle().await;
        while self.clock.sleepers() > 0 {
            self.clock.advance(LONG_AFTER);
            self.settle().await;
        }
    }

    /// The journal's row of an intent, read from its file.
    pub(crate) async fn row(&self, intent: Uuid) -> Result<Option<PendingRow>, Failure> {
        let request = PendingRequest {
            filter: PendingFilter::All,
            search: String::new(),
            preset_id: None,
            after: None,
            limit: 200,
            day_start: Timestamp::UNIX_EPOCH,
        };
        let page = self.desk.list_pending(request).await;
        let page = page.map_err(said("the journal cannot be read"))?;
        Ok(page.rows.into_iter().find(|row| row.intent_id == intent))
    }

    /// Lets other tasks run.
    pub(crate) async fn give_way(&self) {
        give_way().await;
    }

    /// Does everything that is alive sleep? A connection that is being made is no task for a
    /// moment, so one look is not enough.
    async fn all_asleep(&self) -> bool {
        const LOOKS: u32 = 12;
        for _ in 0..LOOKS {
            if self.awake() > 0 {
                return false;
            }
            give_way().await;
        }
        self.awake() == 0
    }

    /// Tasks that neither sleep nor are held: the desk's, the wire's, the HTTP client's.
    fn awake(&self) -> usize {
        /// The two that accept connections.
        const ALWAYS: usize = 2;
        let alive = tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks();
        alive.saturating_sub(ALWAYS + self.clock.sleepers())
    }
}

fn desk_options(folder: &Path, practice: &Practice, line: &Line) -> Result<DeskOptions, Failure> {
    let sign_in = practice.sign_in();
    let input = ConnectionInput {
        tenant_url: line.base_url(),
        auth_url: line.base_url(),
        audience: sign_in.audience,
        client_id: sign_in.client_id,
    };
    let connection = Connection::new(&input, HostPolicy::Loopback)
        .map_err(|faults| format!("no connection: {faults:?}"))?;
    Ok(DeskOptions {
        data_dir: folder.to_owned(),
        name: Some("Desk 2".to_owned()),
        first_run: false,
        practice: PracticePort {
            connection,
            client_secret: Secret::new(sign_in.client_secret),
            issuer: practice.base_url().to_owned(),
        },
    })
}

/// Lets other tasks run.
async fn give_way() {
    tokio::task::yield_now().await;
}

fn port_of(base_url: &str) -> u16 {
    let port = base_url.rsplit(':').next();
    port.and_then(|port| port.parse().ok()).unwrap_or_default()
}

/// Puts what was being done before what went wrong.
pub(crate) fn said<E: std::fmt::Display>(doing: &'static str) -> impl Fn(E) -> Failure {
    move |error| format!("{doing}: {error}")
}

/// The journal is written in the turn of whoever writes, so that nothing waits unseen.
struct NoWait;

impl Turns for NoWait {
    fn pass(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(std::future::ready(()))
    }
}

/// Chance that repeats from run to run (`SplitMix64`).
struct SeededChance(std::sync::Mutex<u64>);

impl SeededChance {
    fn new(seed: u64) -> Self {
        Self(std::sync::Mutex::new(seed))
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        for part in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^= mixed >> 31;
            part.copy_from_slice(&mixed.to_le_bytes()[..part.len()]);
        }
    }
}
