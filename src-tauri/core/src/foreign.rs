//! Text that somebody else wrote - the tenant's - made fit for a screen (R69). It is for reading
//! only: what is stored or sent keeps the bytes that came.

use mattr_vii::Configuration;
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// Most graphemes of one text, the mark of a cut included (R69).
const MOST_GRAPHEMES: usize = 120;

/// Most characters of one grapheme: any letter or flag needs fewer, a tower of a thousand accents
/// covers the lines around it.
const MOST_IN_GRAPHEME: usize = 16;

/// Stands where a character would act on the text around it without being seen.
const MARK: char = char::REPLACEMENT_CHARACTER;

/// The text in NFC, on one line, with a mark in place of every control, bidirectional and
/// zero-width character, cut at 120 graphemes.
pub fn for_screen(text: &str) -> String {
    cut(text, MOST_GRAPHEMES)
}

/// As [`for_screen`], with at most `most` graphemes.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let line = on_one_line(text, most);
    let mut graphemes = line.trim().graphemes(true);
    let mut shown: Vec<&str> = graphemes.by_ref().take(most).collect();
    if graphemes.next().is_some() {
        shown.pop();
        shown.push("\u{2026}");
    }
    shown.into_iter().map(shortened).collect()
}

/// The name of a credential as a screen shows it.
pub fn credential_name(configuration: &Configuration) -> String {
    for_screen(configuration.name())
}

/// Reads no more than can be shown, however long the text is.
fn on_one_line(text: &str, most: usize) -> String {
    let mut before = ' ';
    let shown = |letter: char| {
        let shown = match letter {
            '\n' | '\r' | '\t' => ' ',
            // Joiners shape the letters of many scripts, and emoji; between Latin letters they
            // only hide.
            '\u{200c}' | '\u{200d}' if !before.is_ascii() && before != MARK => letter,
            hidden if acts_unseen(hidden) => MARK,
            other => other,
        };
        before = shown;
        shown
    };
    let enough = (most + 1) * MOST_IN_GRAPHEME * 2;
    let letters: String = text.chars().take(enough).map(shown).collect();
    letters.nfc().collect()
}

/// Unicode's general categories Cc, Zl and Zp, its bidirectional controls, and characters without
/// a width.
fn acts_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

fn shortened(grapheme: &str) -> &str {
    match grapheme.char_indices().nth(MOST_IN_GRAPHEME) {
        Some((end, _)) => grapheme.get(..end).unwrap_or(grapheme),
        None => grapheme,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::kept("H\u{113}mi \u{5c71}\u{7530} \u{645}\u{631}\u{62d}\u{628}\u{627}")]
    #[case::markup("<b onclick=x>{{7*7}}</b> '; DROP TABLE offers; --")]
    #[case::a_family("\u{1f469}\u{200d}\u{1f467}")]
    #[case::persian("\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}")]
    fn r69_ordinary_text_stays_as_it_is(#[case] text: &str) {
        assert_eq!(for_screen(text), text);
    }

    #[rstest]
    #[case::bidi_override("licence\u{202e}gnp", "licence\u{fffd}gnp")]
    #[case::isolate("a\u{2066}b\u{2069}c", "a\u{fffd}b\u{fffd}c")]
    #[case::zero_width("ad\u{200b}min", "ad\u{fffd}min")]
    #[case::joiner_in_latin("ad\u{200d}min", "ad\u{fffd}min")]
    #[case::a_row_of_joiners("a\u{200d}\u{200d}b", "a\u{fffd}\u{fffd}b")]
    #[case::ansi("\u{1b}[31mred", "\u{fffd}[31mred")]
    #[case::nul("a\u{0}b", "a\u{fffd}b")]
    #[case::tag("a\u{e0041}b", "a\u{fffd}b")]
    #[case::lines("one\r\ntwo\tthree", "one  two three")]
    #[case::not_composed("Tu\u{304}ranga", "T\u{16b}ranga")]
    #[case::blank_around("  \n pass \n", "pass")]
    fn r69_what_acts_unseen_becomes_a_mark(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(for_screen(text), shown);
    }

    #[test]
    fn r69_text_is_cut_at_120_graphemes() {
        assert_eq!(for_screen(&"x".repeat(120)), "x".repeat(120));
        let flag = "\u{1f1f3}\u{1f1ff}";
        let shown = for_screen(&flag.repeat(121));
        assert_eq!(shown, format!("{}\u{2026}", flag.repeat(119)));
    }

    #[test]
    fn r69_a_tower_of_accents_is_lowered() {
        let tower = format!("e{}", "\u{301}\u{302}".repeat(500));
        assert!(for_screen(&tower).chars().count() <= MOST_IN_GRAPHEME);
    }

    proptest! {
        #[test]
        fn r69_no_text_breaks_the_bounds(text in any::<String>()) {
            let shown = for_screen(&text);
            prop_assert!(shown.graphemes(true).count() <= MOST_GRAPHEMES);
            let joins = |letter| matches!(letter, '\u{200c}' | '\u{200d}');
            let unseen = shown.chars().any(|letter| acts_unseen(letter) && !joins(letter));
            prop_assert!(!unseen);
        }
    }
}
