//! Files that a person chooses in the system's own dialog. The web view names no path.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use tauri::{AppHandle, Runtime, async_runtime};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

use crate::ipc::{AppError, Code};

/// Larger files are not read at all.
const LARGEST: u64 = 8 * 1024 * 1024;

/// What is in a file: its proposed name and its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Presets as JSON.
    Presets,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Presets => "counterfoil-presets.json",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Presets => "json",
        }
    }
}

/// Asks where to and writes the file for its owner only; says whether it was written.
///
/// # Errors
///
/// [`Code::File`] when it cannot be written.
pub(crate) async fn save<R: Runtime>(
    app: &AppHandle<R>,
    kind: Kind,
    bytes: &[u8],
) -> Result<bool, AppError> {
    let dialog = dialog(app, kind).set_file_name(kind.name());
    let Some(path) = ask(|answer| dialog.save_file(answer)).await else {
        return Ok(false);
    };
    write(&path, bytes).map_err(refused)?;
    Ok(true)
}

/// Asks which file and reads it; `None` when nobody chose one.
///
/// # Errors
///
/// [`Code::File`] when it cannot be read or is larger than 8 MiB.
pub(crate) async fn open<R: Runtime>(
    app: &AppHandle<R>,
    kind: Kind,
) -> Result<Option<Vec<u8>>, AppError> {
    let dialog = dialog(app, kind);
    let Some(path) = ask(|answer| dialog.pick_file(answer)).await else {
        return Ok(None);
    };
    read(&path).map(Some).map_err(refused)
}

fn dialog<R: Runtime>(app: &AppHandle<R>, kind: Kind) -> FileDialogBuilder<R> {
    let ending = kind.ending();
    app.dialog().file().add_filter(ending, &[ending])
}

/// The dialog answers in its own time, from its own thread.
async fn ask(open: impl FnOnce(Box<dyn FnOnce(Option<FilePath>) + Send>)) -> Option<PathBuf> {
    let (answer, mut answered) = async_runtime::channel(1);
    open(Box::new(move |path| {
        // Nobody waits any more when the program is closing.
        let _ = answer.blocking_send(path);
    }));
    answered.recv().await.flatten()?.into_path().ok()
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if read as u64 > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn refused(error: io::Error) -> AppError {
    tracing::warn!(kind = ?error.kind(), "a chosen file could not be used");
    AppError::plain(Code::File)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_reads_back_and_belongs_to_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("presets.json");
        write(&path, b"longer than the next").unwrap();
        write(&path, b"[]").unwrap();
        assert_eq!(read(&path).unwrap(), b"[]");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0);
        }
    }

    #[test]
    fn a_file_that_is_far_too_large_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        fs::File::create(&path)
            .unwrap()
            .set_len(LARGEST + 1)
            .unwrap();
        assert_eq!(read(&path).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
}
