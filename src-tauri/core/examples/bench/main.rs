//! What the engine costs, for `cargo xtask bench`: its last line is a JSON list of rows.
#![allow(
    clippy::print_stdout,
    reason = "the rows are read from standard output"
)]

mod issue;
mod pending;
mod qr;
mod row;

use std::time::Duration;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut rows = vec![qr::measure()?];
    for service_takes in [0, 150] {
        rows.push(issue::measure(Duration::from_millis(service_takes)).await?);
    }
    for count in [100_000, 1_000_000] {
        rows.extend(pending::measure(count).await?);
    }
    println!("{}", serde_json::to_string(&rows)?);
    Ok(())
}
