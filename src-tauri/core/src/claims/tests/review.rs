use serde_json::json;

use super::{TODAY, form_of, typed};
use crate::claims::{Problem, Review, ReviewRequest, review};

fn reviewed(pairs: &[(&str, &str)]) -> Review {
    let form = form_of(&json!({
        "given_name": {"mapFrom": "claims.given_name", "type": "string", "required": true},
        "birth_date": {"mapFrom": "claims.birth_date", "type": "dateTime"},
        "age_over_18": {"mapFrom": "claims.age_over_18", "type": "boolean"},
        "colour": {"mapFrom": "claims.colour", "type": "practiceColour"},
        "driving_privileges": {"mapFrom": "claims.driving_privileges"},
    }));
    review(
        &ReviewRequest {
            form,
            typed: typed(pairs),
        },
        TODAY,
    )
}

#[test]
fn a_review_tells_what_is_wrong_so_far_but_not_what_is_still_empty() {
    let rows = r#"[{"category":"","issued":"2024-05-01","expires":"","restrictions":""}]"#;
    let found = reviewed(&[
        ("birth_date", "1988-02-31"),
        ("colour", "[1,]"),
        ("driving_privileges", rows),
    ]);
    let told: Vec<_> = found
        .problems
        .iter()
        .map(|one| (one.field.as_str(), one.problem))
        .collect();
    assert_eq!(
        told,
        [
            ("birth_date", Problem::NotADate),
            ("colour", Problem::NotJson),
            ("driving_privileges#1.category", Problem::Missing),
        ]
    );
}

#[test]
fn a08_a_review_says_what_an_age_is_and_nothing_while_the_birth_date_is_no_date() {
    let said = |birth: &str| reviewed(&[("birth_date", birth)]).worked_out["age_over_18"].clone();
    assert_eq!(said("2008-03-02"), "true");
    assert_eq!(said("2008-03-03"), "false");
    assert_eq!(said("2008-02-31"), "");
    assert_eq!(said(""), "");
}

#[test]
fn a_review_measures_the_request() {
    let empty = reviewed(&[]);
    let filled = reviewed(&[("given_name", "H\u{113}mi")]);
    assert_eq!(
        filled.request_bytes - empty.request_bytes,
        r#""given_name":"Hēmi""#.len() as u32
    );
    assert_eq!(empty.request_limit, 500_000);
}
