//! How long an offer lasts: what staff type, 1 second to 10 minutes.

use std::time::Duration;

use unicode_normalization::UnicodeNormalization as _;

const LONGEST_SECONDS: u32 = 600;

/// What the service uses when no lifetime is asked for (mattr-vii.md 4.1).
pub const FIVE_MINUTES: Duration = Duration::from_secs(300);

/// Not a time between 1 second and 10 minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time between 1 second and 10 minutes")]
pub struct NotALifetime;

/// Reads what staff type: whole seconds, 1 to 600 (R17). Blanks around and between words do not
/// matter, nor do capitals or full-width digits.
///
/// | typed | means |
/// |---|---|
/// | `5` | minutes: a bare number from 1 to 10 |
/// | `90` | seconds: a bare number from 11 to 600 |
/// | `90s`, `90 sec` | seconds |
/// | `5m`, `5 min` | minutes |
/// | `1:30`, `0:45`, `10:00` | minutes and two digits of seconds |
/// | `1m30`, `1m30s`, `1m 5s` | minutes and seconds |
///
/// # Errors
///
/// [`NotALifetime`] for anything else and for times outside 1 second to 10 minutes.
pub fn parse(text: &str) -> Result<Duration, NotALifetime> {
    let typed: String = text.nfkc().flat_map(char::to_lowercase).take(32).collect();
    let seconds = without_blanks(&typed).and_then(|text| seconds_in(&text));
    match seconds {
        Some(seconds @ 1..=LONGEST_SECONDS) => Ok(Duration::from_secs(u64::from(seconds))),
        _ => Err(NotALifetime),
    }
}

/// `5:00`, `0:45`: minutes and two digits of seconds. [`parse`] reads it back.
pub fn format(lifetime: Duration) -> String {
    let seconds = lifetime.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// `None` for blanks between digits: `1 30` might mean 90 or 130 seconds.
fn without_blanks(text: &str) -> Option<String> {
    let mut compact = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let split_number = compact.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit());
        if split_number {
            return None;
        }
        compact.push_str(word);
    }
    Some(compact)
}

fn seconds_in(text: &str) -> Option<u32> {
    if let Some((minutes, seconds)) = text.split_once(':') {
        return (seconds.len() == 2)
            .then(|| join(minutes, seconds))
            .flatten();
    }
    if let Some((minutes, rest)) = text.split_once('m') {
        let seconds = rest.strip_prefix("in").unwrap_or(rest);
        let seconds = without_unit(seconds).unwrap_or(seconds);
        return join(
            minutes,
            if rest.is_empty() || rest == "in" {
                "0"
            } else {
                seconds
            },
        );
    }
    if let Some(seconds) = without_unit(text) {
        return number(seconds);
    }
    match number(text)? {
        minutes @ 1..=10 => Some(minutes * 60),
        seconds => Some(seconds),
    }
}

fn without_unit(text: &str) -> Option<&str> {
    text.strip_suffix("sec").or_else(|| text.strip_suffix('s'))
}

fn join(minutes: &str, seconds: &str) -> Option<u32> {
    let seconds = number(seconds).filter(|seconds| *seconds < 60)?;
    Some(number(minutes)? * 60 + seconds)
}

/// Up to four ASCII digits: no sign, which `u32::from_str` would take.
fn number(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("5", 300)]
    #[case("1", 60)]
    #[case("10", 600)]
    #[case("11", 11)]
    #[case("90", 90)]
    #[case("600", 600)]
    #[case("90s", 90)]
    #[case("90 sec", 90)]
    #[case("1s", 1)]
    #[case("5m", 300)]
    #[case("5 min", 300)]
    #[case("1:30", 90)]
    #[case("0:01", 1)]
    #[case("10:00", 600)]
    #[case("1m30", 90)]
    #[case("1m30s", 90)]
    #[case("1 M 5 S", 65)]
    #[case("2 min 5 sec", 125)]
    #[case("０:４５", 45)]
    #[case("  7  ", 420)]
    fn what_staff_type_is_read(#[case] typed: &str, #[case] seconds: u64) {
        assert_eq!(parse(typed), Ok(Duration::from_secs(seconds)));
    }

    #[rstest]
    fn anything_else_is_refused(
        #[values(
            "",
            "0",
            "0s",
            "0:00",
            "10:01",
            "601",
            "601s",
            "11m",
            "10m1",
            "1:5",
            "1:60",
            "1:",
            ":30",
            "1m60",
            "m30",
            "-5",
            "+5",
            "5.5",
            "1,5",
            "5h",
            "m",
            "s",
            "ms",
            "1mm",
            "1s30",
            "99999999999",
            "1 30",
            "1 0",
            "1:30s",
            "\u{665}",
            "1:+5",
            "five"
        )]
        typed: &str,
    ) {
        assert_eq!(parse(typed), Err(NotALifetime), "{typed:?}");
    }

    #[test]
    fn every_lifetime_is_read_back_from_its_own_text() {
        for seconds in 1..=600 {
            let lifetime = Duration::from_secs(seconds);
            assert_eq!(parse(&format(lifetime)), Ok(lifetime));
        }
    }
}
