//! `cargo xtask checklist`: which items of the acceptance checklist a test is named after.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context, Result, bail};

use crate::repo::Repo;

/// One line of `tests/checklist.txt`.
struct Item<'a> {
    number: u32,
    how: &'a str,
    words: &'a str,
}

/// Prints every item with the tests named after it; fails when one that a machine can check has none.
pub(crate) fn run(repo: &Repo) -> Result<ExitCode> {
    let file = repo.root().join("tests/checklist.txt");
    let text = fs::read_to_string(&file).with_context(|| format!("no {}", file.display()))?;
    let items = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(read)
        .collect::<Result<Vec<_>>>()?;
    let mut sources = Vec::new();
    for folder in ["src-tauri", "ui/tests", "ui/src", "tests"] {
        collect(&repo.root().join(folder), &mut sources)?;
    }
    let mut missing = 0;
    for Item { number, how, words } in items {
        let found = sources
            .iter()
            .map(|source| count(source, number))
            .sum::<usize>();
        let mark = match (how, found) {
            ("test", 0) => {
                missing += 1;
                "MISSING".to_owned()
            }
            (_, 0) => how.to_owned(),
            (_, found) => format!("{found} named"),
        };
        println!("A{number:<3} {mark:9} {words}");
    }
    println!("{missing} without a test that is named after them");
    Ok(if missing == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn read(line: &str) -> Result<Item<'_>> {
    let mut parts = line.splitn(3, '|').map(str::trim);
    let (Some(number), Some(how), Some(words)) = (parts.next(), parts.next(), parts.next()) else {
        bail!("not a line of the checklist: {line}");
    };
    let number = number
        .parse()
        .with_context(|| format!("no number in: {line}"))?;
    Ok(Item { number, how, words })
}

/// How many tests of this source are named after the item.
fn count(source: &str, number: u32) -> usize {
    let rust = format!("fn a{number:02}_");
    let script = [format!("\"A{number}: "), format!("`A{number}: ")];
    source.matches(&rust).count()
        + script
            .iter()
            .map(|name| source.matches(name.as_str()).count())
            .sum::<usize>()
}

fn collect(folder: &Path, sources: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, sources)?;
        } else if path
            .extension()
            .is_some_and(|end| end == "rs" || end == "ts" || end == "mjs")
        {
            sources.push(fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn a_test_is_named_after_an_item_by_its_whole_number() {
        let rust = ["fn a", "07_dates() {}"].concat();
        let script = ["test(\"A", "7: dates\")"].concat();
        assert_eq!(count(&rust, 7), 1);
        assert_eq!(count(&script, 7), 1);
        assert_eq!(count(&rust, 70), 0);
    }
}
