use rstest::rstest;
use serde_json::{Value, json};

use super::{Case, HINT, each_fails_at, each_passes};

#[test]
fn v10_a_transaction_code_exactly_when_asked() {
    each_fails_at(
        10,
        &[
            ("not in the offer", |case| {
                drop(case.grant().remove("tx_code"))
            }),
            ("null in the offer", |case| {
                case.grant()["tx_code"] = Value::Null
            }),
            ("truth value in the offer", |case| {
                case.grant()["tx_code"] = json!(true)
            }),
            ("not in the reply", |case| {
                case.reply["transactionCode"] = Value::Null
            }),
            ("not asked for", |case| case.hint = None),
            ("empty object, not asked for", |case| {
                case.hint = None;
                case.grant()["tx_code"] = json!({});
                case.reply["transactionCode"] = Value::Null;
            }),
            ("value only, not asked for", |case| {
                case.hint = None;
                case.grant().remove("tx_code");
            }),
        ],
    );
}

#[test]
fn v10_null_in_the_reply_counts_as_no_code() {
    let mut case = Case::smallest();
    case.reply["transactionCode"] = Value::Null;
    assert!(case.check().is_ok());
}

#[test]
fn v11_length_mode_and_description_as_asked() {
    each_fails_at(
        11,
        &[
            ("length 0", |case| case.tx_code()["length"] = json!(0)),
            ("length 33", |case| case.tx_code()["length"] = json!(33)),
            ("length 2^31", |case| {
                case.tx_code()["length"] = json!(2_147_483_648_u32)
            }),
            ("length negative", |case| {
                case.tx_code()["length"] = json!(-6)
            }),
            ("length a fraction", |case| {
                case.tx_code()["length"] = json!(6.5)
            }),
            ("length text", |case| case.tx_code()["length"] = json!("6")),
            ("length null", |case| case.tx_code()["length"] = Value::Null),
            ("text mode", |case| {
                case.tx_code()["input_mode"] = json!("text")
            }),
            ("unknown mode", |case| {
                case.tx_code()["input_mode"] = json!("Numeric")
            }),
            ("description changed", |case| {
                case.tx_code()["description"] = json!("Call 0900 1234")
            }),
            ("description longer", |case| {
                case.tx_code()["description"] = json!(format!("{HINT}."))
            }),
            ("description with a bidi mark", |case| {
                case.tx_code()["description"] = json!(format!("{HINT}\u{202e}"))
            }),
            ("description absent", |case| {
                drop(case.tx_code().remove("description"))
            }),
            ("description no text", |case| {
                case.tx_code()["description"] = json!([HINT])
            }),
            ("description of 301 characters", |case| {
                const LONG: &str = concat!(
                    "0123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 ",
                    "123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 ",
                    "123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 ",
                );
                assert_eq!(LONG.chars().count(), 301);
                case.hint = Some(LONG);
                case.tx_code()["description"] = json!(LONG);
            }),
        ],
    );
    each_passes(&[
        ("no length", |case| drop(case.tx_code().remove("length"))),
        ("no mode, which means numeric", |case| {
            drop(case.tx_code().remove("input_mode"))
        }),
        ("no description when none was sent", |case| {
            case.hint = Some("");
            case.tx_code().remove("description");
        }),
        ("an empty description when none was sent", |case| {
            case.hint = Some("");
            case.tx_code()["description"] = json!("");
        }),
    ]);
}

