//! The data directory: who may read it, who owns it, and whether there is room.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::JournalError;

/// Below this many free bytes no new offer is started (R109).
pub(super) const LOW: u64 = 10 * 1024 * 1024;

/// Given up when a row must be written on a full disk (R109).
const RESERVE: usize = 2 * 1024 * 1024;

/// Files below the data directory.
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes the directory, for its owner only (R78).
    pub(super) fn make(path: &Path) -> Result<Self, JournalError> {
        make_lasting(path)?;
        owner_only(path, 0o700)?;
        Ok(Self {
            path: path.to_owned(),
        })
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Claims the directory for this process until the file is dropped (R100).
    pub(super) fn lock(&self) -> Result<File, JournalError> {
        let file = make_private(&self.file("journal.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(JournalError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Sets 2 MiB aside, if there is room for them and for work besides.
    pub(super) fn make_reserve(&self, free: Option<u64>) -> Result<(), JournalError> {
        let path = self.file("journal.reserve");
        let there = fs::metadata(&path).is_ok_and(|data| data.len() == RESERVE as u64);
        if there || free.is_some_and(|free| free < LOW + RESERVE as u64) {
            return Ok(());
        }
        let mut file = make_private(&path)?;
        file.set_len(0)?;
        // Compressing and sparse file systems would store zeros in no room at all.
        let block: Vec<u8> = (0..4096u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for _ in 0..RESERVE / block.len() {
            file.write_all(&block)?;
        }
        file.sync_all()?;
        Ok(())
    }

    /// A reserve is made once a journal was opened.
    pub(super) fn has_reserve(&self) -> bool {
        self.file("journal.reserve").exists()
    }

    /// Is the file there, and nothing in it?
    pub(super) fn is_emptied(&self, name: &str) -> bool {
        fs::metadata(self.file(name)).is_ok_and(|data| data.len() == 0)
    }

    /// Gives the reserve back to the disk; true if there was one.
    pub(super) fn free_reserve(&self) -> bool {
        fs::remove_file(self.file("journal.reserve")).is_ok()
    }

    /// Moves a damaged database with its log to `damaged-<time>/` (R108).
    pub(super) fn move_aside(&self, stamp: &str) -> Result<PathBuf, JournalError> {
        let target = self.free_name(&format!("damaged-{stamp}"));
        fs::create_dir(&target)?;
        owner_only(&target, 0o700)?;
        for name in ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"] {
            match fs::rename(self.file(name), target.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(target)
    }

    fn free_name(&self, name: &str) -> PathBuf {
        let numbered = (2..1000).map(|n| self.file(&format!("{name}-{n}")));
        std::iter::once(self.file(name))
            .chain(numbered)
            .find(|path| !path.exists())
            .unwrap_or_else(|| self.file(name))
    }
}

/// Makes `path` and what is missing above it. Each folder that gets a new name in it is synced:
/// otherwise a power cut on the first day could take the whole journal away, whatever was synced in
/// it (F19).
fn make_lasting(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| *parent != Path::new(""));
    if let Some(parent) = parent {
        make_lasting(parent)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => sync_names(parent.unwrap_or(Path::new("."))),
    }
    Ok(())
}

/// A folder that may not be read, or lies where folders cannot be synced, is no reason not to
/// start: SQLite goes on there too.
#[cfg(unix)]
fn sync_names(folder: &Path) {
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        tracing::warn!(%error, "the folder above the data cannot be synced");
    }
}

/// Windows keeps names in the journal of its file system, and opens no folder as a file.
#[cfg(not(unix))]
fn sync_names(_folder: &Path) {}

/// Opens a file that only its owner may read, making it if it is not there.
pub(super) fn make_private(path: &Path) -> Result<File, JournalError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let file = options.open(path)?;
    owner_only(path, 0o600)?;
    Ok(file)
}

#[cfg(unix)]
fn owner_only(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Windows gives a profile's folders to its user only.
#[cfg(not(unix))]
fn owner_only(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// Free bytes for this user where `path` is; `None` where that cannot be asked.
#[cfg(unix)]
pub(super) fn free_bytes(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
pub(super) fn free_bytes(_path: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_owner_of_the_directory_gets_a_named_error() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::make(dir.path()).unwrap();
        let first = folder.lock().unwrap();
        assert_eq!(folder.lock().unwrap_err(), JournalError::InUse);
        drop(first);
        assert!(folder.lock().is_ok());
    }

    #[test]
    fn the_reserve_takes_two_mebibytes_and_gives_them_back() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::make(dir.path()).unwrap();
        folder.make_reserve(Some(u64::MAX)).unwrap();
        assert_eq!(
            fs::metadata(folder.file("journal.reserve")).unwrap().len(),
            2_097_152
        );
        assert!(folder.free_reserve());
        assert!(!folder.free_reserve());
    }

    #[test]
    fn no_reserve_is_made_on_a_disk_that_is_nearly_full() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::make(dir.path()).unwrap();
        folder.make_reserve(Some(LOW)).unwrap();
        assert!(!folder.free_reserve());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_directory_and_its_files() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("data");
        let folder = Folder::make(&path).unwrap();
        let _lock = folder.lock().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o700);
        assert_eq!(mode(&folder.file("journal.lock")), 0o600);
    }
}
