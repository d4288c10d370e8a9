//! The strict reader (R68, K3).

use mattr_vii::json::{JsonFaultKind, Limits, read};
use proptest::prelude::*;
use serde_json::{Map, Value};

const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    depth: 32,
};

fn refusal(bytes: &[u8]) -> JsonFaultKind {
    read(bytes, LIMITS).unwrap_err().kind
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn valid_documents_read_as_serde_json_reads_them(value in any_json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.unwrap();
        let expected: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read(text.as_bytes(), LIMITS).unwrap(), expected);
    }

    #[test]
    fn it_accepts_nothing_that_serde_json_refuses(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if read(&bytes, LIMITS).is_ok() {
            prop_assert!(serde_json::from_slice::<Value>(&bytes).is_ok());
        }
    }

    #[test]
    fn near_json_never_panics_and_never_passes_wrongly(text in r#"[\[\]{}\",:0-9.eE+\\u a-ftrlns-]{0,40}"#) {
        let ours = read(text.as_bytes(), LIMITS);
        let theirs = serde_json::from_str::<Value>(&text);
        match ours {
            Ok(value) => prop_assert_eq!(value, theirs.unwrap()),
            Err(fault) => prop_assert!(theirs.is_err() || fault.kind == JsonFaultKind::DuplicateKey),
        }
    }

    #[test]
    fn a_document_cut_anywhere_is_refused(value in any_json(), at in any::<prop::sample::Index>()) {
        let text = serde_json::to_string(&serde_json::json!({ "v": value })).unwrap();
        let cut = at.index(text.len());
        prop_assert!(read(&text.as_bytes()[..cut], LIMITS).is_err());
    }

    #[test]
    fn anything_after_the_value_is_refused(value in any_json(), tail in "[^ \t\r\n]{1,3}") {
        let text = format!("{} {tail}", serde_json::to_string(&value).unwrap());
        prop_assert!(read(text.as_bytes(), LIMITS).is_err());
    }

    #[test]
    fn a_key_that_stands_twice_is_refused(key: String, one in any_json(), two in any_json()) {
        let key = serde_json::to_string(&key).unwrap();
        let text = format!("{{{key}:{one},\"between\u{1}x\":0,{key}:{two}}}").replace('\u{1}', "-");
        prop_assert_eq!(refusal(text.as_bytes()), JsonFaultKind::DuplicateKey);
    }
}

#[rstest::rstest]
#[case::empty(b"", JsonFaultKind::Incomplete)]
#[case::only_space(b" \n", JsonFaultKind::Incomplete)]
#[case::bom(b"\xEF\xBB\xBF{}", JsonFaultKind::ByteOrderMark)]
#[case::utf16(b"\xFF\xFE{\0}\0", JsonFaultKind::NotUtf8)]
#[case::bad_utf8_in_a_string(b"\"\xC3\x28\"", JsonFaultKind::NotUtf8)]
#[case::encoded_surrogate(b"\"\xED\xA0\x80\"", JsonFaultKind::NotUtf8)]
#[case::overlong(b"\"\xC0\xAF\"", JsonFaultKind::NotUtf8)]
#[case::lone_surrogate(br#""\ud800""#, JsonFaultKind::NotUtf8)]
#[case::lone_surrogate_in_a_key(br#"{"\udc00":1}"#, JsonFaultKind::NotUtf8)]
#[case::twice(br#"{"a":1,"a":1}"#, JsonFaultKind::DuplicateKey)]
#[case::twice_by_escape(br#"{"a":1,"\u0061":1}"#, JsonFaultKind::DuplicateKey)]
#[case::twice_in_a_list(br#"[[{"a":{"b":1,"b":2}}]]"#, JsonFaultKind::DuplicateKey)]
#[case::second_value(b"{}{}", JsonFaultKind::TrailingBytes)]
#[case::trailing_nul(b"{}\0", JsonFaultKind::TrailingBytes)]
#[case::comment(b"{}//x", JsonFaultKind::TrailingBytes)]
#[case::cut(b"{\"a\":", JsonFaultKind::Incomplete)]
#[case::nan(b"NaN", JsonFaultKind::Syntax)]
#[case::leading_zero(b"012345", JsonFaultKind::Syntax)]
#[case::plus(b"+1", JsonFaultKind::Syntax)]
#[case::huge(b"1e999", JsonFaultKind::NumberTooLarge)]
#[case::single_quotes(b"{'a':1}", JsonFaultKind::Syntax)]
#[case::trailing_comma(b"[1,]", JsonFaultKind::Syntax)]
#[case::raw_control(b"\"\n\"", JsonFaultKind::Syntax)]
fn each_defect_is_refused_by_name(#[case] bytes: &[u8], #[case] kind: JsonFaultKind) {
    assert_eq!(refusal(bytes), kind);
}

#[rstest::rstest]
#[case(32, true)]
#[case(33, false)]
#[case(127, false)]
#[case(128, false)]
#[case(100_000, false)]
fn depth_is_capped(#[case] depth: usize, #[case] good: bool) {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let text = format!("{}0{}", open.repeat(depth), close.repeat(depth));
        let outcome = read(text.as_bytes(), LIMITS);
        assert_eq!(outcome.is_ok(), good);
        if let Err(fault) = outcome {
            assert_eq!(fault.kind, JsonFaultKind::TooDeep);
        }
    }
}

#[test]
fn size_is_capped() {
    let limits = Limits { bytes: 4, depth: 4 };
    assert!(read(b"1234", limits).is_ok());
    assert_eq!(
        read(b"12345", limits).unwrap_err().kind,
        JsonFaultKind::TooLarge
    );
}

#[test]
fn a_fault_tells_where_and_never_what() {
    let fault = read(b"{\n \"pin\": \"canary\",\n \"x\": tru }", LIMITS).unwrap_err();
    assert_eq!(fault.offset, 29);
    assert!(!format!("{fault:?} {fault}").contains("canary"));
}

#[test]
fn numbers_keep_their_kind() {
    let value = read(b"[0, -1, 18446744073709551615, 0.5, -0]", LIMITS).unwrap();
    let expected: Value = serde_json::from_str("[0, -1, 18446744073709551615, 0.5, -0]").unwrap();
    assert_eq!(value, expected);
}
