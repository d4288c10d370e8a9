//! Everything that outlives the program: the world, the disk, the keyring, the people.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, Result, anyhow};
use counterfoil_core::{
    desk::{Desk, DeskOptions, Machine, Ports, Practice},
    journal::DiskWork,
    session::MemoryStore,
};
use mattr_vii::{Connection, ConnectionInput, HostPolicy, Secret};
use uuid::Uuid;

use crate::{
    clock::SimClock,
    dice::Dice,
    journal,
    life::End,
    network::SimNetwork,
    quiet::{Quiet, Shuffle},
    screen::Screens,
    tenant::Tenant,
    trace::{Listener, Trace},
};

/// The host of the practice tenant; nothing listens there.
pub(crate) const PRACTICE_HOST: &str = "127.0.0.1";
const PRACTICE_URL: &str = "http://127.0.0.1:7001";
pub(crate) const CLIENT_SECRET: &str = "canary-client-secret";

/// Streams of the dice.
const STEPS: u64 = 1;
const NETWORK: u64 = 2;
const TURNS: u64 = 3;
const CHANCE: u64 = 4;
const TENANT: u64 = 5;

/// One press of a button that has not ended yet, or has.
#[derive(Clone, Debug)]
pub(crate) struct Press {
    pub(crate) what: &'static str,
    pub(crate) began: Duration,
    pub(crate) ended: Option<Duration>,
    /// Faults were off from its beginning on.
    pub(crate) undisturbed: bool,
}

/// What the people at the counter remember.
#[derive(Default)]
pub(crate) struct Memory {
    /// Every intent that was ever pressed, oldest first, with when (world time) and its mark.
    pub(crate) intents: Vec<(Uuid, Duration, String)>,
    pub(crate) presses: Vec<Press>,
    /// Rows that were once claimed on disk.
    pub(crate) claimed: BTreeSet<Uuid>,
    /// When a row was first seen ended, in world time.
    pub(crate) ended: BTreeMap<Uuid, Duration>,
    /// When an unknown row was first seen: its press may have waited long for the one before.
    pub(crate) written: BTreeMap<Uuid, Duration>,
    /// Rows whose outcome the desk must still learn when the network is well again.
    pub(crate) followed: BTreeSet<Uuid>,
    /// Offers whose link a wallet has read.
    pub(crate) links: Vec<Uuid>,
    /// The wall clock was set during this seed.
    pub(crate) wall_was_set: bool,
}

/// The world of one seed.
pub(crate) struct World {
    pub(crate) clock: Arc<SimClock>,
    pub(crate) trace: Trace,
    pub(crate) dice: Dice,
    pub(crate) chance: Dice,
    pub(crate) turns: Dice,
    pub(crate) network: SimNetwork,
    pub(crate) screens: Arc<Screens>,
    pub(crate) quiet: Quiet,
    pub(crate) keyring: Arc<MemoryStore>,
    pub(crate) boot_id: Uuid,
    pub(crate) folder: PathBuf,
    /// Where the next life's folder goes.
    scratch: Option<tempfile::TempDir>,
    /// The journal works in threads of its own, as in the program. Then no two runs are alike.
    pub(crate) threads: bool,
    /// No second start of the program, and no quiet end: somebody else kills it.
    pub(crate) one_life: bool,
    pub(crate) lives: u32,
    pub(crate) steps_left: u64,
    memory: Arc<Mutex<Memory>>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Result<Self> {
        let scratch = scratch_folder()?;
        let folder = scratch.path().join("life-0");
        Self::build(seed, folder, Some(scratch), None)
    }

    /// A world whose program works in `folder` and is heard while it goes on.
    pub(crate) fn heard(seed: u64, folder: PathBuf, listener: Listener) -> Result<Self> {
        Self::build(seed, folder, None, Some(listener))
    }

