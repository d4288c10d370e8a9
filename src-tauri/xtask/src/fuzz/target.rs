//! One fuzz target: where its corpus is, and one run of it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

use crate::{program, repo::Repo};

/// A run that takes longer for one input, or more memory, has found something.
const LIMITS: [&str; 3] = ["-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1"];

/// When a run ends by itself.
#[derive(Clone, Copy)]
pub(crate) enum Bound {
    /// After this time, going on from what earlier runs found.
    Seconds(u64),
    /// After the target's own number of inputs, drawn with one seed from the corpus alone.
    Count,
}

/// A target and its corpus.
pub(crate) struct Target {
    name: String,
    corpus: PathBuf,
    dictionary: PathBuf,
}

/// How a run ended.
pub(crate) struct Outcome {
    name: String,
    seeds: usize,
    runs: Option<String>,
    coverage: Option<String>,
    found: Option<PathBuf>,
    replay: String,
    succeeded: bool,
}

impl Target {
    /// All of them, by their corpora.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub(crate) fn all(repo: &Repo) -> Result<Vec<Self>> {
        let folder = repo.root().join("src-tauri/fuzz/fuzz_targets");
        let mut names: Vec<String> = fs::read_dir(&folder)
            .with_context(|| format!("no fuzz targets in {}", folder.display()))?
            .flatten()
            .filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()))
            .collect();
        names.sort();
        let corpus = repo.root().join("src-tauri/fuzz/corpus");
        let dictionary = repo.root().join("src-tauri/fuzz/dictionary");
        let target = |name: String| Self {
            corpus: corpus.join(&name),
            dictionary: dictionary.clone(),
            name,
        };
        Ok(names.into_iter().map(target).collect())
    }

    /// As in `cargo xtask fuzz NAME`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Inputs of a bounded run: some seconds' worth. A portrait is drawn and encoded again for each,
    /// and a journal is opened up to three times.
    fn count(&self) -> u32 {
        match self.name.as_str() {
            "journal_file" => 500,
            "portrait" => 400,
            "answers" | "sign_in" | "keyring_token" => 20_000,
            "strict_json" | "times" => 200_000,
            _ => 15_000,
        }
    }

    /// Replays the corpus and goes on from it until `bound`.
    ///
    /// # Errors
    ///
    /// When the run cannot be started; what it found is no error.
    pub(crate) fn run(&self, repo: &Repo, bound: Bound) -> Result<Outcome> {
        let found = repo.scratch(&format!("fuzz/found/{}", self.name))?;
        let mut command = self.command(repo, bound, &found)?;
        let output = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output()
            .with_context(|| format!("cannot start {}", self.name))?;
        let text = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            println!("{text}");
        }
        let found = after(&text, "Test unit written to ").map(PathBuf::from);
        let coverage = text.lines().rev().find_map(|line| after(line, " cov: "));
        Ok(Outcome {
            name: self.name.clone(),
            seeds: fs::read_dir(&self.corpus).map_or(0, Iterator::count),
            runs: after(&text, "stat::number_of_executed_units: "),
            replay: self.replay(repo, found.as_deref()),
            found,
            // Without counters it ran blind, and that it found nothing means nothing.
            succeeded: output.status.success() && coverage.is_some(),
            coverage,
        })
    }

    fn command(&self, repo: &Repo, bound: Bound, found: &Path) -> Result<Command> {
        let mut command = program::command(repo.root(), repo.dev_program(&self.name));
        command.args(LIMITS);
        command.arg(format!("-dict={}", self.dictionary.display()));
        command.arg(format!("-artifact_prefix={}/", found.display()));
        match bound {
            Bound::Seconds(seconds) => {
                command.arg(format!("-max_total_time={seconds}"));
                command.arg(repo.scratch(&format!("fuzz/corpus/{}", self.name))?);
            }
            Bound::Count => {
                command.args(["-seed=1", &format!("-runs={}", self.count())]);
                let empty = repo.scratch(&format!("fuzz/bounded/{}", self.name))?;
                fs::remove_dir_all(&empty)?;
                fs::create_dir(&empty)?;
                command.arg(empty);
            }
        }
        command.arg(&self.corpus);
        Ok(command)
    }

    fn replay(&self, repo: &Repo, found: Option<&Path>) -> String {
        let program = repo.dev_program(&self.name);
        let found = found.unwrap_or(&self.corpus);
        format!("{} {}", program.display(), found.display())
    }
}

impl Outcome {
    /// Whether nothing was found.
    pub(crate) fn held(&self) -> bool {
        self.succeeded
    }

    /// Every file of the corpus and the bounded run count as a test each.
    pub(crate) fn tests(&self) -> u32 {
        u32::try_from(self.seeds + 1).unwrap_or(u32::MAX)
    }

    /// What a person wants to know of it.
    pub(crate) fn line(&self) -> String {
        let runs = self.runs.as_deref().unwrap_or("no");
        let coverage = self.coverage.as_deref().unwrap_or("0");
        let (name, seeds) = (&self.name, self.seeds);
        if self.succeeded {
            return format!("{name}: {runs} inputs from {seeds} seeds held, {coverage} edges");
        }
        match &self.found {
            Some(found) => format!(
                "{name} FAILED on {}\n    once more: {}\n    once it is mended, keep it in src-tauri/fuzz/corpus/{name}",
                found.display(),
                self.replay
            ),
            None => format!("{name} FAILED without an input; once more: {}", self.replay),
        }
    }
}

/// The word behind `mark`.
fn after(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    rest.split_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn what_the_fuzzer_reports_is_read_word_by_word() {
        let text = "#8\tDONE   cov: 1341 ft: 2506 corp: 7/349b\nstat::number_of_executed_units: 42\n\
                    Test unit written to target/fuzz/found/times/crash-1\nBase64: eA==";
        assert_eq!(after(text, " cov: ").as_deref(), Some("1341"));
        assert_eq!(after(text, "executed_units: ").as_deref(), Some("42"));
        assert_eq!(
            after(text, "written to ").as_deref(),
            Some("target/fuzz/found/times/crash-1")
        );
        assert_eq!(after(text, "nothing"), None);
    }
}
