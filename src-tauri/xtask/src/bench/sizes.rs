//! How large what we ship is.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::row::Row;
use crate::{repo::Repo, test};

/// Sizes of the release program, of the package that holds it and of the UI.
pub(crate) fn measure(repo: &Repo) -> Result<Vec<Row>> {
    let program = fs::metadata(repo.release_program("counterfoil"))
        .context("no release build")?
        .len();
    let weight = test::weigh(repo)?;
    let mut rows = vec![
        row("size of the program", program, ""),
        row(
            "size of the UI that a start reads, gzipped",
            weight.start,
            "<= 80 kB",
        ),
        row("size of the whole UI, gzipped", weight.code, ""),
        row("size of fonts and pictures, gzipped", weight.rest, ""),
    ];
    if let Some(deb) = newest_deb(&repo.target().join("release/bundle/deb"))? {
        rows.push(row("size of the .deb", deb, ""));
    }
    Ok(rows)
}

fn newest_deb(folder: &Path) -> Result<Option<u64>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(None);
    };
    let mut packages = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.path().extension().is_some_and(|name| name == "deb") {
            let data = entry.metadata()?;
            packages.push((data.modified()?, data.len()));
        }
    }
    Ok(packages.into_iter().max().map(|(_, size)| size))
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files, for reading")]
fn row(what: &str, bytes: u64, target: &str) -> Row {
    Row {
        what: what.to_owned(),
        ours: bytes as f64 / 1000.0,
        bare: None,
        unit: "kB".to_owned(),
        target: target.to_owned(),
        note: String::new(),
    }
}
