//! The first page of the pending list over a large journal.

use std::{hint::black_box, sync::Arc};

use counterfoil_core::{
    chance::SystemChance,
    clock::{Clock, SystemClock},
    journal::Journal,
    offer::view::{PendingFilter, PendingRequest},
};

use super::{
    Outcome,
    row::{Row, Times, now},
};

const PAGE: u32 = 200;
const RUNS: usize = 40;

pub(crate) async fn measure(rows: u32) -> Outcome<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let (journal, _) = Journal::open(folder.path(), Arc::new(SystemClock), Arc::new(SystemChance))?;
    journal.fill_for_bench(rows, SystemClock.wall()).await?;
    let mut found = Vec::new();
    for (what, filter, search) in [
        ("live offers", PendingFilter::Live, ""),
        ("all offers", PendingFilter::All, ""),
        ("search for a common word", PendingFilter::All, "visitor"),
        ("search for two words", PendingFilter::All, "ward pass"),
    ] {
        let request = PendingRequest {
            filter,
            search: search.to_owned(),
            after: None,
            limit: PAGE,
            day_start: SystemClock.wall(),
        };
        let times = time(&journal, &request).await?;
        found.push(Row {
            what: format!("{what}, {rows} rows"),
            ours: times.median(),
            bare: None,
            unit: "ms",
            target: "<= 16 ms",
            note: times.note(),
        });
    }
    journal.close().await;
    Ok(found)
}

async fn time(journal: &Journal, request: &PendingRequest) -> Outcome<Times> {
    let mut times = Times::default();
    for _ in 0..RUNS {
        let start = now();
        black_box(journal.list(request).await?);
        times.since(start);
    }
    Ok(times)
}
