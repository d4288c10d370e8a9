//! A computer that loses its power (F19). One day at the desk is told once, with every call that
//! changes the disk written down; then the power goes at each of them in turn. What was synced is
//! there afterwards, of the rest nothing, or some sectors in any order. `kills` shows that a dead
//! process loses nothing; that says nothing of a disk that had not written yet.

mod calls;
mod media;

use std::{fs, path::Path, process::Stdio};

use anyhow::{Context, Result, ensure};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::{
    dice::Dice,
    disk::{self, DAY},
    kills::{told::Told, verdict},
    world,
};

use calls::{Event, Story};
use media::{Loss, Media};

/// Some sectors are kept in so many ways at each point, when all points are asked for.
const WAYS: usize = 3;

/// What came of many losses.
#[derive(Default)]
pub struct Summary {
    /// Losses of everything that was not synced.
    pub clean: u64,
    /// Losses of some sectors of it.
    pub torn: u64,
    /// Calls that change the disk, in the day.
    pub calls: usize,
    /// What went wrong, with the case.
    pub failures: Vec<String>,
}

impl Summary {
    /// How often the power went.
    pub fn cases(&self) -> u64 {
        self.clean + self.torn
    }

    fn note(&mut self, case: &Case, judged: Result<()>) {
        match case.loss {
            Loss::Everything => self.clean += 1,
            Loss::Some(_) => self.torn += 1,
        }
        if let Err(error) = judged {
            self.failures.push(format!(
                "power lost after event {}, {:?}: {error:#}",
                case.after, case.loss
            ));
        }
    }
}

/// The power goes after so many events of the day, with this loss.
#[derive(Clone, Copy)]
struct Case {
    after: usize,
    loss: Loss,
}

/// Takes the power away `count` times, spread evenly over the day; in every way when not given.
///
/// # Errors
///
/// When `strace` is missing or its log cannot be read.
pub fn run(program: &Path, count: Option<usize>) -> Result<Summary> {
    let scratch = world::scratch_folder()?;
    let story = listen(program, scratch.path())?;
    let all = cases(&story);
    let chosen: Vec<&Case> = disk::spread(&all, count).collect();
    let judge = |case: &&Case| judge(&story, **case);
    let outcomes: Vec<Result<()>> = chosen.par_iter().map(judge).collect();
    let mut summary = Summary {
        calls: story.changes().count(),
        ..Summary::default()
    };
    for (case, judged) in chosen.into_iter().zip(outcomes) {
        summary.note(case, judged);
    }
    Ok(summary)
}

/// The day, once, undisturbed.
fn listen(program: &Path, scratch: &Path) -> Result<Story> {
    let (folder, log) = (scratch.join("data"), scratch.join("calls"));
    let arguments = ["-y", "-xx", "-s", calls::WHOLE, "-e", calls::TRACED];
    let arguments = arguments.map(Into::into);
    let ended = disk::day_under_strace(program, &folder, &log, &arguments)
        .stdout(Stdio::null())
        .status()
        .context(disk::NO_STRACE)?;
    ensure!(ended.success(), "the day does not end without failures");
    let story = Story::read(&fs::read_to_string(&log)?, scratch)?;
    ensure!(
        story.told().any(|line| line.starts_with("@shown")),
        "the day is not heard"
    );
    Ok(story)
}

/// After each change of the disk, and after all that was told before the next one.
fn cases(story: &Story) -> Vec<Case> {
    let mut all = Vec::new();
    for (number, after) in (0_u64..).zip(story.changes()) {
        all.push(Case {
            after,
            loss: Loss::Everything,
        });
        for way in 0..WAYS as u64 {
            all.push(Case {
                after,
                loss: Loss::Some(number * WAYS as u64 + way),
            });
        }
    }
    all
}

/// Starts the program on what is left of the disk, and compares its journal with what was told.
fn judge(story: &Story, case: Case) -> Result<()> {
    let mut media = Media::default();
    let mut heard = String::new();
    for event in story.until(case.after) {
        match event {
            Event::Told(line) => {
                heard.push_str(line);
                heard.push('\n');
            }
            Event::Changed(change) => media.apply(change),
        }
    }
    let scratch = world::scratch_folder()?;
    media.write_what_is_left(scratch.path(), case.loss)?;
    let folder = scratch.path().join("data");
    let told = Told::hear(heard.as_bytes(), None, || Ok(()))?;
    verdict::judge(DAY, &folder, &told)?;
    let aside = folder.is_dir() && fs::read_dir(&folder)?.flatten().any(is_damaged_journal);
    ensure!(
        !aside,
        "a journal that was synced was taken for a damaged one"
    );
    Ok(())
}

fn is_damaged_journal(entry: fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with("damaged-")
}

/// The dice of one loss.
fn dice(number: u64) -> Dice {
    Dice::new(number, 19)
}
