//! Command-line flags. Never a secret, never a claim: a process list is public.

use std::path::PathBuf;

use clap::Parser;

/// Issue digital credentials face to face.
#[derive(Debug, Clone, Parser)]
#[command(name = "counterfoil", version, about)]
pub(crate) struct Cli {
    /// Start on the practice tenant, whatever was active last time.
    #[arg(long, conflicts_with = "tenant")]
    pub(crate) practice: bool,

    /// Start on the saved workplace with this name.
    #[arg(long = "workplace", value_name = "NAME", alias = "tenant")]
    pub(crate) tenant: Option<String>,

    /// Use this screen for the holder display, counted from 1; 0 for none in this run.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) holder_display: Option<u32>,

    /// The name of this desk, written into every row of the journal.
    #[arg(long, value_name = "NAME")]
    pub(crate) desk: Option<String>,

    /// Leave out the steps of the first start, in a data folder that is new.
    #[arg(long)]
    pub(crate) skip_first_run: bool,

    /// Keep journal, cache and logs below this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,

    /// How much to log: error, warn, info, debug.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    pub(crate) log_level: tracing::Level,

    /// Create this file when the window has asked its first question; for measuring the start.
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) report_start: Option<PathBuf>,
}
