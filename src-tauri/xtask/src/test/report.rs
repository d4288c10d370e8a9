//! The table at the end and the one line that counts.

use std::{process::ExitCode, time::Duration};

use super::tally::Tally;
use crate::stopwatch::Spent;

/// What became of one part.
pub(super) struct Row {
    pub(super) title: &'static str,
    pub(super) took: Duration,
    pub(super) tally: Tally,
}

/// Prints the table, the tests that failed with their reasons, and as the last line, which nothing
/// follows, `N passed, N failed`.
pub(super) fn print(rows: &[Row], failed_tests: &[String]) -> ExitCode {
    let mut sum = Tally::default();
    println!();
    for Row { title, took, tally } in rows {
        let mark = if tally.failed == 0 { "ok  " } else { "FAIL" };
        println!(
            "{mark} {title:38} {:>14}   {tally}",
            Spent(*took).to_string()
        );
        sum += *tally;
    }
    for test in failed_tests {
        println!("     {test}");
    }
    println!("{sum}");
    if sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
