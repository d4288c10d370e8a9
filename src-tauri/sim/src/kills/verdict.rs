//! The journal of a killed child, before and after it is opened again.

use std::{path::Path, sync::Arc};

use anyhow::{Result, anyhow, bail};
use uuid::Uuid;

use super::told::Told;
use crate::{
    checks,
    journal::{self, Row},
    world::{CLIENT_SECRET, World},
};

/// How many ids had reached the process and were not written down yet.
///
/// # Errors
///
/// What is wrong.
pub(crate) fn judge(number: u64, folder: &Path, told: &Told) -> Result<u64> {
    if !folder.join("journal.sqlite").exists() {
        // Killed before there was a journal: then nothing may have been sent.
        anyhow::ensure!(told.posts.is_empty(), "R84: a request without a journal");
        return Ok(0);
    }
    let mut secrets = vec![CLIENT_SECRET.to_owned(), "Canary-".to_owned()];
    secrets.extend(told.secrets.iter().cloned());
    no_secret(folder, &secrets)?;
    open_again(number, folder)?;
    no_secret(folder, &secrets)?;
    let reader = journal::open(folder)?;
    anyhow::ensure!(journal::is_whole(&reader)?, "the journal is not whole");
    let rows = journal::rows(&reader)?;
    for row in &rows {
        if matches!(row.state.as_str(), "intended" | "sent") {
            bail!("{} is {} after the restart", row.intent, row.state);
        }
    }
    requests_have_rows(told, &rows)?;
    shown_are_written(told, &rows)?;
    reached_are_known(told, &rows)
}

fn no_secret(folder: &Path, secrets: &[String]) -> Result<()> {
    match checks::in_files(folder, secrets).map_err(|error| anyhow!(error))? {
        Some(found) => bail!("I8: {found}"),
        None => Ok(()),
    }
}

/// Recovers as every start does, and ends in order.
fn open_again(number: u64, folder: &Path) -> Result<()> {
    let mut world = World::heard(number, folder.to_owned(), Arc::new(|_| {}))?;
    world.network.state().down = true;
    world.threads = false;
    let runtime = world.quiet.runtime()?;
    runtime.block_on(async {
        let desk = world.open_desk().await?;
        desk.close().await;
        Ok(())
    })
}

/// R84: no row, no request.
fn requests_have_rows(told: &Told, rows: &[Row]) -> Result<()> {
    for mark in &told.posts {
        let intents = told
            .intents
            .get(mark)
            .map(Vec::as_slice)
            .unwrap_or_default();
        anyhow::ensure!(
            rows.iter().any(|row| intents.contains(&row.intent)),
            "R84: a request with {mark} has no row"
        );
    }
    Ok(())
}

/// I4.
fn shown_are_written(told: &Told, rows: &[Row]) -> Result<()> {
    let has_offer = |intent: &Uuid| {
        let row = rows.iter().find(|row| row.intent == *intent);
        row.is_some_and(|row| row.offer.is_some())
    };
    for intent in told.created.iter().chain(&told.shown) {
        anyhow::ensure!(
            has_offer(intent),
            "I4: {intent} was told and its offer id is not on disk"
        );
    }
    Ok(())
}

/// Each id that reached the process is on disk; or its press is unknown or failed a check, because
/// the kill came between answer and row, and then nothing of it was shown.
fn reached_are_known(told: &Told, rows: &[Row]) -> Result<u64> {
    let mut unwritten = 0;
    for (offer, mark) in &told.reached {
        if rows.iter().any(|row| row.offer == Some(*offer)) {
            continue;
        }
        let intents = told
            .intents
            .get(mark)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let owned_up = rows.iter().any(|row| {
            intents.contains(&row.intent)
                && matches!(
                    row.state.as_str(),
                    "unknown" | "unreadable" | "quarantined" | "closed"
                )
        });
        anyhow::ensure!(
            owned_up,
            "I4: offer {offer} reached the program and no row knows of it"
        );
        unwritten += 1;
    }
    Ok(unwritten)
}
