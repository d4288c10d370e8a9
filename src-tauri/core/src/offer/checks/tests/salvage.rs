use rstest::rstest;
use serde_json::json;

use super::{Case, OFFER, OTHER};
use crate::offer::checks::salvage_offer_id;

fn salvaged(body: &str) -> Option<uuid::Uuid> {
    let mut case = Case::documented();
    case.body = Some(body.as_bytes().to_vec());
    salvage_offer_id(&case.received())
}

#[test]
fn the_id_of_a_whole_reply_is_found() {
    assert_eq!(
        salvage_offer_id(&Case::documented().received()),
        Some(OFFER)
    );
    let mut case = Case::documented();
    case.offer["credential_issuer"] = json!("https://evil.example");
    assert_eq!(salvage_offer_id(&case.received()), Some(OFFER));
}

#[test]
fn the_id_is_found_in_a_reply_cut_anywhere_behind_it() {
    let whole = String::from_utf8(Case::documented().body()).unwrap();
    let end = whole.find(&OFFER.to_string()).unwrap() + 37;
    for length in 0..whole.len() {
        let expected = (length >= end).then_some(OFFER);
        assert_eq!(salvaged(&whole[..length]), expected, "cut at {length}");
    }
}

#[rstest]
#[case::only_nested(format!(r#"{{"a":{{"id":"{OTHER}"}}}}"#), None)]
#[case::nested_first(format!(r#"{{"a":{{"id":"{OTHER}"}},"id":"{OFFER}"}}"#), Some(OFFER))]
#[case::twice_the_same(format!(r#"{{"id":"{OFFER}","id":"{OFFER}"}}"#), Some(OFFER))]
#[case::two_that_differ(format!(r#"{{"id":"{OFFER}","id":"{OTHER}"}}"#), None)]
#[case::no_uuid(r#"{"id":"../x"}"#.to_owned(), None)]
#[case::number(r#"{"id":7}"#.to_owned(), None)]
#[case::inside_a_text(format!(r#"{{"a":"\",\"id\":\"{OTHER}\"","id":"{OFFER}"}}"#), Some(OFFER))]
#[case::as_a_value(format!(r#"{{"a":"id","b":"{OTHER}"}}"#), None)]
#[case::in_an_array(format!(r#"[{{"id":"{OFFER}"}}]"#), None)]
#[case::broken_json(format!(r#"{{"id" : "{OFFER}", oops"#), Some(OFFER))]
#[case::html("<html>".to_owned(), None)]
#[case::closing_only("}}}}".to_owned(), None)]
fn only_an_id_of_the_outermost_object_counts(
    #[case] body: String,
    #[case] expected: Option<uuid::Uuid>,
) {
    assert_eq!(salvaged(&body), expected);
}
