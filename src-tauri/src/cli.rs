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
    #[arg(long, value_name = "NAME", alias = "workplace")]
    pub(crate) tenant: Option<String>,

    /// The name of this desk, written into every row of the journal.
    #[arg(long, value_name = "NAME", default_value = "Desk 1")]
    pub(crate) desk: String,

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
