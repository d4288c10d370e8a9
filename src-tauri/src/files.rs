//! Files that a person chooses in the system's own dialog. The web view names no path.

use std::{
    fs,
    io::{self, BufWriter, Read as _, Write},
    path::{Path, PathBuf},
};

use counterfoil_core::export::ExportFormat;
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
    /// The list of offers; whether they are practice.
    Offers(ExportFormat, bool),
    /// The log of what happened; whether it is practice.
    Activity(ExportFormat, bool),
}

impl Kind {
    fn name(self) -> String {
        let (what, practice) = match self {
            Self::Presets => ("presets", false),
            Self::Offers(_, practice) => ("offers", practice),
            Self::Activity(_, practice) => ("activity", practice),
        };
        let practice = if practice { "practice-" } else { "" };
        format!("counterfoil-{practice}{what}.{}", self.ending())
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Presets
            | Self::Offers(ExportFormat::Json, _)
            | Self::Activity(ExportFormat::Json, _) => "json",
            Self::Offers(ExportFormat::Csv, _) | Self::Activity(ExportFormat::Csv, _) => "csv",
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

/// Asks where to and opens a new file there, for its owner only; `None` when nobody chose one.
///
/// # Errors
///
/// [`Code::File`] when it cannot be made.
pub(crate) async fn create<R: Runtime>(
    app: &AppHandle<R>,
    kind: Kind,
) -> Result<Option<NewFile>, AppError> {
    let dialog = dialog(app, kind).set_file_name(kind.name());
    let Some(path) = ask(|answer| dialog.save_file(answer)).await else {
        return Ok(None);
    };
    NewFile::make(path).map(Some).map_err(refused)
}

/// A file that is written piece by piece. It is gone again unless it was kept: half a list looks
/// like a whole one.
pub(crate) struct NewFile {
    out: BufWriter<fs::File>,
    path: PathBuf,
    kept: bool,
}

impl NewFile {
    fn make(path: PathBuf) -> io::Result<Self> {
        let out = BufWriter::new(private(&path)?);
        Ok(Self {
            out,
            path,
            kept: false,
        })
    }

    /// It is whole.
    ///
    /// # Errors
    ///
    /// [`Code::File`] when the last of it does not reach the disk.
    pub(crate) fn keep(mut self) -> Result<(), AppError> {
        self.out.flush().map_err(refused)?;
        self.out.get_ref().sync_all().map_err(refused)?;
        self.kept = true;
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_file(&self.path);
        }
    }
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

/// An empty file that only its owner can read.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private(path)?;
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
    fn a_file_that_was_not_finished_is_gone_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("offers.csv");
        let mut half = NewFile::make(path.clone()).unwrap();
        half.write_all(b"reference").unwrap();
        drop(half);
        assert!(!path.exists());
        let mut whole = NewFile::make(path.clone()).unwrap();
        whole.write_all(b"reference").unwrap();
        whole.keep().unwrap();
        assert_eq!(read(&path).unwrap(), b"reference");
    }

    #[test]
    fn the_name_of_a_practice_export_says_practice() {
        let name = |practice| Kind::Offers(ExportFormat::Csv, practice).name();
        assert_eq!(name(true), "counterfoil-practice-offers.csv");
        assert_eq!(name(false), "counterfoil-offers.csv");
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
