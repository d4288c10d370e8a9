//! Names that look like another one beside them (R69): a warning to staff, never a verdict.

use std::collections::BTreeMap;

use unicode_security::skeleton;

/// For each name, whether another of them is the same or looks the same.
///
/// Two names look the same when their skeletons do (Unicode Technical Standard 39, section 4): a
/// Cyrillic letter in a Latin word, `l` for `1`, `rn` for `m`. Case and white space do not part
/// two names.
pub fn lookalikes(names: &[String]) -> Vec<bool> {
    let outlines: Vec<String> = names.iter().map(|name| outline(name)).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for outline in &outlines {
        *count.entry(outline).or_default() += 1;
    }
    let has_twin = |outline: &String| count.get(outline.as_str()).is_some_and(|many| *many > 1);
    outlines.iter().map(has_twin).collect()
}

fn outline(name: &str) -> String {
    let letters: String = name.split_whitespace().collect();
    skeleton(&letters.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::the_same("Visitor pass", "Visitor pass")]
    #[case::cyrillic("Visitor pass", "Visitor p\u{430}ss")]
    #[case::greek("Boat licence", "B\u{3bf}at licence")]
    #[case::full_width("Locker 2", "Locker \u{ff12}")]
    #[case::two_letters_for_one("Modern pass", "Modem pass")]
    #[case::one_and_l("Locker 1", "Locker l")]
    #[case::case_and_blanks("Visitor pass", "VISITOR  PASS")]
    #[case::not_composed("T\u{16b}ranga", "Tu\u{304}ranga")]
    fn r69_a_name_that_looks_like_another_is_told(#[case] first: &str, #[case] second: &str) {
        let names = ["Membership", first, second].map(str::to_owned);
        assert_eq!(lookalikes(&names), [false, true, true]);
    }

    #[rstest]
    #[case::a_number_more("Visitor pass", "Visitor pass 2")]
    #[case::another_number("Locker 1", "Locker 2")]
    #[case::arabic("\u{645}\u{631}\u{62d}", "\u{645}\u{631}\u{62c}")]
    #[case::han("\u{5c71}", "\u{5ddd}")]
    fn r69_different_names_are_left_alone(#[case] first: &str, #[case] second: &str) {
        let names = [first, second].map(str::to_owned);
        assert_eq!(lookalikes(&names), [false, false]);
    }
}
