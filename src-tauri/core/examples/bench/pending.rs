//! The first page of the pending list over a large journal.

use std::{hint::black_box, sync::Arc};

use counterfoil_core::{
    chance::SystemChance,
    clock::{Clock, SystemClock},
    journal::{COMMON_PRESET, Journal, RARE_PRESET},
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
    let (live, all) = (PendingFilter::Live, PendingFilter::All);
    let (common, rare) = (Some(COMMON_PRESET), Some(RARE_PRESET));
    for (what, filter, search, preset_id) in [
        ("live offers", live, "", None),
        ("all offers", all, "", None),
        ("search for a common word", all, "visitor", None),
        ("search for two words", all, "ward pass", None),
        ("a common preset", all, "", common),
        ("a rare preset", all, "", rare),
        ("two words, a common preset", all, "visitor pass", common),
        (
            "two words it never has, a common preset",
            all,
            "ward pass",
            common,
        ),
        ("two words, a rare preset", all, "ward pass", rare),
    ] {
        let request = PendingRequest {
            filter,
            search: search.to_owned(),
            preset_id,
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
