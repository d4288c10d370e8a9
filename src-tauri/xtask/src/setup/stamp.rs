//! Remembering what a step was done for, so that it is not done again for the same thing.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::repo::Repo;

/// A file below the target folder that holds a hash of a step's inputs.
pub(crate) struct Stamp {
    file: PathBuf,
    hash: String,
}

impl Stamp {
    /// The stamp `name` for these inputs: files, and folders without `node_modules` and `dist`.
    pub(crate) fn of(repo: &Repo, name: &str, inputs: &[PathBuf], extra: &str) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        extra.hash(&mut hasher);
        for input in inputs {
            hash_path(input, &mut hasher)?;
        }
        Ok(Self {
            file: repo.scratch("xtask")?.join(name),
            hash: format!("{:016x}", hasher.finish()),
        })
    }

    /// Whether the step was done for exactly these inputs.
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|text| text == self.hash)
    }

    /// Notes that the step is done.
    pub(crate) fn write(&self) -> Result<()> {
        fs::write(&self.file, &self.hash)
            .with_context(|| format!("cannot write {}", self.file.display()))
    }
}

fn hash_path(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    path.hash(hasher);
    if path.is_dir() {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_name() != "node_modules" && entry.file_name() != "dist" {
                entries.push(entry.path());
            }
        }
        entries.sort();
        entries
            .iter()
            .try_for_each(|entry| hash_path(entry, hasher))
    } else {
        let bytes = fs::read(path).unwrap_or_default();
        bytes.hash(hasher);
        Ok(())
    }
}
