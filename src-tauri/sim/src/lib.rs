//! A deterministic simulation of the whole engine (rules.md, section 11).
//!
//! The real desk on a real journal; clocks, chance, network, tenant, wallets and people come from
//! one seed. The same seed tells the same story, so that a failure can be replayed.
#![warn(missing_docs)]

mod checks;
mod clock;
mod counter;
mod dice;
pub mod disk;
mod journal;
pub mod kills;
mod life;
mod network;
pub mod power;
mod quiet;
mod screen;
mod tenant;
mod trace;
mod world;

use std::fs;

use anyhow::Result;

use life::End;
use world::World;

/// What became of one seed.
pub struct Story {
    /// The seed.
    pub seed: u64,
    /// The invariant that broke, if one did.
    pub failure: Option<String>,
    /// What happened, line by line.
    pub lines: Vec<String>,
    /// One number for all of that.
    pub hash: u64,
}

/// Tells the story of one seed.
///
/// # Errors
///
/// When there is no room for the journal.
pub fn run(seed: u64) -> Result<Story> {
    let mut world = World::new(seed)?;
    let failure = loop {
        let runtime = world.quiet.runtime()?;
        let outcome = runtime.block_on(life::live(&mut world));
        let end = match outcome {
            Ok(End::Over) => break None,
            Ok(end) => end,
            Err(failure) => break Some(failure),
        };
        let old = world.folder.clone();
        world.next_life(end)?;
        // The tasks of the program end here, in the middle of whatever they did.
        drop(runtime);
        fs::remove_dir_all(old)?;
    };
    Ok(Story {
        seed,
        failure,
        lines: world.trace.lines(),
        hash: world.trace.hash(),
    })
}
