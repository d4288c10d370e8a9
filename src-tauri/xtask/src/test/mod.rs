//! `cargo xtask test`: every check and test, counted into one line.
//!
//! Every part runs even when an earlier one failed, so that one run tells everything.

mod fuzz;
mod priority;
mod report;
mod rust;
mod session;
mod simulation;
mod tally;
mod tap;
mod ui;
mod window;

use std::{panic::resume_unwind, process::ExitCode, thread};

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::{repo::Repo, setup, stopwatch::Stopwatch};
use report::Row;
use tally::Tally;

pub(crate) use session::headless;
pub(crate) use ui::weigh;

/// What to run.
#[derive(Args)]
pub(crate) struct Options {
    /// Only these parts; may be given several times.
    #[arg(long)]
    only: Vec<Part>,
    /// Only window tests whose name matches this pattern.
    #[arg(long)]
    pattern: Option<String>,
}

/// One runner or gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// The UI's build, which the Rust build embeds.
    UiBuild,
    /// rustfmt.
    Format,
    /// Biome: format and lint of the UI.
    UiFormat,
    /// svelte-check: types of the UI.
    UiTypes,
    /// Component and unit tests of the UI.
    UiTests,
    /// The UI bundle's size budget.
    UiSize,
    /// Clippy, warnings are errors.
    Lint,
    /// Licences, bans and sources of dependencies.
    Licences,
    /// Dependencies nobody uses.
    Unused,
    /// Rust tests, with a keyring of their own.
    Rust,
    /// Examples in the documentation.
    Doctests,
    /// The documentation itself, warnings are errors.
    Docs,
    /// Real kills, and what the journal says afterwards.
    Kills,
    /// A disk that fails, call by call.
    Disk,
    /// A disk that forgets what was not synced.
    Power,
    /// The fault matrix.
    Faults,
    /// The fuzz targets, bounded.
    Fuzz,
    /// Seeds of the simulation. It keeps all processors busy, so it is what is left when the window
    /// tests are through.
    Simulation,
    /// The real window, driven.
    Window,
}

/// Sets up what the chosen parts need and runs them.
pub(crate) fn run(repo: &Repo, options: &Options) -> Result<ExitCode> {
    let parts = chosen(&options.only);
    let watch = Stopwatch::start();
    set_up(repo, &parts)?;
    println!("==> Set up in {watch}");
    Ok(run_all(repo, &parts, options.pattern.as_deref()))
}

/// All parts, or those asked for behind the build they rest on.
fn chosen(only: &[Part]) -> Vec<Part> {
    if only.is_empty() {
        return Part::value_variants().to_vec();
    }
    let mut parts = only.to_vec();
    if parts.iter().any(|part| part.needs_ui_build()) && !parts.contains(&Part::UiBuild) {
        parts.insert(0, Part::UiBuild);
    }
    parts
}

/// Runs parts without setting anything up.
pub(crate) fn run_parts(repo: &Repo, parts: &[Part]) -> ExitCode {
    run_all(repo, parts, None)
}

fn set_up(repo: &Repo, parts: &[Part]) -> Result<()> {
    setup::install_packages(repo, &setup::BUILD)?;
    if parts.iter().any(|part| part.needs_test_packages()) {
        setup::install_packages(repo, &setup::TEST)?;
    }
    setup::install_ui(repo)?;
    parts
        .iter()
        .filter_map(|part| part.tool())
        .try_for_each(|tool| setup::install_tool(repo, &tool))
}

/// The window tests mostly wait, so what mostly computes runs beside them and gives way.
fn run_all(repo: &Repo, parts: &[Part], pattern: Option<&str>) -> ExitCode {
    let in_turn = |parts: &[Part]| -> Vec<Row> {
        let row = |part: &Part| part.carry_out(repo, pattern);
        parts.iter().map(row).collect()
    };
    let [first, computing, window] = lanes(parts);
    let mut rows = in_turn(&first);
    thread::scope(|scope| {
        let computing = scope.spawn(|| {
            priority::give_way();
            in_turn(&computing)
        });
        let window = in_turn(&window);
        rows.extend(
            computing
                .join()
                .unwrap_or_else(|panic| resume_unwind(panic)),
        );
        rows.extend(window);
    });
    let failed_tests = if parts.contains(&Part::Window) {
        window::failures(repo)
    } else {
        Vec::new()
    };
    report::print(&rows, &failed_tests)
}

/// What runs first, and then two lanes side by side.
fn lanes(parts: &[Part]) -> [Vec<Part>; 3] {
    let (window, others): (Vec<Part>, Vec<Part>) =
        parts.iter().partition(|part| **part == Part::Window);
    if window.is_empty() {
        return [others, Vec::new(), window];
    }
    let (computing, first) = others.into_iter().partition(|part| part.computes());
    [first, computing, window]
}

