//! The fault matrix (rules.md, section 11): the whole engine over loopback HTTP while one thing
//! at a time goes wrong, on a clock that only the cases move.
//!
//! A case injects one fault into one operation and then checks what was told, what was sent, what
//! the journal says and what could be shown.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program talks by printing"
)]

mod faults;
mod line;
mod matrix;
mod offer;
mod plays;
mod report;
mod rows;
mod run;
mod stage;

use std::process::ExitCode;

use clap::Parser;

/// Plays the fault matrix and prints it.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// Every case; without it every fifth of the largest cell is left out.
    #[arg(long)]
    all: bool,
    /// Only these: a fault (`F9`), a cell (`F9:C`), or the beginning of a case (`F9:C:date`).
    #[arg(long)]
    only: Vec<String>,
    /// Names the cases instead of playing them.
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut cells = rows::all();
    for cell in &mut cells {
        cell.narrow(&cli.only);
        if !cli.all && cli.only.is_empty() {
            cell.thin();
        }
    }
    if cli.list {
        for cell in &cells {
            for case in &cell.cases {
                println!("{}:{}", cell.name(), case.name);
            }
        }
        return ExitCode::SUCCESS;
    }
    let played = run::play_all(&cells);
    if report::print(&cells, &played) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
