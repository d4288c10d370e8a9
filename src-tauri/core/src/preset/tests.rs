use proptest::prelude::*;

use super::*;
use crate::spoil::spoilt;

/// A visitor pass at the northern yard.
pub(crate) fn preset() -> Preset {
    Preset {
        id: Uuid::from_u128(1),
        name: "Visitor pass + induction".to_owned(),
        credentials: vec![PresetCredential {
            id: Uuid::from_u128(11),
            doctype: "nz.example.visitor.1".to_owned(),
        }],
        fields: vec![PresetField {
            field: "site".to_owned(),
            rule: FieldRule::Locked,
            value: "Northern yard".to_owned(),
            review: true,
        }],
        lifetime: "5".to_owned(),
        code: Some("Ask the person at the desk".to_owned()),
        wallet_ready: WalletReady::NewPeople,
        first_name: false,
        language: "en".to_owned(),
        keep: Vec::new(),
    }
}

#[test]
fn a_file_of_presets_reads_back_as_it_was_written() {
    let file = PresetFile::new(vec![preset()]);
    assert_eq!(PresetFile::read(&file.write()), Ok(file));
}

#[test]
fn a_file_that_is_something_else_is_refused_with_the_place() {
    for text in [
        "",
        "{}",
        "[]",
        r#"{"kind":"counterfoil-presets","version":1,"presets":[],"more":1}"#,
        r#"{"kind":"counterfoil-presets","version":1,"version":1,"presets":[]}"#,
        r#"{"kind":"something-else","version":1,"presets":[]}"#,
    ] {
        let read = PresetFile::read(text.as_bytes());
        assert!(
            matches!(read, Err(FileFault::NotPresets { .. })),
            "{text}: {read:?}"
        );
    }
    let newer = r#"{"kind":"counterfoil-presets","version":2,"presets":[]}"#;
    assert_eq!(PresetFile::read(newer.as_bytes()), Err(FileFault::Newer(2)));
    assert_eq!(
        PresetFile::read(&vec![b' '; 2_000_000]),
        Err(FileFault::TooLarge)
    );
}

#[test]
fn only_locked_and_hidden_values_are_fixed() {
    let mut preset = preset();
    let mut also = |field: &str, rule| {
        preset.fields.push(PresetField {
            field: field.to_owned(),
            rule,
            value: "x".to_owned(),
            review: false,
        });
    };
    also("class", FieldRule::Hidden);
    also("level", FieldRule::Default);
    also("note", FieldRule::Ask);
    let fixed: Vec<_> = preset.fixed_values().collect();
    assert_eq!(fixed, [("site", "Northern yard"), ("class", "x")]);
}

proptest! {
    /// A file that somebody edited by hand: refused, or read as what it says.
    #[test]
    fn a_spoilt_file_of_presets_is_refused_or_reads_back(
        bytes in spoilt(PresetFile::new(vec![preset()]).write()),
    ) {
        if let Ok(file) = PresetFile::read(&bytes) {
            prop_assert_eq!(PresetFile::read(&file.write()), Ok(file));
        }
    }
}