impl Part {
    fn carry_out(self, repo: &Repo, pattern: Option<&str>) -> Row {
        let title = self.title();
        println!("==> {title}");
        let watch = Stopwatch::start();
        let tally = self.run(repo, pattern).unwrap_or_else(|error| {
            println!("    {title}: {error:#}");
            Tally::of(false)
        });
        println!("    {title} took {watch}: {tally}");
        Row {
            title,
            took: watch.elapsed(),
            tally,
        }
    }

    fn run(self, repo: &Repo, pattern: Option<&str>) -> Result<Tally> {
        match self {
            Self::UiBuild => ui::build(repo),
            Self::Format => rust::format(repo),
            Self::UiFormat => ui::format(repo),
            Self::UiTypes => ui::types(repo),
            Self::UiTests => ui::tests(repo),
            Self::UiSize => ui::size(repo),
            Self::Lint => rust::lint(repo),
            Self::Licences => rust::licences(repo),
            Self::Unused => rust::unused(repo),
            Self::Rust => rust::tests(repo),
            Self::Doctests => rust::doctests(repo),
            Self::Docs => rust::docs(repo),
            Self::Simulation => simulation::seeds(repo),
            Self::Kills => simulation::kills(repo),
            Self::Disk => simulation::disk(repo),
            Self::Power => simulation::power(repo),
            Self::Faults => rust::faults(repo),
            Self::Fuzz => fuzz::targets(repo),
            Self::Window => window::run(repo, pattern),
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::UiBuild => "Build of the UI (vite)",
            Self::Format => "Format (rustfmt)",
            Self::UiFormat => "Format and lint of the UI (biome)",
            Self::UiTypes => "Types of the UI (svelte-check)",
            Self::UiTests => "Tests of the UI (vitest)",
            Self::UiSize => "Size of the UI",
            Self::Lint => "Lints (clippy)",
            Self::Licences => "Licences and sources (cargo-deny)",
            Self::Unused => "Unused dependencies (cargo-machete)",
            Self::Rust => "Rust tests (nextest)",
            Self::Doctests => "Documentation examples",
            Self::Docs => "Documentation (rustdoc)",
            Self::Simulation => "Simulation (seeds)",
            Self::Kills => "Kills (SIGKILL and restart)",
            Self::Disk => "Failing disk (call by call)",
            Self::Power => "Power cuts (change by change)",
            Self::Faults => "The fault matrix",
            Self::Fuzz => "Fuzz targets (libFuzzer)",
            Self::Window => "The real window",
        }
    }

    fn tool(self) -> Option<setup::Tool> {
        match self {
            Self::Rust => Some(setup::Tool::NEXTEST),
            Self::Licences => Some(setup::Tool::DENY),
            Self::Unused => Some(setup::Tool::MACHETE),
            _ => None,
        }
    }

    /// Everything that compiles the window embeds the UI.
    fn needs_ui_build(self) -> bool {
        matches!(
            self,
            Self::UiSize
                | Self::Lint
                | Self::Rust
                | Self::Doctests
                | Self::Docs
                | Self::Simulation
                | Self::Kills
                | Self::Disk
                | Self::Power
                | Self::Faults
                | Self::Window
        )
    }

    /// Needs processors and nothing that a window test touches.
    fn computes(self) -> bool {
        matches!(
            self,
            Self::Simulation | Self::Kills | Self::Disk | Self::Power | Self::Faults | Self::Fuzz
        )
    }

    fn needs_test_packages(self) -> bool {
        matches!(self, Self::Rust | Self::Disk | Self::Power | Self::Window)
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, chosen, lanes};

    #[test]
    fn parts_that_embed_the_ui_bring_its_build_along() {
        assert_eq!(chosen(&[Part::Format]), [Part::Format]);
        assert_eq!(chosen(&[Part::Lint]), [Part::UiBuild, Part::Lint]);
        assert_eq!(chosen(&[]).first(), Some(&Part::UiBuild));
    }

    #[test]
    fn what_computes_runs_beside_the_window_and_without_it_in_turn() {
        let [first, computing, window] = lanes(&chosen(&[]));
        assert_eq!(first.first(), Some(&Part::UiBuild));
        assert!(first.contains(&Part::Rust) && first.contains(&Part::Docs));
        assert_eq!(computing.first(), Some(&Part::Kills));
        assert_eq!(computing.last(), Some(&Part::Simulation));
        assert_eq!(window, [Part::Window]);
        let some = [Part::Kills, Part::Format];
        assert_eq!(lanes(&some), [some.to_vec(), vec![], vec![]]);
    }
}
