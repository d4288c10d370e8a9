//! Where things are kept, by platform: XDG folders, `~/Library`, `%APPDATA%`.

use std::path::PathBuf;

use tauri::{Manager, Runtime};

use crate::cli::Cli;

/// Folders of this run.
pub(crate) struct Folders {
    /// Journal and cache.
    pub(crate) data: PathBuf,
    /// Log files.
    pub(crate) logs: PathBuf,
}

impl Folders {
    /// The platform's folders, or those below `--data-dir`.
    ///
    /// # Errors
    ///
    /// When the system does not name a home.
    pub(crate) fn find<R: Runtime>(app: &impl Manager<R>, cli: &Cli) -> tauri::Result<Self> {
        match &cli.data_dir {
            Some(dir) => Ok(Self {
                data: dir.clone(),
                logs: dir.join("logs"),
            }),
            None => Ok(Self {
                data: app.path().app_local_data_dir()?,
                logs: app.path().app_log_dir()?,
            }),
        }
    }
}
