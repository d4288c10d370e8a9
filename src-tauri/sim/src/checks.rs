//! The invariants of rules.md, section 11. The first that fails ends the seed.

use std::time::Duration;

use aho_corasick::AhoCorasick;
use anyhow::Result;
use rusqlite::Connection;

use crate::{
    journal::{self, Row},
    tenant::Fate,
    world::{CLIENT_SECRET, World},
};

/// I2 leaves a display this long.
const SCREEN_SLACK: Duration = Duration::from_millis(250);

/// I5: after its deadline a row may stay open for this long, for the question that is under way.
const CLOSING_SLACK: Duration = Duration::from_secs(45);

/// R89: lifetime, 30 s for the answer, 60 s for good measure.
const UNKNOWN_GRACE: Duration = Duration::from_secs(90);

/// Broken, and which.
pub(crate) type Verdict = Result<(), String>;

/// What may be checked at any moment: what is on the screens.
pub(crate) fn at_once(world: &World, reader: &Connection) -> Verdict {
    let mut seen = world.screens.seen();
    if let Some(fault) = seen.faults.pop() {
        return Err(fault);
    }
    let secrets = seen.secrets();
    if seen.scene == "live" && seen.holder_offer.is_none() {
        return Err("I12: a QR code on the holder's display that nobody put there".to_owned());
    }
    drop(seen);
    if secrets.is_empty() {
        return Ok(());
    }
    let rows = journal::rows(reader).map_err(|error| format!("the journal: {error}"))?;
    let state = world.network.state();
    let now = world.clock.right_time();
    for intent in secrets {
        let name = world.trace.name(intent);
        let row = rows.iter().find(|row| row.intent == intent);
        let offer_id = row.and_then(|row| row.offer).ok_or(format!(
            "I4: {name} is shown and its offer id is not on disk"
        ))?;
        let offer = state
            .tenants
            .iter()
            .find_map(|(_, tenant)| tenant.offer(offer_id))
            .ok_or(format!(
                "I1: {name} is shown and the service has no such offer"
            ))?;
        if !state.log.arrived_well(offer_id) {
            return Err(format!("I1: {name} is shown, and its reply failed a check"));
        }
        let over = offer
            .expires
            .checked_add(SCREEN_SLACK)
            .is_ok_and(|end| end < now);
        if over {
            return Err(format!("I2: {name} is shown after its end"));
        }
    }
    Ok(())
}

/// What nobody may see: the screen is locked, the computer sleeps, the display is gone.
pub(crate) fn nothing_is_shown(world: &World) -> Verdict {
    let secrets = world.screens.seen().secrets();
    match secrets.first() {
        Some(intent) => Err(format!(
            "I2: {} is shown and nobody is at the desk",
            world.trace.name(*intent)
        )),
        None => Ok(()),
    }
}

/// After every step: what is on the disk.
pub(crate) fn after_step(world: &World, reader: &Connection, up_since: Duration) -> Verdict {
    at_once(world, reader)?;
    let rows = journal::rows(reader).map_err(|error| format!("the journal: {error}"))?;
    posts(world)?;
    let state = world.network.state();
    for row in &rows {
        let name = world.trace.name(row.intent);
        cancelled_is_proved(&state.log, row, &name)?;
        claimed_stays(world, row, &name)?;
        unknown_ends(world, row, &name, up_since)?;
        if !OPEN.contains(&row.state.as_str()) {
            let now = world.clock.world();
            world.memory().ended.entry(row.intent).or_insert(now);
        }
    }
    Ok(())
}

/// I3: presses that share claims (a renewed offer does) are counted together.
fn posts(world: &World) -> Verdict {
    let memory = world.memory();
    let state = world.network.state();
    for (mark, posts) in state.log.posts() {
        let presses = memory
            .intents
            .iter()
            .filter(|(_, _, one)| one == mark)
            .count();
        let presses = u32::try_from(presses).unwrap_or(u32::MAX);
        if posts.on_the_wire > presses.saturating_mul(2) || posts.may_have_acted > presses {
            return Err(format!(
                "I3: {presses} presses with {mark} made {} requests, {} of which may have acted",
                posts.on_the_wire, posts.may_have_acted
            ));
        }
    }
    Ok(())
}

/// I6.
fn cancelled_is_proved(log: &crate::network::Log, row: &Row, name: &str) -> Verdict {
    let Some(offer) = row.offer.filter(|_| row.state == "cancelled") else {
        return Ok(());
    };
    let proof = log.proof(offer);
    if proof.deleted || (proof.gone && proof.asked_after) {
        return Ok(());
    }
    Err(format!(
        "I6: {name} is called cancelled and nothing proves it"
    ))
}

/// I7, on disk.
fn claimed_stays(world: &World, row: &Row, name: &str) -> Verdict {
    let mut memory = world.memory();
    if row.state == "claimed" {
        memory.claimed.insert(row.intent);
    } else if memory.claimed.contains(&row.intent) {
        return Err(format!("I7: {name} was claimed and is {}", row.state));
    }
    Ok(())
}