    fn build(
        seed: u64,
        folder: PathBuf,
        scratch: Option<tempfile::TempDir>,
        listener: Option<Listener>,
    ) -> Result<Self> {
        let dice = Dice::new(seed, STEPS);
        let clock = Arc::new(SimClock::new("2026-03-02T01:00:00Z".parse()?));
        let trace = Trace::new(clock.clone(), listener);
        // A fifth of the seeds without faults: then every press must end well.
        let faulty = dice.one_of(&[0, 5, 15, 30, 50]).unwrap_or(0);
        let network = SimNetwork::new(
            clock.clone(),
            Dice::new(seed, NETWORK),
            trace.clone(),
            faulty,
        );
        let tenant = Tenant::new(Dice::new(seed, TENANT), PRACTICE_URL);
        network
            .state()
            .tenants
            .push((PRACTICE_HOST.to_owned(), tenant));
        let steps_left = dice.between(8, 40);
        trace.say(&format!("seed {seed}, faults in {faulty} of 100 calls"));
        Ok(Self {
            boot_id: dice.uuid(),
            screens: Screens::new(trace.clone()),
            clock,
            trace,
            dice,
            chance: Dice::new(seed, CHANCE),
            turns: Dice::new(seed, TURNS),
            network,
            quiet: Quiet::default(),
            keyring: Arc::default(),
            folder,
            scratch,
            threads: false,
            one_life: false,
            lives: 0,
            steps_left,
            memory: Arc::default(),
        })
    }

    pub(crate) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A handle on the memory for a press that ends later.
    pub(crate) fn memory_handle(&self) -> Arc<Mutex<Memory>> {
        self.memory.clone()
    }

    /// Starts the program.
    pub(crate) async fn open_desk(&self) -> Result<Desk> {
        let machine = Machine {
            network: Arc::new(self.network.clone()),
            disk: if self.threads {
                DiskWork::Threads
            } else {
                DiskWork::InTurn(Arc::new(Shuffle {
                    dice: self.turns.clone(),
                    trace: self.trace.clone(),
                }))
            },
            boot_id: Some(self.boot_id),
        };
        let options = DeskOptions {
            data_dir: self.folder.clone(),
            name: Some("Desk 2".to_owned()),
            first_run: false,
            practice: practice()?,
        };
        let ports = Ports {
            clock: self.clock.clone(),
            chance: Arc::new(self.chance.clone()),
            secrets: self.keyring.clone(),
            audience: self.screens.clone(),
        };
        Ok(Desk::open_on(machine, options, ports).await?)
    }
}

fn practice() -> Result<Practice> {
    let input = ConnectionInput {
        tenant_url: PRACTICE_URL.to_owned(),
        auth_url: PRACTICE_URL.to_owned(),
        audience: "practice".to_owned(),
        client_id: "practice".to_owned(),
    };
    let connection = Connection::new(&input, HostPolicy::Loopback)
        .map_err(|faults| anyhow!("the practice address: {faults:?}"))?;
    Ok(Practice {
        connection,
        client_secret: Secret::new(CLIENT_SECRET.to_owned()),
        issuer: PRACTICE_URL.to_owned(),
    })
}

/// In memory where the system offers that: every commit is synced.
pub(crate) fn scratch_folder() -> std::io::Result<tempfile::TempDir> {
    let shared = std::path::Path::new("/dev/shm");
    let mut builder = tempfile::Builder::new();
    builder.prefix("counterfoil-sim-");
    if shared.is_dir() {
        builder.tempdir_in(shared)
    } else {
        builder.tempdir()
    }
}

impl World {
    /// The program ended in this way; a little later somebody starts it again.
    pub(crate) fn next_life(&mut self, end: End) -> Result<()> {
        self.trace.say(&format!("program ends: {end:?}"));
        self.screens.close();
        for press in &mut self.memory().presses {
            press.ended = press.ended.or(Some(press.began));
        }
        self.lives += 1;
        let scratch = self
            .scratch
            .as_ref()
            .context("this world has one life only")?;
        let next = scratch.path().join(format!("life-{}", self.lives));
        journal::snapshot(&self.folder, &next)?;
        self.folder = next;
        let pause = Duration::from_millis(self.dice.between(500, 60_000));
        self.clock.move_to(self.clock.world() + pause);
        if end == End::PowerLost {
            self.boot_id = self.dice.uuid();
            self.clock.reboot();
        }
        Ok(())
    }
}
