//! Presets as a file: to another desk, or to another workplace.

use serde::{Deserialize, Serialize};

use super::{MOST, Preset};

/// What the file says it is.
const KIND: &str = "counterfoil-presets";

/// The version this program writes and reads.
const VERSION: u32 = 1;

/// Larger files are refused before they are read.
const LARGEST: usize = 1024 * 1024;

/// A file of presets. Configurations are named by id and by DocType, so that another workplace
/// can find its own.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresetFile {
    kind: String,
    version: u32,
    /// In the order of the list.
    pub presets: Vec<Preset>,
}

/// Why a file holds no presets that can be used. Never holds its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Over 1 MiB or over 200 presets.
    #[error("the file is too large")]
    TooLarge,
    /// Not a file of presets, or damaged.
    #[error("not a file of presets (line {line}, column {column})")]
    NotPresets {
        /// Line at which reading stopped, from 1; 0 when not known.
        line: usize,
        /// Column at which reading stopped.
        column: usize,
    },
    /// Written by a newer program.
    #[error("the file is of version {0}")]
    Newer(u32),
}

impl PresetFile {
    /// A file of these presets.
    pub fn new(presets: Vec<Preset>) -> Self {
        Self {
            kind: KIND.to_owned(),
            version: VERSION,
            presets,
        }
    }

    /// The file's bytes: JSON, for people to read.
    pub fn write(&self) -> Vec<u8> {
        // Strings, numbers and lists only: it cannot fail, and an empty file would be refused.
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// Reads a file strictly: no unknown and no doubled members.
    ///
    /// # Errors
    ///
    /// [`FileFault`], the first that applies.
    pub fn read(bytes: &[u8]) -> Result<Self, FileFault> {
        if bytes.len() > LARGEST {
            return Err(FileFault::TooLarge);
        }
        let file: Self = serde_json::from_slice(bytes).map_err(|error| FileFault::NotPresets {
            line: error.line(),
            column: error.column(),
        })?;
        if file.kind != KIND {
            return Err(FileFault::NotPresets { line: 0, column: 0 });
        }
        if file.version > VERSION {
            return Err(FileFault::Newer(file.version));
        }
        if file.presets.len() > MOST {
            return Err(FileFault::TooLarge);
        }
        Ok(file)
    }
}
