use base64::{Engine as _, engine::general_purpose::STANDARD};
use rstest::rstest;
use serde_json::{Value, json};

use super::{form_of, read, value};
use crate::claims::{FieldKind, Problem};

#[rstest]
#[case("0", json!(0))]
#[case("42", json!(42))]
#[case("-7", json!(-7))]
#[case("0.1", json!(0.1))]
#[case("1.50", json!(1.5))]
#[case("1e3", json!(1000.0))]
#[case("1E+2", json!(100.0))]
#[case("9007199254740993", json!(9_007_199_254_740_993_u64))]
#[case("18446744073709551615", json!(u64::MAX))]
#[case("-9223372036854775808", json!(i64::MIN))]
#[case("-0", json!(-0.0))]
fn numbers_are_sent_as_typed(#[case] typed: &str, #[case] sent: Value) {
    assert_eq!(value(FieldKind::Number, typed), Ok(sent));
}

#[test]
fn two_to_the_53_plus_1_and_a_tenth_keep_every_digit_on_the_wire() {
    for typed in ["9007199254740993", "0.1", "0.3", "123456.789"] {
        assert_eq!(value(FieldKind::Number, typed).unwrap().to_string(), typed);
    }
}

#[rstest]
#[case("+1", Problem::NotANumber)]
#[case("01", Problem::NotANumber)]
#[case("1,5", Problem::NotANumber)]
#[case("1 000", Problem::NotANumber)]
#[case(".5", Problem::NotANumber)]
#[case("5.", Problem::NotANumber)]
#[case("0x10", Problem::NotANumber)]
#[case("NaN", Problem::NotANumber)]
#[case("Infinity", Problem::NotANumber)]
#[case("1e999", Problem::NotANumber)]
#[case("--1", Problem::NotANumber)]
#[case("\u{ff11}", Problem::NotANumber)]
#[case("\"1\"", Problem::NotANumber)]
#[case("12345678901234567890123", Problem::TooLong)]
#[case("0.1000000000000000000001", Problem::TooLong)]
#[case("1e-400", Problem::TooLong)]
fn a_number_that_cannot_be_sent_exactly_is_refused(#[case] typed: &str, #[case] problem: Problem) {
    assert_eq!(value(FieldKind::Number, typed), Err(problem));
}

#[rstest]
fn only_true_and_false_are_boolean(
    #[values("TRUE", "True", "yes", "no", "1", "0", "on", "wahr", "null")] typed: &str,
) {
    assert_eq!(value(FieldKind::Boolean, typed), Err(Problem::NotABoolean));
    assert_eq!(value(FieldKind::Boolean, "true"), Ok(json!(true)));
    assert_eq!(value(FieldKind::Boolean, " false "), Ok(json!(false)));
}

#[rstest]
fn dates_of_the_calendar_are_sent_as_typed(
    #[values("1988-03-04", "2000-02-29", "2024-02-29", "0001-01-01", "9999-12-31")] typed: &str,
) {
    assert_eq!(value(FieldKind::Date, typed), Ok(json!(typed)));
}

#[rstest]
fn other_dates_are_refused(
    #[values(
        "1988-02-31",
        "1988-02-30",
        "1900-02-29",
        "2023-02-29",
        "1988-04-31",
        "1988-13-01",
        "1988-00-01",
        "1988-01-00",
        "0000-01-01",
        "-001-01-01",
        "88-03-04",
        "1988-3-4",
        "04/03/1988",
        "19880304",
        "1988-03-04T00:00:00Z",
        "1988-03",
        "1988-03-04-05",
        "+988-03-04",
        "1988-03-0\u{664}",
        "31 February"
    )]
    typed: &str,
) {
    assert_eq!(value(FieldKind::Date, typed), Err(Problem::NotADate));
}

#[rstest]
#[case("2026-03-02T01:05:00Z", "2026-03-02T01:05:00Z")]
#[case("2026-03-02t01:05:00z", "2026-03-02T01:05:00Z")]
#[case("2026-03-02T01:05Z", "2026-03-02T01:05:00Z")]
#[case("2026-03-02T23:59+13:00", "2026-03-02T10:59:00Z")]
#[case("2026-03-02T01:05:00-05:30", "2026-03-02T06:35:00Z")]
#[case("2026-03-02T01:05:00.250Z", "2026-03-02T01:05:00.25Z")]
fn date_times_are_sent_in_utc(#[case] typed: &str, #[case] sent: &str) {
    assert_eq!(value(FieldKind::DateTime, typed), Ok(json!(sent)));
}

#[rstest]
fn other_date_times_are_refused(
    #[values(
        "2026-03-02",
        "2026-03-02T01:05:00",
        "2026-03-02T01:05",
        "2026-02-31T01:05:00Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T01:60:00Z",
        "2026-03-02T23:59:60Z",
        "2026-03-02 01:05:00Z",
        "2026-03-02T1:05Z",
        "T01:05Z",
        "2026-03-02T01:05:00+1300",
        "2026-03-02T01:05:00+25:00",
        "2026-03-02T01:05:00Z[UTC]",
        "1772413500",
        "2026-03-02T01:05:00.Z",
        "2026-03-02T01:05:00.0000000001Z",
        "2026-03-02TéZ",
        "tomorrow"
    )]
    typed: &str,
) {
    assert_eq!(
        value(FieldKind::DateTime, typed),
        Err(Problem::NotADateTime)
    );
}