#[test]
fn v12_the_value_fits_its_description() {
    each_fails_at(
        12,
        &[
            ("shorter", |case| {
                case.reply["transactionCode"] = json!("48213")
            }),
            ("longer", |case| {
                case.reply["transactionCode"] = json!("0048213")
            }),
            ("empty", |case| case.reply["transactionCode"] = json!("")),
            ("letters", |case| {
                case.reply["transactionCode"] = json!("04821E")
            }),
            ("blank", |case| {
                case.reply["transactionCode"] = json!("048 13")
            }),
            ("sign", |case| {
                case.reply["transactionCode"] = json!("-48213")
            }),
            ("full-width digits", |case| {
                case.reply["transactionCode"] = json!("\u{ff10}\u{ff14}")
            }),
            ("Arabic digits", |case| {
                case.reply["transactionCode"] = json!("\u{660}\u{661}\u{662}")
            }),
            ("emoji", |case| {
                case.reply["transactionCode"] = json!("\u{1f600}ab")
            }),
            ("number too long", |case| {
                case.reply["transactionCode"] = json!(1_048_213)
            }),
            ("negative number", |case| {
                case.reply["transactionCode"] = json!(-48213)
            }),
            ("fraction", |case| {
                case.reply["transactionCode"] = json!(48213.5)
            }),
            ("whole number with a point", |case| {
                case.reply["transactionCode"] = json!(48213.0)
            }),
            ("huge number", |case| {
                case.reply["transactionCode"] = json!(u64::MAX)
            }),
            ("exponent", |case| {
                let body = String::from_utf8(case.body()).unwrap();
                case.body = Some(body.replace("\"048213\"", "1e5").into_bytes());
            }),
            ("33 characters without a length", |case| {
                case.tx_code().remove("length");
                case.reply["transactionCode"] = json!("1".repeat(33));
            }),
            ("long number without a length", |case| {
                case.tx_code().remove("length");
                case.reply["transactionCode"] = json!(1_048_213);
            }),
        ],
    );
}

/// R8: every number from 1 to 999 as text and as a JSON number.
#[test]
fn v12_leading_zeros_survive_in_all_1998_cases() {
    let mut cases = 0;
    for value in 1..=999_u32 {
        for number in [false, true] {
            let code = format!("{value:06}");
            let mut case = Case::documented();
            case.reply["transactionCode"] = if number { json!(value) } else { json!(code) };
            assert_eq!(case.check().unwrap().code.unwrap().expose(), code);
            cases += 1;
        }
    }
    assert_eq!(cases, 1_998);
}

#[test]
fn v12_every_length_keeps_every_count_of_leading_zeros() {
    for length in 4..=19_usize {
        for zeros in 0..length {
            let code = format!("{}{}", "0".repeat(zeros), "7".repeat(length - zeros));
            let number: u64 = code.parse().unwrap();
            let mut case = Case::documented();
            case.tx_code()["length"] = json!(length);
            case.reply["transactionCode"] = json!(number);
            let offer = case.check().unwrap();
            assert_eq!(offer.code.unwrap().expose(), code);
            assert_eq!(offer.unusual_code, length > 6, "{length}");
        }
    }
}

#[test]
fn v12_zero_is_a_code_of_zeros() {
    let mut case = Case::documented();
    case.reply["transactionCode"] = json!(0);
    assert_eq!(case.check().unwrap().code.unwrap().expose(), "000000");
}

#[test]
fn v13_the_value_is_not_inside_the_offer() {
    each_fails_at(
        13,
        &[
            ("in the description", |case| {
                case.hint = Some("Your code is 048213");
                case.tx_code()["description"] = json!("Your code is 048213");
            }),
            ("as value of tx_code", |case| {
                drop(case.tx_code().insert("value".to_owned(), json!("x")))
            }),
            ("as null value of tx_code", |case| {
                drop(case.tx_code().insert("value".to_owned(), Value::Null))
            }),
            ("as a number in the offer", |case| {
                case.offer["pin"] = json!(1_048_213)
            }),
            ("in a member name", |case| case.offer["x048213"] = json!(1)),
            ("in the pre-authorized code", |case| {
                case.grant()["pre-authorized_code"] = json!("aaaaaaaaaaaaaaaa048213aaaaaaaaa");
            }),
            ("encoded once more than needed", |case| {
                case.offer["pin"] = json!("048213");
                case.uri = Some(case.uri().replace("048213", "%30%34%38%32%31%33"));
            }),
        ],
    );
}

#[rstest]
fn v13_parts_of_the_value_may_stand_anywhere(#[values("04821", "48213", "04 82 13")] part: &str) {
    let mut case = Case::documented();
    case.offer["x"] = json!(part);
    assert!(case.check().is_ok());
}
