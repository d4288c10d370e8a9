//! The table at the end and the one line that counts.

use std::{process::ExitCode, time::Duration};

use super::tally::Tally;
use crate::stopwatch::Spent;

/// What ran, in order.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<(&'static str, Duration, Tally)>,
}

impl Report {
    pub(crate) fn add(&mut self, title: &'static str, took: Duration, tally: Tally) {
        self.rows.push((title, took, tally));
    }

    /// Prints the table; its last line is `N passed, N failed` and nothing follows it.
    pub(crate) fn print(&self) -> ExitCode {
        let mut sum = Tally::default();
        println!();
        for (title, took, tally) in &self.rows {
            let mark = if tally.failed == 0 { "ok  " } else { "FAIL" };
            println!(
                "{mark} {title:38} {:>14}   {tally}",
                Spent(*took).to_string()
            );
            sum += *tally;
        }
        println!("{sum}");
        if sum.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
