//! Where things are.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The checkout we work on.
pub(crate) struct Repo {
    root: PathBuf,
    target: PathBuf,
}

impl Repo {
    /// Finds the checkout this program was built from, and the target folder it was built into.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .context("xtask is not two folders below the root")?
            .to_path_buf();
        let me = env::current_exe().context("cannot find the running program")?;
        let target = me
            .ancestors()
            .nth(2)
            .context("xtask does not run from a target folder")?
            .to_path_buf();
        Ok(Self { root, target })
    }

    /// The root of the checkout.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The UI's folder, with its package.json.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Cargo's target folder, wherever the user put it.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// A program built by the dev profile.
    pub(crate) fn dev_program(&self, name: &str) -> PathBuf {
        self.program("debug", name)
    }

    /// A program built by the release profile.
    pub(crate) fn release_program(&self, name: &str) -> PathBuf {
        self.program("release", name)
    }

    fn program(&self, profile: &str, name: &str) -> PathBuf {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        self.target.join(profile).join(file)
    }

    /// A folder of ours below the target folder, made when missing.
    pub(crate) fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join(name);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }
}
