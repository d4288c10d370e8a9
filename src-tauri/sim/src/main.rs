//! `counterfoil-sim`: runs seeds and tells which of them broke an invariant.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program talks by printing"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Result;
use clap::Parser;
use counterfoil_sim::{Story, disk, kills, power, run};
use rayon::{
    ThreadPoolBuilder,
    iter::{IntoParallelRefIterator as _, ParallelIterator as _},
};

/// Runs the simulation.
#[derive(Parser)]
struct Options {
    /// How many seeds, besides those that once failed.
    #[arg(long, default_value_t = 1_000)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Only this one, with its whole story.
    #[arg(long)]
    seed: Option<u64>,
    /// Kills so many children instead, each at one of the named points.
    #[arg(long)]
    kills: Option<u64>,
    /// Makes the disk fail so many times instead, spread over every system call of a day.
    #[arg(long)]
    disk: Option<usize>,
    /// Makes every one of them fail.
    #[arg(long)]
    disk_all: bool,
    /// Takes the power away so many times instead, spread over every change of the disk in a day.
    #[arg(long)]
    power: Option<usize>,
    /// Takes it away in every way.
    #[arg(long)]
    power_all: bool,
    /// One day on a failing disk.
    #[arg(long, hide = true)]
    disk_child: Option<u64>,
    /// One of those children.
    #[arg(long, hide = true)]
    kill_child: Option<u64>,
    #[arg(long, hide = true, default_value_t = 0)]
    point: usize,
    #[arg(long, hide = true, default_value_t = 1)]
    occurrence: u64,
    #[arg(long, hide = true, default_value = ".")]
    folder: PathBuf,
    /// Seeds at a time; as many as there are processors when not given.
    #[arg(long)]
    jobs: Option<usize>,
}

/// Failed stories told in full; more of the same help nobody.
const TOLD: usize = 3;

/// Failures of the disk or of the power that are told one by one.
const MOST_FAILURES: usize = 40;

fn main() -> ExitCode {
    match start(&Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("counterfoil-sim: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(options: &Options) -> Result<bool> {
    if let Some(number) = options.kill_child {
        kills::run_child(
            number,
            options.point,
            options.occurrence,
            options.folder.clone(),
        )?;
        return Ok(true);
    }
    if let Some(number) = options.disk_child {
        disk::run_child(number, options.folder.clone())?;
        return Ok(true);
    }
    if options.disk_all || options.disk.is_some() {
        return fail_disk(options.disk.filter(|_| !options.disk_all));
    }
    if options.power_all || options.power.is_some() {
        return lose_power(options.power.filter(|_| !options.power_all));
    }
    if let Some(count) = options.kills {
        return kill(options, count);
    }
    if let Some(seed) = options.seed {
        let story = run(seed)?;
        tell(&story);
        println!("{}", verdict(&story));
        return Ok(story.failure.is_none());
    }
    let mut seeds = regressions()?;
    seeds.extend(options.from..options.from.saturating_add(options.seeds));
    let failed = run_all(&seeds, options.jobs)?;
    for story in failed.iter().take(TOLD) {
        tell(story);
    }
    for story in &failed {
        println!("{}", verdict(story));
    }
    println!(
        "{} passed, {} failed",
        seeds.len() - failed.len(),
        failed.len()
    );
    Ok(failed.is_empty())
}

/// Half of the children for each of two threads, so that both processors work.
fn kill(options: &Options, count: u64) -> Result<bool> {
    let program = std::env::current_exe()?;
    let half = |from, count| kills::run(&program, from, count);
    let middle = options.from.saturating_add(1_000_000);
    let (first, second) = rayon::join(
        || half(options.from, count.div_ceil(2)),
        || half(middle, count / 2),
    );
    let (first, second) = (first?, second?);
    for ((name, one), (_, other)) in first.at.iter().zip(&second.at) {
        println!("    {:5} kills {name}", one + other);
    }
    println!(
        "    {} stories never came to their point; {} ids were on their way to the disk",
        first.missed + second.missed,
        first.unwritten + second.unwritten
    );
    let failures: Vec<&String> = first.failures.iter().chain(&second.failures).collect();
    for failure in &failures {
        println!("{failure}");
    }
    let (killed, failed) = (first.killed + second.killed, failures.len() as u64);
    let short = u64::from(killed < count);
    println!(
        "{} passed, {} failed",
        killed.saturating_sub(failed),
        failed + short
    );
    Ok(failed + short == 0)
}

/// Every part of the day in a line, with the calls that failed in it.
fn fail_disk(count: Option<usize>) -> Result<bool> {
    let summary = disk::run(&std::env::current_exe()?, count)?;
    for ((phase, call), cases) in &summary.at {
        println!("    {cases:5} failures of {call} in {phase}");
    }
    println!("    the program did not start in {} days", summary.stopped);
    Ok(tell_failures(&summary.failures, summary.cases()))
}

/// How often the power went, and what was lost with it.
fn lose_power(count: Option<usize>) -> Result<bool> {
    let summary = power::run(&std::env::current_exe()?, count)?;
    println!(
        "    {} times all that was not synced was lost, {} times some sectors of it; {} changes of the disk in the day",
        summary.clean, summary.torn, summary.calls
    );
    Ok(tell_failures(&summary.failures, summary.cases()))
}

/// The first failures, and how many there are.
fn tell_failures(failures: &[String], cases: u64) -> bool {
    for failure in failures.iter().take(MOST_FAILURES) {
        println!("{failure}");
    }
    let failed = failures.len() as u64;
    println!("{} passed, {failed} failed", cases - failed);
    failed == 0
}

/// Seeds that once failed, one a line, with what they found behind a `#`.
fn regressions() -> Result<Vec<u64>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds.txt");
    let text = fs::read_to_string(file)?;
    let numbers = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty());
    Ok(numbers.map(str::parse).collect::<Result<_, _>>()?)
}

/// One thread for each processor, each telling one story at a time.
fn run_all(seeds: &[u64], jobs: Option<usize>) -> Result<Vec<Story>> {
    let threads = jobs.map_or(0, |jobs| jobs.max(1));
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()?;
    let told = seeds.par_iter().map(|seed| run(*seed));
    // Those that hold are dropped at once: their lines would fill the memory.
    let failed = told.filter(|story| !matches!(story, Ok(Story { failure: None, .. })));
    let mut failed: Vec<Story> = failed.collect::<Result<_>>()?;
    failed.sort_by_key(|story| story.seed);
    Ok(failed)
}

fn tell(story: &Story) {
    println!("---- seed {}", story.seed);
    for line in &story.lines {
        println!("{line}");
    }
}

fn verdict(story: &Story) -> String {
    match &story.failure {
        Some(failure) => format!(
            "seed {} failed: {failure}\n    replay it: cargo xtask sim --seed {}",
            story.seed, story.seed
        ),
        None => format!("seed {} holds, trace {:016x}", story.seed, story.hash),
    }
}
