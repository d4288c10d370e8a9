//! What a TAP report by Node's runner says of the tests that failed.

/// Longest reason that is repeated at the end of a run.
const LONGEST: usize = 400;

/// The failed tests, each with its error on one line.
pub(crate) fn failures(report: &str) -> Vec<String> {
    let mut lines = report.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(test) = line.trim_start().strip_prefix("not ok ") else {
            continue;
        };
        let name = test.split_once(" - ").map_or(test, |(_, name)| name);
        let details: Vec<&str> = lines
            .by_ref()
            .take_while(|line| line.trim() != "...")
            .collect();
        found.push(format!("{name}: {}", error(&details)));
    }
    found
}

/// The member `error` of a test's details: a text in quotes, or the deeper lines below its name.
fn error(details: &[&str]) -> String {
    let mut lines = details
        .iter()
        .skip_while(|line| !line.trim_start().starts_with("error:"));
    let Some(first) = lines.next() else {
        return "no reason is told".to_owned();
    };
    let depth = indent(first);
    let text = first.trim_start().trim_start_matches("error:").trim();
    if text != "|-" {
        return cut(unquoted(text));
    }
    let below: Vec<&str> = lines
        .take_while(|line| line.trim().is_empty() || indent(line) > depth)
        .flat_map(|line| line.split_whitespace())
        .collect();
    cut(&below.join(" "))
}

fn unquoted(text: &str) -> &str {
    let quote = ['\'', '`', '"']
        .into_iter()
        .find(|quote| text.starts_with(*quote));
    quote
        .and_then(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::failures;

    #[test]
    fn each_failed_test_is_named_with_its_error_on_one_line() {
        let report = "TAP version 13\nok 1 - good\n  ---\n  duration_ms: 1\n  ...\n\
            not ok 2 - one: fails\n  ---\n  duration_ms: 2\n  error: `waited 30 s in vain: \"x\"`\n  code: 'E'\n  ...\n\
            not ok 3 - two\n  ---\n  error: |-\n    no\n    \n    1 !== 2\n    \n  code: 'E'\n  stack: |-\n    at\n  ...\n\
            # fail 2\n";
        let expected = ["one: fails: waited 30 s in vain: \"x\"", "two: no 1 !== 2"];
        assert_eq!(failures(report), expected);
    }

    #[test]
    fn a_test_without_details_is_still_named() {
        assert_eq!(failures("not ok 1 - cut"), ["cut: no reason is told"]);
        assert!(failures("ok 1 - good").is_empty());
    }
}
