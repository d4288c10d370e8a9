//! One measurement and how it is shown.

use serde::{Deserialize, Serialize};

/// A figure, what it is compared with, and what we aim for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// Our figure: a median unless `what` says otherwise.
    pub(crate) ours: f64,
    /// The same of the bare counterpart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bare: Option<f64>,
    /// Unit of both.
    pub(crate) unit: String,
    /// The first target, as the issue words it.
    #[serde(default)]
    pub(crate) target: String,
    /// Range, count of runs and the like.
    #[serde(default)]
    pub(crate) note: String,
}

/// Prints a table.
pub(crate) fn print(rows: &[Row]) {
    println!(
        "\n{:44} {:>12} {:>12} {:>7}  {:10} note",
        "what", "ours", "bare", "ratio", "target"
    );
    for row in rows {
        let bare = row
            .bare
            .map_or(String::new(), |bare| figure(bare, &row.unit));
        let ratio = row
            .bare
            .filter(|bare| *bare > 0.0)
            .map_or(String::new(), |bare| format!("{:.2}x", row.ours / bare));
        println!(
            "{:44} {:>12} {bare:>12} {ratio:>7}  {:10} {}",
            row.what,
            figure(row.ours, &row.unit),
            row.target,
            row.note
        );
    }
}

fn figure(value: f64, unit: &str) -> String {
    format!("{value:.2} {unit}")
}
