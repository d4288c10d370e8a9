//! The few words that the operating system shows for us, from the same files as all others.

const FILE: &str = include_str!("../../../ui/src/strings/en/desktop.ftl");

/// The words with this id; they hold no placeholders.
pub(super) fn words(id: &str) -> &'static str {
    FILE.lines()
        .filter_map(|line| line.split_once(" = "))
        .find(|(name, _)| *name == id)
        .map_or("", |(_, text)| text.trim())
}
