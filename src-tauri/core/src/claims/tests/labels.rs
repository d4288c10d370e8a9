use rstest::rstest;

use crate::claims::label::readable;

#[rstest]
#[case("given_name", "Given name")]
#[case("birth_date", "Date of birth")]
#[case("un_distinguishing_sign", "UN distinguishing sign")]
#[case("age_over_18", "Over 18")]
#[case("age_over_", "Age over")]
#[case("age_over_x", "Age over x")]
#[case("staff_number", "Staff number")]
#[case("staffNumber", "Staff number")]
#[case("staff-number", "Staff number")]
#[case("externalUserId", "External user id")]
#[case("site", "Site")]
#[case("tūranga_mahi", "Tūranga mahi")]
#[case("ID", "ID")]
#[case("__", "__")]
#[case("a\u{0}b\n", "A\u{fffd}b")]
#[case("", "")]
fn element_names_are_made_readable(#[case] name: &str, #[case] label: &str) {
    assert_eq!(readable(name), label);
}

#[test]
fn a_long_name_is_cut() {
    assert_eq!(readable(&"x".repeat(10_000)).chars().count(), 60);
}
