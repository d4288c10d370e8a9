//! The child: one short day at the desk on a disk that fails when its parent says.

use std::{io::Write, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Result;
use uuid::Uuid;

use super::PHASE;
use crate::{counter::Counter, tenant::Fate, world::World};

/// Tells the day on standard output; ends in order, whatever the disk does.
///
/// # Errors
///
/// When the day itself cannot be told: a disk that fails is no error.
pub fn run(number: u64, folder: PathBuf) -> Result<()> {
    let tell = |line: &str| {
        // A parent that does not listen any more has no use for the rest.
        let _ = std::io::stdout().write_all(format!("{line}\n").as_bytes());
    };
    let world = World::heard(number, folder, Arc::new(tell))?;
    world.network.state().faulty = 0;
    let runtime = world.quiet.runtime()?;
    runtime.block_on(day(&world));
    Ok(())
}

async fn day(world: &World) {
    begin(world, "open");
    let desk = match world.open_desk().await {
        Ok(desk) => desk,
        Err(error) => return world.trace.note(|| format!("@stopped {error}")),
    };
    let counter = Counter { world, desk };
    begin(world, "issue");
    let first = counter.issue();
    pass(&counter, 12).await;
    begin(world, "show");
    counter.show(first);
    pass(&counter, 1).await;
    counter.turn(first);
    counter.show_code(first);
    pass(&counter, 1).await;
    begin(world, "cancel");
    counter.cancel(first);
    pass(&counter, 12).await;
    begin(world, "claim");
    let second = counter.issue();
    pass(&counter, 12).await;
    counter.show(second);
    pass(&counter, 1).await;
    claim(world, second);
    pass(&counter, 15).await;
    begin(world, "renew");
    let third = counter.issue();
    pass(&counter, 12).await;
    counter.renew(third);
    pass(&counter, 12).await;
    begin(world, "end");
    tell_alive(world);
    pass(&counter, 600).await;
    begin(world, "again");
    let last = counter.issue();
    world.trace.note(|| format!("@last {last}"));
    pass(&counter, 12).await;
    tell_alive(world);
    pass(&counter, 600).await;
    begin(world, "close");
    counter.desk.close().await;
}

/// Looks for a file that is never there: whoever follows the system calls sees where the day is.
fn begin(world: &World, phase: &str) {
    let _never = world.folder.join(format!("{PHASE}{phase}")).exists();
}

/// Lets so many seconds pass. The parent judges what was told, past the failing disk.
async fn pass(counter: &Counter<'_>, seconds: u64) {
    let passed = counter.pass(Duration::from_secs(seconds), || Ok(())).await;
    debug_assert!(passed.is_ok(), "nothing is checked here");
}

/// A wallet takes everything, if there is a QR code to read.
fn claim(world: &World, intent: Uuid) {
    if !world.screens.seen().secrets().contains(&intent) {
        return;
    }
    let now = world.clock.right_time();
    let mut state = world.network.state();
    for (_, tenant) in &mut state.tenants {
        let newest = tenant.offers().last().map(|offer| offer.id);
        if let Some(id) = newest {
            tenant.wallet_starts(id, now);
            tenant.wallet_takes(id, true, now);
        }
    }
}

/// Offers that a wallet could still take.
fn tell_alive(world: &World) {
    let now = world.clock.right_time();
    let state = world.network.state();
    for (_, tenant) in &state.tenants {
        for offer in tenant.offers() {
            if offer.fate == Fate::Live && offer.expires > now {
                world.trace.note(|| format!("@alive {}", offer.id));
            }
        }
    }
}
