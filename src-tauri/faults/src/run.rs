//! Playing the cases: a few threads, each with one stage at a time.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use crate::{
    matrix::{Case, Cell, Start},
    stage::{Failure, Stage},
};

/// How many cases share a warm stage. The journal of one stays small, and a failure spoils few.
const SHARED: usize = 24;

/// No case takes a second; on a busy computer the slowest take a few.
const PATIENCE: Duration = Duration::from_secs(90);

/// What became of one case.
pub(crate) struct Played<'a> {
    pub(crate) cell: usize,
    pub(crate) case: &'a Case,
    pub(crate) failure: Option<Failure>,
}

/// Cases that are played one after another on one stage.
struct Batch<'a> {
    cell: usize,
    name: String,
    seed: u64,
    cases: Vec<&'a Case>,
}

/// Plays every case of every cell.
pub(crate) fn play_all(cells: &[Cell]) -> Vec<Played<'_>> {
    let mut waiting = batches(cells);
    waiting.reverse();
    let waiting = Mutex::new(waiting);
    let played = Mutex::new(Vec::new());
    let (beat, heard) = mpsc::channel();
    thread::spawn(move || watch(&heard));
    let workers = thread::available_parallelism()
        .map_or(2, usize::from)
        .min(8);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (beat, waiting, played) = (beat.clone(), &waiting, &played);
            scope.spawn(move || {
                while let Some(batch) = lock(waiting).pop() {
                    let results = play_batch(&batch, &beat);
                    lock(played).extend(results);
                }
            });
        }
    });
    let mut played = played.into_inner().unwrap_or_else(PoisonError::into_inner);
    played.sort_by(|one: &Played<'_>, other| {
        (one.cell, &one.case.name).cmp(&(other.cell, &other.case.name))
    });
    played
}

/// Ends the program when no case ends any more: one hangs, and its clock stands still with it.
fn watch(heard: &mpsc::Receiver<String>) {
    let mut last = String::new();
    loop {
        match heard.recv_timeout(PATIENCE) {
            Ok(name) => last = name,
            Err(mpsc::RecvTimeoutError::Disconnected) => return,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                println!("a case hangs; the last that ended is {last}");
                println!("0 passed, 1 failed");
                std::process::exit(1);
            }
        }
    }
}

fn batches(cells: &[Cell]) -> Vec<Batch<'_>> {
    let mut batches = Vec::new();
    for (cell, of) in cells.iter().enumerate() {
        let (warm, cold): (Vec<_>, Vec<_>) =
            of.cases.iter().partition(|case| case.start == Start::Warm);
        let shared = warm.chunks(SHARED).map(<[&Case]>::to_vec);
        let alone = cold.into_iter().map(|case| vec![case]);
        for cases in shared.chain(alone) {
            let seed = batches.len() as u64;
            let name = of.name();
            batches.push(Batch {
                cell,
                name,
                seed,
                cases,
            });
        }
    }
    batches
}

/// Plays a batch; after a failure the rest of it gets a new stage.
fn play_batch<'a>(batch: &Batch<'a>, beat: &mpsc::Sender<String>) -> Vec<Played<'a>> {
    let mut played = Vec::new();
    let mut left = batch.cases.as_slice();
    while let Some((first, _)) = left.split_first() {
        let before = played.len();
        let stopped = catch_unwind(AssertUnwindSafe(|| {
            on_one_stage(batch, left, &mut played, beat);
        }));
        if stopped.is_err() || played.len() == before {
            let failure = Some("the case panicked".to_owned());
            let case = left.get(played.len() - before).copied().unwrap_or(first);
            println!("FAIL --only '{}:{}'  it panicked", batch.name, case.name);
            played.push(Played {
                cell: batch.cell,
                case,
                failure,
            });
        }
        left = left.get(played.len() - before..).unwrap_or_default();
    }
    played
}

/// Plays cases on one stage until one of them fails.
fn on_one_stage<'a>(
    batch: &Batch<'a>,
    cases: &[&'a Case],
    played: &mut Vec<Played<'a>>,
    beat: &mpsc::Sender<String>,
) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    else {
        return;
    };
    runtime.block_on(async {
        let mut stage = None;
        for case in cases {
            let failure = play(&mut stage, batch.seed, case).await.err();
            let failed = failure.is_some();
            if let Some(failure) = &failure {
                println!("FAIL --only '{}:{}'  {failure}", batch.name, case.name);
            }
            // Nobody may be listening any more.
            beat.send(case.name.clone()).unwrap_or_default();
            played.push(Played {
                cell: batch.cell,
                case,
                failure,
            });
            if failed {
                return;
            }
        }
    });
}

async fn play(stage: &mut Option<Stage>, seed: u64, case: &Case) -> Result<(), Failure> {
    if stage.is_none() {
        *stage = Some(match (case.start, &case.secrets) {
            (Start::Warm, _) => Stage::open(seed).await?,
            (Start::Cold, None) => Stage::open_cold(seed).await?,
            (Start::Cold, Some(secrets)) => Stage::open_with(seed, secrets()).await?,
        });
    }
    let stage = stage.as_mut().ok_or("no stage")?;
    stage.clear();
    (case.play)(stage).await
}

fn lock<T>(what: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
