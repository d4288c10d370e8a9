use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::{
    civil::{Date, date},
    tz::{Offset, TimeZone},
};
use proptest::prelude::*;
use rstest::rstest;

use super::{DateOrder, Roster, RosterFault, RosterRequest, read_roster};
use crate::claims::{Field, FieldKind, Form, Problem, WorkedOut};

const TODAY: Date = date(2026, 3, 2);

fn field(id: &str, label: &str, kind: FieldKind, required: bool) -> Field {
    Field {
        id: id.to_owned(),
        label: label.to_owned(),
        kind,
        type_name: String::new(),
        required,
        used_by: vec!["Pass".to_owned()],
        default: None,
        stored: None,
        group: None,
        conflicting_types: false,
        worked_out: None,
        ends: false,
    }
}

fn form() -> Form {
    let mut fields = vec![
        field("given_name", "Given name", FieldKind::Text, true),
        field("family_name", "Family name", FieldKind::Text, true),
        field("birth_date", "Birth date", FieldKind::Date, true),
        field("address.formatted", "Address", FieldKind::Lines, false),
        field("portrait", "Portrait", FieldKind::Portrait, true),
        field("inducted", "Inducted", FieldKind::Boolean, false),
        field("sex", "Sex", FieldKind::Sex, false),
        field("expires", "Expires", FieldKind::DateTime, false),
        field("age_over_18", "Age over 18", FieldKind::Boolean, false),
    ];
    fields[7].ends = true;
    fields[8].worked_out = Some(WorkedOut {
        from: "birth_date".to_owned(),
        years: 18,
    });
    Form {
        fields,
        ..Form::default()
    }
}

fn request(file: impl AsRef<[u8]>) -> RosterRequest {
    RosterRequest {
        file: BASE64_STANDARD.encode(file),
        form: form(),
        columns: None,
        date_order: None,
    }
}

fn read(request: &RosterRequest) -> Result<Roster, RosterFault> {
    let zone = TimeZone::fixed(Offset::constant(13));
    read_roster(request, TODAY, &zone)
}

fn roster(file: impl AsRef<[u8]>) -> Roster {
    read(&request(file)).ok().unwrap()
}

/// What the rows give for a field.
fn cells<'a>(roster: &'a Roster, field: &str) -> Vec<&'a str> {
    let rows = roster.rows.iter();
    rows.map(|row| row.typed[field].as_str()).collect()
}

#[test]
fn a17_a_file_of_37_with_2_bad_gives_35_and_2_reasons() {
    let mut file = "Given name,Family name,Date of birth\r\n".to_owned();
    for number in 2..=38 {
        file += match number {
            9 => "Aroha,,1990-01-02\r\n",
            20 => "Aroha,Ngata,1990-02-31\r\n",
            _ => "Hēmi,Te Ōkahu-Wright,1988-03-04\r\n",
        };
    }
    let roster = roster(file);
    assert_eq!(roster.rows.len(), 35);
    assert_eq!(
        cells(&roster, "family_name")
            .into_iter()
            .collect::<std::collections::HashSet<_>>(),
        ["Te Ōkahu-Wright"].into()
    );
    let reasons: Vec<_> = roster
        .left_out
        .iter()
        .map(|row| {
            let problem = &row.problems[0];
            (row.line, problem.field.as_str(), problem.problem)
        })
        .collect();
    assert_eq!(
        reasons,
        [
            (9, "family_name", Problem::Missing),
            (20, "birth_date", Problem::NotADate)
        ]
    );
}

#[test]
fn what_no_column_fills_in_is_asked_later_and_leaves_no_row_out() {
    let roster = roster("given name\nAroha\n");
    assert_eq!(cells(&roster, "given_name"), ["Aroha"]);
    assert!(roster.left_out.is_empty());
    assert!(!roster.rows[0].typed.contains_key("portrait"));
}

#[rstest]
#[case("GIVEN_NAME", Some("given_name"))]
#[case("First name", Some("given_name"))]
#[case("Surname", Some("family_name"))]
#[case("D.O.B.", Some("birth_date"))]
#[case("address.formatted", Some("address.formatted"))]
#[case("Address", Some("address.formatted"))]
#[case("Shoe size", None)]
#[case("Portrait", None)]
#[case("age_over_18", None)]
fn a_heading_finds_its_field(#[case] heading: &str, #[case] field: Option<&str>) {
    let roster = roster(format!("{heading}\nx\n"));
    assert_eq!(roster.columns[0].field.as_deref(), field);
}

#[test]
fn a_member_number_says_who_a_row_is_for() {
    let roster = roster("Member number,Given name\n104233,Hēmi\n,Aroha\n");
    assert_eq!(roster.columns[0].field.as_deref(), Some("person"));
    let numbers: Vec<_> = roster.rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers, ["104233", ""]);
    assert!(!roster.rows[0].typed.contains_key("person"));
}

#[test]
fn two_columns_never_fill_in_one_field() {
    let roster = roster("Given name,First name\nAroha,Mere\n");
    assert_eq!(roster.columns[1].field, None);
    assert_eq!(cells(&roster, "given_name"), ["Aroha"]);
}

