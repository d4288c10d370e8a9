//! A CSV file of people against a form that has a field of each kind.
#![no_main]

use std::sync::LazyLock;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use counterfoil_core::{
    claims::{FieldKind, Form, read_claims},
    roster::{Roster, RosterFault, RosterRequest, RosterRow, read_roster},
};
use counterfoil_fuzz::{canary::assert_untold, form::field};
use jiff::{
    civil::{Date, date},
    tz::TimeZone,
};
use libfuzzer_sys::fuzz_target;

const TODAY: Date = date(2026, 3, 2);

const FIELDS: [(&str, FieldKind); 9] = [
    ("given_name", FieldKind::Text),
    ("family_name", FieldKind::Text),
    ("address.formatted", FieldKind::Lines),
    ("birth_date", FieldKind::Date),
    ("valid_until", FieldKind::DateTime),
    ("level", FieldKind::Number),
    ("over_18", FieldKind::Boolean),
    ("sex", FieldKind::Sex),
    ("portrait", FieldKind::Portrait),
];

static FORM: LazyLock<Form> = LazyLock::new(|| Form {
    fields: FIELDS.iter().map(|(id, kind)| field(id, *kind)).collect(),
    ..Form::default()
});

fuzz_target!(|file: &[u8]| {
    match read(file, None) {
        Ok(roster) => {
            must_hold(&roster, file);
            let columns = roster.columns.iter().map(|column| column.field.clone());
            let again = read(file, Some((columns.collect(), &roster)));
            let same = again.is_ok_and(|again| rows(&again) == rows(&roster));
            assert!(
                same,
                "the columns that were guessed, when chosen, give other rows"
            );
        }
        Err(fault) => assert_untold(&fault),
    }
});

fn read(file: &[u8], said: Option<(Vec<Option<String>>, &Roster)>) -> Result<Roster, RosterFault> {
    let request = RosterRequest {
        file: BASE64_STANDARD.encode(file),
        form: FORM.clone(),
        date_order: said.as_ref().map(|(_, roster)| roster.date_order),
        columns: said.map(|(columns, _)| columns),
    };
    read_roster(&request, TODAY, &TimeZone::UTC)
}

fn must_hold(roster: &Roster, file: &[u8]) {
    let is_end = |byte: &&u8| matches!(**byte, b'\r' | b'\n');
    let lines = file.iter().filter(is_end).count() as u64 + 1;
    assert!(
        roster.rows.len() + roster.left_out.len() <= 1_000,
        "more rows than are read"
    );
    assert!(roster.columns.len() <= 200, "more columns than are read");
    let numbers = roster.rows.iter().map(|row| row.line);
    assert!(
        numbers.clone().is_sorted_by(|one, next| one < next),
        "two rows on one line"
    );
    let left_out = roster.left_out.iter().map(|row| row.line);
    assert!(
        numbers
            .chain(left_out)
            .all(|line| (2..=lines).contains(&line)),
        "no such line"
    );
    for row in &roster.rows {
        assert!(
            !row.typed.contains_key("portrait"),
            "a picture out of a cell"
        );
        let problems = read_claims(&FORM, &row.typed, TODAY)
            .err()
            .unwrap_or_default();
        assert!(
            problems.is_empty(),
            "a row that the form refuses: {problems:?}"
        );
    }
}

/// Each row as text.
fn rows(roster: &Roster) -> Vec<String> {
    let text = |row: &RosterRow| format!("{} {} {:?}", row.line, row.number, row.typed);
    roster.rows.iter().map(text).collect()
}
