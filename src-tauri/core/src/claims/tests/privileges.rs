use rstest::rstest;
use serde_json::{Map, Value, json};

use super::{configuration, form_of, read};
use crate::claims::{Form, Problem, derive_form};

fn mapping(required: bool) -> Value {
    json!({"driving_privileges": {
        "mapFrom": "claims.driving_privileges", "type": "drivingPrivileges", "required": required,
    }})
}

fn form() -> Form {
    form_of(&mapping(true))
}

fn row(category: &str, issued: &str, expires: &str, restrictions: &str) -> Value {
    json!({"category": category, "issued": issued, "expires": expires, "restrictions": restrictions})
}

fn sent(rows: &Value) -> Result<Value, Vec<(String, Problem)>> {
    let text = rows.to_string();
    let claims = read(&form(), &[("driving_privileges", &text)])?;
    Ok(claims["driving_privileges"].clone())
}

#[test]
fn a09_driving_privileges_are_sent_as_the_array_that_iso_18013_5_asks_for() {
    let rows = json!([
        row("B", "2024-05-01", "2034-05-01", "01, S01<=2500"),
        row("", "", " ", ""),
        row(" A ", "", "", ""),
    ]);
    let expected = json!([
        {"vehicle_category_code": "B", "issue_date": "2024-05-01", "expiry_date": "2034-05-01",
         "codes": [{"code": "01"}, {"code": "S01", "sign": "<=", "value": "2500"}]},
        {"vehicle_category_code": "A"},
    ]);
    assert_eq!(sent(&rows), Ok(expected));
}

#[rstest]
#[case(row("", "2024-05-01", "", ""), "category", Problem::Missing)]
#[case(row("B\u{7}", "", "", ""), "category", Problem::ControlCharacters)]
#[case(row("B", "2024-02-31", "", ""), "issued", Problem::NotADate)]
#[case(row("B", "", "--31", ""), "expires", Problem::NotADate)]
#[case(
    row("B", "2024-05-01", "2023-05-01", ""),
    "expires",
    Problem::EndsBeforeStart
)]
#[case(row("B", "", "", "see note!"), "restrictions", Problem::NotCodes)]
#[case(row("B", "", "", "S01<="), "restrictions", Problem::NotCodes)]
fn a09_each_row_is_checked_and_the_part_that_is_wrong_is_named(
    #[case] bad: Value,
    #[case] part: &str,
    #[case] problem: Problem,
) {
    let found = sent(&json!([row("A", "", "", ""), bad])).unwrap_err();
    assert_eq!(found, [(format!("driving_privileges#2.{part}"), problem)]);
}

#[test]
fn every_bad_part_of_every_row_is_told_at_once() {
    let rows = json!([row("", "x", "", ""), row("B", "", "y", "?")]);
    let places: Vec<String> = sent(&rows)
        .unwrap_err()
        .into_iter()
        .map(|(place, _)| place)
        .collect();
    let expected = ["1.category", "1.issued", "2.expires", "2.restrictions"]
        .map(|part| format!("driving_privileges#{part}"));
    assert_eq!(places, expected);
}

#[rstest]
fn a09_no_row_is_missing_when_required_and_left_out_when_optional(
    #[values(
        "",
        "[]",
        r#"[{"category":"","issued":"","expires":"","restrictions":""}]"#
    )]
    text: &str,
) {
    let typed = [("driving_privileges", text)];
    let missing = ("driving_privileges".to_owned(), Problem::Missing);
    assert_eq!(read(&form(), &typed), Err(vec![missing]));
    assert_eq!(read(&form_of(&mapping(false)), &typed), Ok(Map::new()));
}

#[rstest]
#[case("B, A")]
#[case(r#"[{"category":"B"}]"#)]
#[case(r#"[{"category":"B","issued":"","expires":"","restrictions":"","more":1}]"#)]
fn text_that_is_not_rows_is_refused(#[case] text: &str) {
    let found = read(&form(), &[("driving_privileges", text)]);
    assert_eq!(
        found,
        Err(vec![("driving_privileges".to_owned(), Problem::NotJson)])
    );
}

fn stored(privileges: Value) -> Form {
    let record = Map::from_iter([("driving_privileges".to_owned(), privileges)]);
    derive_form(&[configuration("Card", &mapping(true))], Some(&record))
}

#[test]
fn what_the_record_holds_comes_back_as_it_was_by_way_of_the_rows() {
    let iso = json!([
        {"vehicle_category_code": "B", "issue_date": "2024-05-01", "expiry_date": "2034-05-01",
         "codes": [{"code": "01"}, {"code": "S01", "sign": "<=", "value": "2500"}]},
        {"vehicle_category_code": "A"},
    ]);
    let form = stored(iso.clone());
    let text = form.fields[0].stored.clone().unwrap();
    let claims = read(&form, &[("driving_privileges", &text)]).unwrap();
    assert_eq!(claims["driving_privileges"], iso);
}

#[rstest]
#[case(json!("B, A"))]
#[case(json!([{"vehicle_category_code": "B", "note": "more"}]))]
#[case(json!([{"issue_date": "2024-05-01"}]))]
fn a_record_that_rows_cannot_show_whole_is_asked_again(#[case] odd: Value) {
    let form = stored(odd);
    assert_eq!(form.fields[0].stored, None);
    assert!(form.fields[0].required);
}
