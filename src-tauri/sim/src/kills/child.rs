//! The child: one life of the program, told line by line, ended without warning.

use std::{
    io::Write,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Result, anyhow};

use super::{ANY_TIME, POINTS};
use crate::{life, world::World};

/// Steps of a child; it rarely comes to the end of them.
const STEPS: u64 = 14;

/// Lives until the point comes, or to the end.
///
/// # Errors
///
/// When an invariant breaks or the journal cannot be made.
pub fn run(number: u64, point: usize, occurrence: u64, folder: PathBuf) -> Result<()> {
    let wanted = POINTS.get(point).map(|point| point.1);
    let left = AtomicU64::new(occurrence);
    let listener = move |line: &str| {
        let line = plain(line);
        // One write for a line: what was written before the kill is in the pipe.
        let told = std::io::stdout().write_all(format!("{line}\n").as_bytes());
        let comes = wanted.is_some_and(|wanted| line.starts_with(wanted));
        if told.is_err() || (comes && left.fetch_sub(1, Ordering::Relaxed) == 1) {
            die();
        }
    };
    let mut world = World::heard(number, folder, Arc::new(listener))?;
    world.threads = point == ANY_TIME;
    world.steps_left = STEPS;
    world.one_life = true;
    let runtime = world.quiet.runtime()?;
    let end = runtime.block_on(life::live(&mut world));
    end.map(drop).map_err(|failure| anyhow!(failure))
}

/// `staff hear: #3 Sent by ...` as `staff hear Sent`, `call 7 Token ...` as `call Token` or, when it
/// has ended, `ended Token`: points are named without numbers.
fn plain(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        ["staff", "hear:", _, state, ..] => format!("staff hear {state}"),
        ["call", _, op, "ends:", ..] => format!("ended {op}"),
        ["call", _, op, ..] => format!("call {op}"),
        ["acted", op, ..] => format!("acted {}", op.split('(').next().unwrap_or_default()),
        _ => line.to_owned(),
    }
}

/// No destructor, no handler, no flush: the system takes the process away.
fn die() {
    let me = rustix::process::getpid();
    if rustix::process::kill_process(me, rustix::process::Signal::KILL).is_err() {
        std::process::abort();
    }
    loop {
        std::thread::park();
    }
}
