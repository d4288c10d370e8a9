//! Real kills (F18): a child process runs the engine on real files and ends by SIGKILL at a named
//! point, or whenever its parent says; then the journal is opened again and compared with what the
//! child had told.

mod child;
pub(crate) mod told;
pub(crate) mod verdict;

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

use crate::{dice::Dice, world};
use told::Told;

pub use child::run as run_child;

/// Where a child ends: the beginning of a line of its story, and how often that may come before.
const POINTS: [(&str, &str, u64); 22] = [
    ("before the journal is open", "program starts", 1),
    ("after the journal is open", "the desk is open", 1),
    ("after a commit", "disk", 60),
    ("before sign-in", "call Token", 1),
    ("after sign-in", "ended Token", 1),
    ("before the form is read", "call Configurations", 1),
    ("after the form was read", "ended Configurations", 1),
    ("at the press of Issue", "staff press issue", 3),
    ("after the sent row", "staff hear Sent", 3),
    ("before the POST", "call CreateOffer", 3),
    (
        "when the service has made the offer",
        "acted CreateOffer",
        3,
    ),
    ("when the answer is here", "@reached", 3),
    ("after the live row", "staff hear Created", 3),
    ("at the press of Show", "staff press show", 3),
    ("after the shown row", "staff hear Shown", 2),
    ("when the QR code is up", "@shown", 2),
    ("when the holder sees the QR code", "holder sees: live", 1),
    ("before a delete", "call DeleteOffer", 2),
    ("when the service has deleted", "acted DeleteOffer", 2),
    ("when the delete is answered", "ended DeleteOffer", 2),
    ("before the question about claims", "call Credentials", 9),
    ("after the claimed row", "staff hear Claimed", 1),
];

/// The child ends whenever its parent says, its journal in threads of its own.
const ANY_TIME: usize = POINTS.len();

/// What came of many kills.
#[derive(Default)]
pub struct Summary {
    /// Children that were killed.
    pub killed: u64,
    /// Children whose story never came to the point.
    pub missed: u64,
    /// Kills at each point, by name.
    pub at: Vec<(&'static str, u64)>,
    /// Ids that had reached the process and were not written down yet: their rows are unknown.
    pub unwritten: u64,
    /// What went wrong, with the number of the kill.
    pub failures: Vec<String>,
}

/// Kills `count` children, the first with the number `from`.
///
/// # Errors
///
/// When a child cannot be started or heard.
pub fn run(program: &Path, from: u64, count: u64) -> Result<Summary> {
    let mut summary = Summary {
        at: POINTS.iter().map(|point| (point.0, 0)).collect(),
        ..Summary::default()
    };
    summary.at.push(("at any time", 0));
    let mut number = from;
    // A point that never comes must not go on for ever.
    while summary.killed < count && summary.missed < count * 4 + 100 {
        one(program, number, &mut summary)?;
        number += 1;
    }
    Ok(summary)
}

fn one(program: &Path, number: u64, summary: &mut Summary) -> Result<()> {
    let index = usize::try_from(number).unwrap_or(0) % (POINTS.len() + 1);
    let dice = Dice::new(number, 9);
    let most = POINTS.get(index).map_or(1, |point| point.2);
    let occurrence = dice.between(1, most);
    let scratch = world::scratch_folder()?;
    let folder = scratch.path().join("data");
    let mut child = Command::new(program)
        .args(["--kill-child", &number.to_string()])
        .args(["--point", &index.to_string()])
        .args(["--occurrence", &occurrence.to_string()])
        .arg("--folder")
        .arg(&folder)
        .stdout(Stdio::piped())
        .spawn()
        .context("the child does not start")?;
    let output = child.stdout.take().context("the child has no voice")?;
    let told = if index == ANY_TIME {
        let lines = dice.between(1, 90);
        Told::hear(output, Some(lines), || child.kill())?
    } else {
        Told::hear(output, None, || Ok(()))?
    };
    let status = child.wait()?;
    if status.code().is_some_and(|code| code != 0) {
        summary
            .failures
            .push(format!("kill {number}: the child failed, {status}"));
        return Ok(());
    }
    if status.success() {
        summary.missed += 1;
        return Ok(());
    }
    summary.killed += 1;
    if let Some(at) = summary.at.get_mut(index) {
        at.1 += 1;
    }
    match verdict::judge(number, &folder, &told) {
        Ok(unwritten) => summary.unwritten += unwritten,
        Err(failure) => {
            let name = POINTS.get(index).map_or("at any time", |point| point.0);
            summary
                .failures
                .push(format!("kill {number} ({name}, {occurrence}): {failure}"));
        }
    }
    Ok(())
}
