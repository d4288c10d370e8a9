//! A measurement as `cargo xtask bench` reads it, and how it is taken.

use std::time::Duration;

use counterfoil_core::clock::{Clock, SystemClock};
use serde::Serialize;

/// One line of the table.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) ours: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bare: Option<f64>,
    pub(crate) unit: &'static str,
    pub(crate) target: &'static str,
    pub(crate) note: String,
}

/// Times of repeated runs.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Takes the time from `start` until now.
    pub(crate) fn since(&mut self, start: Duration) {
        self.0.push(now().saturating_sub(start));
    }

    /// The median in milliseconds.
    pub(crate) fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted
            .get(sorted.len() / 2)
            .copied()
            .map_or(f64::NAN, milliseconds)
    }

    /// How many runs, and the quickest and slowest of them.
    pub(crate) fn note(&self) -> String {
        let shortest = self.0.iter().min().copied().map_or(f64::NAN, milliseconds);
        let longest = self.0.iter().max().copied().map_or(f64::NAN, milliseconds);
        format!("n={}, {shortest:.2}-{longest:.2} ms", self.0.len())
    }
}

/// A point in time to measure from.
pub(crate) fn now() -> Duration {
    SystemClock.boot()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
