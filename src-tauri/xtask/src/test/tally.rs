//! How many passed and failed, read from what each runner reports.

use std::{fmt, fs, ops::AddAssign, path::Path};

use anyhow::{Context, Result};
use serde::Deserialize;

/// Counts of one runner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    /// A gate counts as one.
    pub(crate) fn of(passed: bool) -> Self {
        Self {
            passed: u32::from(passed),
            failed: u32::from(!passed),
        }
    }

    /// A runner that failed without a failed test (it did not compile, it crashed) counts as one
    /// failure, and so does one that ran nothing: no tests is not a pass.
    pub(crate) fn checked(self, succeeded: bool) -> Self {
        let silent_failure = !succeeded && self.failed == 0;
        let nothing_ran = self == Self::default();
        Self {
            failed: self.failed + u32::from(silent_failure || nothing_ran),
            ..self
        }
    }

    /// Reads the JUnit file nextest writes.
    pub(crate) fn from_junit(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file)
            .with_context(|| format!("no test report at {}", file.display()))?;
        let head = text
            .split_once("<testsuites")
            .and_then(|(_, rest)| rest.split_once('>'))
            .map(|(head, _)| head)
            .context("the test report has no test suites")?;
        let count = |name| attribute(head, name).unwrap_or(0);
        let failed = count("failures") + count("errors");
        Ok(Self {
            passed: count("tests").saturating_sub(failed),
            failed,
        })
    }

    /// Adds up the `test result:` lines of `cargo test`.
    pub(crate) fn from_libtest(text: &str) -> Self {
        let mut sum = Self::default();
        for line in text.lines().filter(|line| line.starts_with("test result:")) {
            sum.passed += number_before(line, " passed");
            sum.failed += number_before(line, " failed");
        }
        sum
    }

    /// Reads the last line of a program of ours that counts: `N passed, N failed`.
    pub(crate) fn from_last_line(text: &str) -> Self {
        let last = text.lines().last().unwrap_or_default();
        let (passed, failed) = last.split_once(", ").unwrap_or_default();
        let count = |part: &str, word| part.strip_suffix(word)?.trim().parse().ok();
        Self {
            passed: count(passed, "passed").unwrap_or(0),
            failed: count(failed, "failed").unwrap_or(0),
        }
    }

    /// Reads the closing lines of a TAP report by Node's runner.
    pub(crate) fn from_tap(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file)
            .with_context(|| format!("no test report at {}", file.display()))?;
        let count = |name: &str| -> u32 {
            text.lines()
                .rev()
                .find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
                .unwrap_or(0)
        };
        Ok(Self {
            passed: count("# pass "),
            failed: count("# fail ") + count("# cancelled "),
        })
    }

    /// Reads the report of vitest's JSON reporter.
    pub(crate) fn from_vitest(file: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Summary {
            num_passed_tests: u32,
            num_failed_tests: u32,
        }
        let text = fs::read_to_string(file)
            .with_context(|| format!("no test report at {}", file.display()))?;
        let summary: Summary = serde_json::from_str(&text).context("unknown test report")?;
        Ok(Self {
            passed: summary.num_passed_tests,
            failed: summary.num_failed_tests,
        })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn attribute(head: &str, name: &str) -> Option<u32> {
    let (_, rest) = head.split_once(&format!(" {name}=\""))?;
    rest.split_once('"')?.0.parse().ok()
}

fn number_before(line: &str, word: &str) -> u32 {
    line.split_once(word)
        .and_then(|(before, _)| before.rsplit(' ').next()?.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_every_result_line_of_cargo_test() {
        let text = "running 2 tests\ntest result: ok. 2 passed; 0 failed; 0 ignored\n\
                    test result: FAILED. 3 passed; 1 failed; 0 ignored\n";
        assert_eq!(
            Tally::from_libtest(text),
            Tally {
                passed: 5,
                failed: 1
            }
        );
    }

    #[test]
    fn a_runner_that_fails_or_runs_nothing_is_a_failure() {
        let good = Tally {
            passed: 3,
            failed: 0,
        };
        assert_eq!(good.checked(true).failed, 0);
        assert_eq!(good.checked(false).failed, 1);
        assert_eq!(Tally::default().checked(true).failed, 1);
        assert_eq!(
            Tally {
                passed: 1,
                failed: 2
            }
            .checked(false)
            .failed,
            2
        );
    }

    #[test]
    fn reads_the_counting_line_of_the_simulation() {
        let tally = Tally::from_last_line("seed 7 failed: I6\n2999 passed, 1 failed\n");
        assert_eq!((tally.passed, tally.failed), (2_999, 1));
        assert_eq!(Tally::from_last_line("no counts"), Tally::default());
    }

    #[test]
    fn reads_the_counts_of_a_junit_head() {
        let head = r#" name="nextest-run" tests="12" failures="1" errors="2" uuid="x""#;
        assert_eq!(attribute(head, "tests"), Some(12));
        assert_eq!(attribute(head, "errors"), Some(2));
        assert_eq!(attribute(head, "absent"), None);
    }
}
