//! Which column fills in which field.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use super::{
    RosterColumn,
    sheet::{Line, Sheet},
};
use crate::claims::{Field, FieldKind, Form};

/// Headings that spreadsheets use beside the element's own name (ISO/IEC 18013-5, 7.2.1).
const ALSO_CALLED: [(&str, &[&str]); 4] = [
    (
        "given_name",
        &[
            "firstname",
            "firstnames",
            "forename",
            "forenames",
            "givennames",
        ],
    ),
    ("family_name", &["surname", "lastname", "familynames"]),
    ("birth_date", &["dob", "birthday", "dateofbirth", "born"]),
    ("email", &["emailaddress", "mail"]),
];

/// What a column of member numbers fills in: no field of the form, but who it is for.
pub(super) const PERSON: &str = "person";

/// Headings of such a column.
const NUMBERS: [&str; 4] = ["membernumber", "membershipnumber", "memberno", "number"];

/// For each column the id of the field it fills in, or [`PERSON`].
pub(super) struct Columns(Vec<Option<String>>);

impl Columns {
    /// What staff chose. A field that a column cannot fill in, or that an earlier column already
    /// does, is left out.
    pub(super) fn chosen(chosen: &[Option<String>], form: &Form) -> Self {
        let mut used = BTreeSet::new();
        let columns = chosen.iter().map(|id| {
            let id = id.as_ref()?;
            let mut fields = form.fields.iter();
            let fits = id == PERSON || fields.any(|field| field.id == *id && fits(field));
            (fits && used.insert(id.clone())).then(|| id.clone())
        });
        Self(columns.collect())
    }

    /// By heading: the claim's path, its last part, its label, or another common name.
    pub(super) fn guess(headings: &[String], form: &Form) -> Self {
        let guesses = headings.iter().map(|heading| {
            let heading = folded(heading);
            let mut fields = form.fields.iter();
            let field = fields.find(|field| fits(field) && names(field).contains(&heading));
            match field {
                Some(field) => Some(field.id.clone()),
                None => NUMBERS
                    .contains(&heading.as_str())
                    .then(|| PERSON.to_owned()),
            }
        });
        Self::chosen(&guesses.collect::<Vec<_>>(), form)
    }

    /// The fields that a line fills in, each with its cell; a missing cell is an empty one.
    pub(super) fn filled<'a>(
        &'a self,
        line: &'a Line,
        form: &'a Form,
    ) -> impl Iterator<Item = (&'a Field, &'a str)> {
        self.0.iter().enumerate().filter_map(move |(at, id)| {
            let id = id.as_ref()?;
            let field = form.fields.iter().find(|field| field.id == *id)?;
            Some((field, line.cells.get(at).map_or("", String::as_str)))
        })
    }

    /// The member number of a line; empty when no column holds it.
    pub(super) fn number(&self, line: &Line) -> String {
        let mut columns = self.0.iter();
        let at = columns.position(|id| id.as_deref() == Some(PERSON));
        at.and_then(|at| line.cells.get(at))
            .cloned()
            .unwrap_or_default()
    }

    /// Every cell of a column of dates.
    pub(super) fn dates<'a>(&'a self, sheet: &'a Sheet, form: &'a Form) -> Vec<&'a str> {
        sheet
            .lines
            .iter()
            .flat_map(|line| self.filled(line, form))
            .filter(|(field, _)| matches!(field.kind, FieldKind::Date | FieldKind::DateTime))
            .map(|(_, text)| text)
            .collect()
    }

    pub(super) fn views(&self, sheet: &Sheet) -> Vec<RosterColumn> {
        let sample = |at: usize| {
            let mut cells = sheet.lines.iter().filter_map(|line| line.cells.get(at));
            cells.find(|cell| !cell.is_empty()).cloned()
        };
        sheet
            .headings
            .iter()
            .enumerate()
            .map(|(at, heading)| RosterColumn {
                heading: heading.clone(),
                sample: sample(at).unwrap_or_default(),
                field: self.0.get(at).cloned().flatten(),
            })
            .collect()
    }
}

/// A picture, rows or JSON do not come from a cell, and what is worked out is not asked.
fn fits(field: &Field) -> bool {
    let by_hand = matches!(
        field.kind,
        FieldKind::Portrait | FieldKind::DrivingPrivileges | FieldKind::Unknown
    );
    !by_hand && field.worked_out.is_none()
}

fn names(field: &Field) -> Vec<String> {
    let last = field.id.rsplit('.').next().unwrap_or_default();
    let mut names = vec![folded(&field.id), folded(last), folded(&field.label)];
    for (element, others) in ALSO_CALLED {
        if last == element {
            names.extend(others.iter().map(|&name| name.to_owned()));
        }
    }
    names
}

/// Letters and digits only, without case or marks.
fn folded(text: &str) -> String {
    text.nfkd()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
