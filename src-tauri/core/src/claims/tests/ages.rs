use jiff::civil::{Date, date};
use rstest::rstest;
use serde_json::{Value, json};

use super::{TODAY, configuration, form_of, read, typed};
use crate::claims::{Form, Problem, WorkedOut, age::is_over, derive_form, read_claims};

fn licence() -> Value {
    json!({
        "birth_date": {"mapFrom": "claims.date_of_birth", "type": "dateTime"},
        "age_over_18": {"mapFrom": "claims.age_over_18", "type": "boolean", "required": true},
        "age_over_21": {"mapFrom": "claims.over.21"},
    })
}

fn form() -> Form {
    form_of(&licence())
}

#[rstest]
#[case::tomorrow_is_the_birthday("2008-03-03", false)]
#[case::today_is_the_birthday("2008-03-02", true)]
#[case::long_ago("1958-02-06", true)]
#[case::not_born_yet("2030-01-01", false)]
fn a08_age_over_18_follows_the_birth_date(#[case] birth: &str, #[case] over: bool) {
    let claims = read(&form(), &[("date_of_birth", birth)]).unwrap();
    assert_eq!(claims["age_over_18"], json!(over), "{birth}");
}

#[test]
fn a08_what_the_web_view_says_an_age_is_counts_for_nothing() {
    let lies = [
        ("date_of_birth", "2010-05-05"),
        ("age_over_18", "true"),
        ("over.21", "perhaps"),
    ];
    let claims = read(&form(), &lies).unwrap();
    assert_eq!(claims["age_over_18"], json!(false));
    assert_eq!(claims["over"]["21"], json!(false));
}

#[test]
fn a08_an_age_is_never_asked_and_makes_the_birth_date_required_instead() {
    let form = form();
    let age = &form.fields[1];
    let from = "date_of_birth".to_owned();
    assert_eq!(age.worked_out, Some(WorkedOut { from, years: 18 }));
    assert!(!age.required && form.fields[0].required);
    assert_eq!(
        read(&form, &[]),
        Err(vec![("date_of_birth".to_owned(), Problem::Missing)])
    );
}

#[test]
fn without_a_birth_date_in_the_form_an_age_is_asked() {
    let form = form_of(&json!({
        "age_over_18": {"mapFrom": "claims.age_over_18", "type": "boolean", "required": true},
    }));
    assert_eq!(form.fields[0].worked_out, None);
    assert!(form.fields[0].required);
    let claims = read(&form, &[("age_over_18", "true")]).unwrap();
    assert_eq!(claims["age_over_18"], json!(true));
}

#[test]
fn the_birth_date_of_the_record_counts_while_none_is_typed() {
    let Value::Object(stored) = json!({"date_of_birth": "1988-03-04", "age_over_18": false}) else {
        unreachable!()
    };
    let form = derive_form(&[configuration("Card", &licence())], Some(&stored));
    assert!(!form.fields[0].required);
    let claims = read_claims(&form, &typed(&[]), TODAY).ok().unwrap();
    let expected = json!({"age_over_18": true, "over": {"21": true}});
    assert_eq!(Value::Object(claims.expose().clone()), expected);
}

#[rstest]
#[case::in_a_leap_year(date(2028, 2, 28), false)]
#[case::on_the_day(date(2028, 2, 29), true)]
#[case::the_day_before_in_another_year(date(2026, 2, 28), false)]
#[case::the_day_after_in_another_year(date(2026, 3, 1), true)]
fn somebody_born_on_29_february_is_never_older_too_early(#[case] today: Date, #[case] over: bool) {
    let born = date(today.year() - 18 - (today.year() - 18) % 4, 2, 29);
    let years = u8::try_from(today.year() - born.year()).unwrap();
    assert_eq!(is_over(born, years, today), over);
}
