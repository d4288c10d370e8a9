//! Node must be there already: distributions ship versions that are too old to install for you.

use anyhow::{Result, bail};

use crate::{program, repo::Repo};

const OLDEST: (u32, u32) = (20, 20);

/// The version of Node on the PATH, or a message that says what to install.
pub(crate) fn version(repo: &Repo) -> Result<String> {
    let Some(text) = program::ask(&mut program::node_tool(repo.root(), "node", &["--version"]))
    else {
        bail!(
            "Node is missing. Install Node {}.{} or later with npm (nodejs.org, nvm or fnm), then start again.",
            OLDEST.0,
            OLDEST.1
        );
    };
    if parse(&text).is_none_or(|found| found < OLDEST) {
        bail!(
            "Node {text} is too old: Counterfoil's UI needs {}.{} or later.",
            OLDEST.0,
            OLDEST.1
        );
    }
    Ok(text)
}

fn parse(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_major_and_minor_of_what_node_prints() {
        assert_eq!(parse("v20.20.2"), Some((20, 20)));
        assert_eq!(parse("v8.1"), Some((8, 1)));
        assert_eq!(parse("node"), None);
    }
}
