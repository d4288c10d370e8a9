//! A failing disk (F20): the same short day again and again, each time with another system call on
//! the journal's files failing, once or from then on. `strace` makes it fail, so that SQLite, the
//! standard library and the engine are the real ones.

mod calls;
mod child;
mod verdict;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::{kills::told::Told, world};

pub use child::run as run_child;

use calls::Call;

/// The beginning of the name of a file that is looked for when a part of the day begins.
const PHASE: &str = "phase-";

/// The day that is told again and again.
pub(crate) const DAY: u64 = 1;

/// No day takes that long, unless it hangs.
const PATIENCE_SECONDS: &str = "60";

pub(crate) const NO_STRACE: &str = "strace is needed for this: cargo xtask test installs it";

/// What came of many failures.
#[derive(Default)]
pub struct Summary {
    /// Failures injected, by part of the day and system call.
    pub at: BTreeMap<(String, &'static str), u64>,
    /// Days on which the program did not start, and said so.
    pub stopped: u64,
    /// What went wrong, with the case.
    pub failures: Vec<String>,
}

impl Summary {
    /// How many failures were injected.
    pub fn cases(&self) -> u64 {
        self.at.values().sum()
    }

    fn note(&mut self, case: &Case, judged: Judged) {
        let key = (case.phase.clone(), case.call.name);
        *self.at.entry(key).or_default() += 1;
        self.stopped += u64::from(judged.stopped);
        if let Some(failure) = judged.failure {
            let how = if case.always { "from" } else { "at" };
            self.failures.push(format!(
                "{} {} {how} number {} ({}): {failure}",
                case.call.name, case.failure, case.number, case.phase
            ));
        }
    }
}

/// One failure in one day.
#[derive(Clone, Debug)]
struct Case {
    phase: String,
    call: &'static Call,
    failure: &'static str,
    /// The how many-th call of its kind.
    number: usize,
    /// And every one after it.
    always: bool,
}

/// Injects `count` failures, spread evenly over all there are; all of them when not given.
///
/// # Errors
///
/// When `strace` is missing or a child cannot be heard.
pub fn run(program: &Path, count: Option<usize>) -> Result<Summary> {
    let all = cases(program)?;
    let chosen: Vec<&Case> = spread(&all, count).collect();
    let outcomes = chosen.par_iter().map(|case| one(program, case));
    let outcomes: Vec<Judged> = outcomes.collect::<Result<_>>()?;
    let mut summary = Summary::default();
    for (case, judged) in chosen.into_iter().zip(outcomes) {
        summary.note(case, judged);
    }
    Ok(summary)
}

/// `count` of them at even distances; all when not given.
pub(crate) fn spread<T>(all: &[T], count: Option<usize>) -> impl Iterator<Item = &T> {
    let count = count.unwrap_or(all.len()).min(all.len());
    (0..count).filter_map(move |index| all.get(index * all.len() / count))
}

/// What one day ended with.
struct Judged {
    stopped: bool,
    failure: Option<String>,
}

/// Every system call of an undisturbed day that can fail, with each way to fail.
fn cases(program: &Path) -> Result<Vec<Case>> {
    let scratch = world::scratch_folder()?;
    let folder = scratch.path().join("data");
    let log = scratch.path().join("calls");
    let every: Vec<&str> = calls::ALL.iter().map(|call| call.name).collect();
    let every = every.join(",");
    let (told, ended_well) = tell(program, &folder, &log, &[format!("trace={every},statx")])?;
    if !ended_well || told.stopped {
        bail!("the day does not end without failures either");
    }
    let mut phase = String::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut in_phase: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut all = Vec::new();
    for line in std::fs::read_to_string(&log)?.lines() {
        if let Some((_, rest)) = line.split_once(PHASE) {
            phase = rest.split('"').next().unwrap_or_default().to_owned();
        }
        let Some(call) = calls::of_line(line) else {
            continue;
        };
        let number = numbers.entry(call.name).or_default();
        *number += 1;
        let here = in_phase.entry((phase.clone(), call.name)).or_default();
        *here += 1;
        if *here > call.most {
            continue;
        }
        for failure in call.failures {
            for always in [false, true] {
                all.push(Case {
                    phase: phase.clone(),
                    call,
                    failure,
                    number: *number,
                    always,
                });
            }
        }
    }
    Ok(all)
}

fn one(program: &Path, case: &Case) -> Result<Judged> {
    let scratch = world::scratch_folder()?;
    let folder = scratch.path().join("data");
    let log = scratch.path().join("calls");
    let when = format!("{}{}", case.number, if case.always { "+" } else { "" });
    let inject = format!("inject={}:{}:when={when}", case.call.name, case.failure);
    let (told, ended_well) = tell(
        program,
        &folder,
        &log,
        &[format!("trace={}", case.call.name), inject],
    )?;
    let injected = std::fs::read_to_string(&log)?.contains("INJECTED");
    let judged = if !ended_well {
        Err(anyhow::anyhow!("the program fell over or did not end"))
    } else if !injected {
        Err(anyhow::anyhow!("nothing was injected"))
    } else {
        verdict::judge(DAY, &folder, &told, case)
    };
    Ok(Judged {
        stopped: told.stopped,
        failure: judged.err().map(|error| format!("{error:#}")),
    })
}

/// One day under `strace` with these expressions: what was told, and whether it ended in order.
fn tell(program: &Path, folder: &Path, log: &Path, expressions: &[String]) -> Result<(Told, bool)> {
    let mut arguments: Vec<OsString> = Vec::new();
    for file in watched(folder) {
        arguments.extend(["-P".into(), file.into()]);
    }
    for expression in expressions {
        arguments.extend(["-e".into(), expression.into()]);
    }
    let mut command = day_under_strace(program, folder, log, &arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context(NO_STRACE)?;
    let output = child.stdout.take().context("the child has no voice")?;
    let told = Told::hear(output, None, || Ok(()))?;
    let mut complaint = String::new();
    if let Some(mut errors) = child.stderr.take() {
        errors.read_to_string(&mut complaint)?;
    }
    Ok((
        told,
        child.wait()?.success() && !complaint.contains("panicked"),
    ))
}

/// The day in a child whose system calls `strace` follows into `log`, with these arguments.
pub(crate) fn day_under_strace(
    program: &Path,
    folder: &Path,
    log: &Path,
    arguments: &[OsString],
) -> Command {
    let mut command = Command::new("timeout");
    command.args([
        PATIENCE_SECONDS,
        "strace",
        "-f",
        "-qqq",
        "--seccomp-bpf",
        "-o",
    ]);
    command
        .arg(log)
        .args(arguments)
        .arg(program)
        .args(["--disk-child", &DAY.to_string(), "--folder"])
        .arg(folder);
    command
}

/// The files of the journal: strace compares names, and knows no patterns.
fn watched(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![folder.to_owned()];
    let journal = ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"];
    let others = ["journal.lock", "journal.reserve", "cache.sqlite"];
    let caches = ["cache.sqlite-wal", "cache.sqlite-shm"];
    let names = journal.iter().chain(&others).chain(&caches);
    files.extend(names.map(|name| folder.join(name)));
    let phases = [
        "open", "issue", "show", "cancel", "claim", "renew", "end", "again", "close",
    ];
    files.extend(phases.map(|phase| folder.join(format!("{PHASE}{phase}"))));
    files
}