#[rstest]
#[case("  Mere  ", "Mere")]
#[case("\u{a0}\u{3000}Mere\t\n", "Mere")]
#[case("Te  Ōkahu-Wright", "Te  Ōkahu-Wright")]
#[case("He\u{304}mi", "H\u{113}mi")]
#[case("\u{1112}\u{1161}\u{11ab}", "\u{d55c}")]
#[case("O\u{2019}Brien", "O\u{2019}Brien")]
#[case("\u{5d0}\u{5d1} \u{1f600}", "\u{5d0}\u{5d1} \u{1f600}")]
#[case("[x]", "[x]")]
#[case("true", "true")]
fn text_loses_outer_white_space_and_becomes_nfc(#[case] typed: &str, #[case] sent: &str) {
    assert_eq!(value(FieldKind::Text, typed), Ok(json!(sent)));
}

#[rstest]
fn control_characters_inside_are_refused(
    #[values("a\nb", "a\0b", "a\u{1b}[0m", "a\u{85}b", "a\u{7f}b", "a\tb")] typed: &str,
) {
    assert_eq!(
        value(FieldKind::Text, typed),
        Err(Problem::ControlCharacters)
    );
    assert_eq!(
        value(FieldKind::Unknown, typed),
        Err(Problem::ControlCharacters)
    );
}

#[rstest]
#[case("plain", Ok(json!("plain")))]
#[case("12", Ok(json!("12")))]
#[case("[]", Ok(json!([])))]
#[case("[{\"category\": \"B\",\n\t\"codes\": [1, 2.5, true, null]}]", Ok(json!([{"category": "B", "codes": [1, 2.5, true, null]}])))]
#[case("{\"a\": \"He\u{304}mi\"}", Ok(json!({"a": "H\u{113}mi"})))]
#[case("[1,]", Err(Problem::NotJson))]
#[case("{a: 1}", Err(Problem::NotJson))]
#[case("[1] x", Err(Problem::NotJson))]
#[case("{\"a\":1,\"a\":2}", Err(Problem::NotJson))]
#[case("[\"a\\u0000b\"]", Err(Problem::ControlCharacters))]
#[case("{\"a\\n\":1}", Err(Problem::ControlCharacters))]
fn an_unknown_type_is_text_or_json(#[case] typed: &str, #[case] sent: Result<Value, Problem>) {
    assert_eq!(value(FieldKind::Unknown, typed), sent);
}

#[rstest]
#[case::jpeg(STANDARD.encode(b"\xFF\xD8\xFF\xE0rest"), true)]
#[case::png(STANDARD.encode(b"\x89PNG\r\n\x1A\nrest"), true)]
#[case::gif(STANDARD.encode(b"GIF89a"), false)]
#[case::svg(STANDARD.encode(b"<svg/>"), false)]
#[case::short(STANDARD.encode(b"\xFF\xD8"), false)]
#[case::not_base64("\u{ff}\u{d8}".to_owned(), false)]
#[case::url_alphabet("_9j_4A==".to_owned(), false)]
#[case::data_uri("data:image/jpeg;base64,/9j/4A==".to_owned(), false)]
#[case::line_feed("/9j/\n4A==".to_owned(), false)]
fn a_portrait_is_base64_of_a_jpeg_or_png(#[case] typed: String, #[case] good: bool) {
    let expected = if good {
        Ok(json!(typed))
    } else {
        Err(Problem::NotAPicture)
    };
    assert_eq!(value(FieldKind::Portrait, &typed), expected);
}

#[test]
fn every_problem_is_told_at_once_in_the_order_of_the_form() {
    let form = form_of(&json!({
        "given_name": {"mapFrom": "claims.given_name", "type": "string", "required": true},
        "height": {"mapFrom": "claims.height", "type": "number"},
        "email": {"mapFrom": "claims.email", "type": "string"},
        "birth_date": {"mapFrom": "claims.birth_date", "type": "dateTime"},
    }));
    let typed = [
        ("birth_date", "1988-02-31"),
        ("given_name", "   "),
        ("email", "a@b.example"),
        ("height", "tall"),
    ];
    assert_eq!(
        read(&form, &typed).unwrap_err(),
        [
            ("given_name".to_owned(), Problem::Missing),
            ("height".to_owned(), Problem::NotANumber),
            ("birth_date".to_owned(), Problem::NotADate),
        ]
    );
}

#[test]
fn optional_fields_left_empty_are_left_out() {
    let form = form_of(&json!({
        "a": {"mapFrom": "claims.a", "type": "string"},
        "b": {"mapFrom": "claims.b.c", "type": "number"},
        "d": {"mapFrom": "claims.d", "type": "string", "required": true, "defaultValue": "x"},
    }));
    assert!(
        read(&form, &[("a", " \t"), ("b.c", "")])
            .unwrap()
            .is_empty()
    );
}