#[test]
fn staff_say_which_column_is_which() {
    let mut request = request("A,B\nNgata,Aroha\n");
    let chosen = ["family_name", "given_name"];
    request.columns = Some(chosen.map(|id| Some(id.to_owned())).into());
    let roster = read(&request).ok().unwrap();
    assert_eq!(cells(&roster, "given_name"), ["Aroha"]);
    assert_eq!(roster.columns[0].sample, "Ngata");
}

#[rstest]
#[case(&["04/03/1988", "25.12.1990"], "1988-03-04", None)]
#[case(&["04/03/1988", "12/25/1990"], "1988-04-03", None)]
#[case(&["4-3-1988"], "1988-03-04", Some("4-3-1988"))]
#[case(&["1988-03-04"], "1988-03-04", None)]
#[case(&["04/04/1988"], "1988-04-04", None)]
fn the_file_itself_says_what_comes_first_in_its_dates(
    #[case] dates: &[&str],
    #[case] first: &str,
    #[case] unclear: Option<&str>,
) {
    let roster = roster(format!("birth_date\n{}\n", dates.join("\n")));
    assert_eq!(cells(&roster, "birth_date")[0], first);
    assert_eq!(roster.unclear_date.as_deref(), unclear);
}

#[test]
fn staff_settle_what_comes_first_when_the_file_does_not() {
    let mut request = request("birth_date\n04/03/1988\n");
    request.date_order = Some(DateOrder::MonthFirst);
    let roster = read(&request).ok().unwrap();
    assert_eq!(cells(&roster, "birth_date"), ["1988-04-03"]);
}

#[rstest]
#[case("inducted", "Yes", "true")]
#[case("inducted", "0", "false")]
#[case("sex", "Female", "2")]
#[case("expires", "31/12/2026", "2026-12-31T10:59:00Z")]
#[case("expires", "2026-12-31T08:00:00Z", "2026-12-31T08:00:00Z")]
fn a_cell_becomes_what_staff_would_have_typed(
    #[case] field: &str,
    #[case] cell: &str,
    #[case] typed: &str,
) {
    assert_eq!(cells(&roster(format!("{field}\n{cell}\n")), field), [typed]);
}

#[rstest]
#[case("given_name;family_name\nAroha;Ngata, Jr\n")]
#[case("\u{feff}given_name\tfamily_name\r\nAroha\tNgata, Jr\r\n")]
#[case("given_name,family_name\nAroha,\"Ngata, Jr\"\n\n , \n")]
fn files_of_every_spreadsheet_are_read(#[case] file: &str) {
    let roster = roster(file);
    assert_eq!(cells(&roster, "given_name"), ["Aroha"]);
    assert_eq!(cells(&roster, "family_name"), ["Ngata, Jr"]);
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let roster = roster("given_name,x\r\n\r\nAroha,\"two\nlines\"\r\nMere,\r\n");
    let lines: Vec<_> = roster.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [3, 5]);
}

/// The reader takes a carriage return alone as the end of a line; so must the count.
#[test]
fn lines_that_end_in_a_carriage_return_are_counted_too() {
    let roster = roster("given_name,x\rAroha,1\r\rMere,2\r");
    let lines: Vec<_> = roster.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn a_line_with_more_cells_than_headings_is_left_out() {
    let roster = roster("given_name\nAroha,Ngata\nMere\n");
    assert_eq!(cells(&roster, "given_name"), ["Mere"]);
    assert_eq!(roster.left_out[0].line, 2);
    assert!(roster.left_out[0].problems.is_empty());
}

#[rstest]
#[case(b"given_name\n".to_vec(), RosterFault::Empty)]
#[case(Vec::new(), RosterFault::Empty)]
#[case(b"\xff\xfeg\0i\0".to_vec(), RosterFault::NotText)]
#[case(b"given_name\nM\xe4x\n".to_vec(), RosterFault::NotText)]
#[case("x\n".repeat(1_002).into_bytes(), RosterFault::TooLarge)]
#[case(vec![b'x'; 1_100_000], RosterFault::TooLarge)]
fn a_file_that_is_no_list_is_refused(#[case] file: Vec<u8>, #[case] fault: RosterFault) {
    assert_eq!(read(&request(file)).err(), Some(fault));
}

#[test]
fn what_is_no_base64_is_refused() {
    let mut request = request("given_name\nAroha\n");
    request.file = "*".to_owned();
    assert_eq!(read(&request).err(), Some(RosterFault::NotText));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(file in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&request(file));
    }

    #[test]
    fn any_text_is_read_or_refused_and_every_row_has_its_line(file in "[a-z,;\"\n\u{e9} ]{0,200}") {
        if let Ok(roster) = read(&request(file)) {
            let lines = roster.rows.iter().map(|row| row.line);
            prop_assert!(lines.chain(roster.left_out.iter().map(|row| row.line)).all(|line| line > 1));
        }
    }
}