/// I5, while the program runs: what is not known ends by its deadline.
fn unknown_ends(world: &World, row: &Row, name: &str, up_since: Duration) -> Verdict {
    let grace = match row.state.as_str() {
        "unknown" | "unreadable" => UNKNOWN_GRACE,
        "cancel_unknown" => Duration::ZERO,
        _ => return Ok(()),
    };
    let pressed = world
        .memory()
        .intents
        .iter()
        .find(|(intent, _, _)| *intent == row.intent)
        .map(|(_, at, _)| *at);
    let Some(pressed) = pressed else {
        return Err(format!("a row for {name}, which nobody pressed"));
    };
    // A late answer and the time until the request was sent come on top.
    let now = world.clock.world();
    let written = *world.memory().written.entry(row.intent).or_insert(now);
    let life = Duration::from_secs(row.lifetime_s) + grace;
    let due = pressed.max(written) + life + MOST_BEFORE_SENT;
    // After a new boot only the wall clock tells the age; one that was set back does not, and then
    // the time since the start is all that is sure (F26).
    let from_the_start = if world.memory().wall_was_set {
        up_since + life
    } else {
        up_since
    };
    let due = due.max(from_the_start) + CLOSING_SLACK;
    if world.clock.world() > due {
        return Err(format!(
            "I5: {name} is still {} after its deadline",
            row.state
        ));
    }
    Ok(())
}

/// Between the press and the request: sign-in, person and configurations, each with its retries.
const MOST_BEFORE_SENT: Duration = Duration::from_secs(240);

/// States in which an offer has not come to its end.
pub(crate) const OPEN: [&str; 9] = [
    "intended",
    "sent",
    "created",
    "created_late",
    "shown",
    "partly_claimed",
    "unknown",
    "unreadable",
    "cancel_unknown",
];

/// At the end of a seed, after the faults stopped and every deadline passed.
pub(crate) fn at_the_end(world: &World, reader: &Connection) -> Verdict {
    let rows = journal::rows(reader).map_err(|error| format!("the journal: {error}"))?;
    for row in &rows {
        if OPEN.contains(&row.state.as_str()) {
            return Err(format!(
                "I5: {} is still {} long after the end",
                world.trace.name(row.intent),
                row.state
            ));
        }
    }
    claims_are_known(world, &rows)?;
    match journal::is_whole(reader) {
        Ok(true) => {}
        other => return Err(format!("the journal is not whole: {other:?}")),
    }
    canaries(world)
}

/// I7: what the service knows as claimed is claimed here, where it could be asked in time.
fn claims_are_known(world: &World, rows: &[Row]) -> Verdict {
    let state = world.network.state();
    let memory = world.memory();
    for (_, tenant) in &state.tenants {
        for offer in tenant
            .offers()
            .iter()
            .filter(|offer| offer.fate == Fate::Claimed)
        {
            // Without offer ids in its list only a user made by the offer tells which it was.
            if tenant.cannot_tell(offer) {
                continue;
            }
            let row = rows.iter().find(|row| row.offer == Some(offer.id));
            let Some(row) = row.filter(|row| memory.followed.contains(&row.intent)) else {
                continue;
            };
            if row.state != "claimed" {
                return Err(format!(
                    "I7: {} is claimed at the service and {} here",
                    world.trace.name(row.intent),
                    row.state
                ));
            }
        }
    }
    Ok(())
}

/// I8: no secret in any file, and none in what the holder window was sent.
fn canaries(world: &World) -> Verdict {
    let state = world.network.state();
    let mut secrets: Vec<String> = vec![CLIENT_SECRET.to_owned(), "Canary-".to_owned()];
    for (_, tenant) in &state.tenants {
        secrets.extend(tenant.secrets());
    }
    drop(state);
    if let Some(found) = in_files(&world.folder, &secrets)? {
        return Err(format!("I8: {found}"));
    }
    let search = AhoCorasick::new(&secrets).map_err(|error| error.to_string())?;
    let seen = world.screens.seen();
    let mut texts = seen.holder_texts.iter();
    match texts.find(|text| search.is_match(text.as_str())) {
        Some(text) => Err(format!("I8: the holder window was sent {text}")),
        None => Ok(()),
    }
}

/// The first of `secrets` that is in a file below `folder`, and where.
pub(crate) fn in_files(
    folder: &std::path::Path,
    secrets: &[String],
) -> Result<Option<String>, String> {
    let search = AhoCorasick::new(secrets).map_err(|error| error.to_string())?;
    for file in journal::files(folder).map_err(|error| format!("files: {error}"))? {
        if file.ends_with("journal.reserve") {
            continue;
        }
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        if let Some(found) = search.find(&bytes) {
            let secret = secrets.get(found.pattern().as_usize());
            return Ok(Some(format!("{secret:?} is in {}", file.display())));
        }
    }
    Ok(None)
}

/// A press that was not disturbed ends in a final screen (I13).
pub(crate) fn undisturbed_presses_end(world: &World) -> Verdict {
    let now = world.clock.world();
    let memory = world.memory();
    let late = memory.presses.iter().find(|press| {
        let ended = press.ended.unwrap_or(now);
        press.undisturbed && ended.saturating_sub(press.began) > Duration::from_secs(30)
    });
    match late {
        Some(press) => Err(format!(
            "I13: {} was pressed at {:?} and had no end in 30 s",
            press.what, press.began
        )),
        None => Ok(()),
    }
}
