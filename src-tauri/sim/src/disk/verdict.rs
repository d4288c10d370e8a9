//! What must hold after a day on a failing disk.

use std::path::Path;

use anyhow::{Result, ensure};

use super::Case;
use crate::{
    checks::OPEN,
    journal,
    kills::{told::Told, verdict},
};

/// The part of the day in which one more offer is made.
const LAST: &str = "again";

/// Judges one day by what was told and by the journal as the day left it.
///
/// # Errors
///
/// What is wrong.
pub(super) fn judge(number: u64, folder: &Path, told: &Told, case: &Case) -> Result<()> {
    if told.stopped {
        ensure!(told.posts.is_empty(), "R84: a request without a journal");
    }
    let rows = if folder.join("journal.sqlite").exists() {
        journal::open(folder)
            .and_then(|reader| journal::rows(&reader))
            .unwrap_or_default()
    } else {
        Vec::new()
    };
    for offer in &told.alive {
        ensure!(
            rows.iter().any(|row| row.offer == Some(*offer)),
            "R109: offer {offer} could be redeemed and no row knew of it"
        );
    }
    if !case.always && !told.stopped {
        let open = rows.iter().find(|row| OPEN.contains(&row.state.as_str()));
        ensure!(
            open.is_none(),
            "I5: {open:?} after every deadline, on a disk that failed once"
        );
    }
    let well_by_then = !case.always && case.phase != LAST;
    if let Some(last) = told.last.filter(|_| well_by_then) {
        ensure!(
            told.created.contains(&last),
            "the disk failed once and no offer can be made any more"
        );
    }
    verdict::judge(number, folder, told).map(drop)
}
