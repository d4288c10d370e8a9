//! A roster: people of a CSV file who will be issued to one after the other.
//!
//! Nothing is issued from here. A row becomes what staff could have typed into the form; the press
//! of Issue reads it again. The file is never kept, and no cell of it is ever logged (R72).

mod cell;
mod columns;
mod sheet;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::claims::{FieldProblem, Form, problems_of};
pub use cell::DateOrder;
use columns::Columns;
pub use sheet::RosterFault;
use sheet::{Line, Sheet};

/// A file, the form it is to fill in, and what staff said of its columns.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RosterRequest {
    /// The file's bytes, base64.
    pub file: String,
    /// The form for the chosen configurations.
    pub form: Form,
    /// For each column the field it fills in; `None` before staff have looked: guessed by heading.
    pub columns: Option<Vec<Option<String>>>,
    /// How dates such as 04/03/1988 are meant; `None` before staff have said: read off the file.
    pub date_order: Option<DateOrder>,
}

/// What the file would give. Holds personal data: no `Debug`.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Roster {
    /// The columns in their order.
    pub columns: Vec<RosterColumn>,
    /// Rows that can be taken.
    pub rows: Vec<RosterRow>,
    /// Rows that cannot, and why.
    pub left_out: Vec<LeftOut>,
    /// How dates were read.
    pub date_order: DateOrder,
    /// The first date that could mean two days, when the file does not settle which.
    pub unclear_date: Option<String>,
}

/// One column of the file.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RosterColumn {
    /// Its heading.
    pub heading: String,
    /// Its first cell that is not empty.
    pub sample: String,
    /// [`crate::claims::Field::id`] of what it fills in, if anything; `person` for the member
    /// number, which says who it is for.
    pub field: Option<String>,
}

/// One person.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RosterRow {
    /// Line of the file, from 1.
    #[ts(type = "number")]
    pub line: u64,
    /// The member number; empty when the file has none.
    pub number: String,
    /// Field id to text, as staff would have typed it.
    pub typed: BTreeMap<String, String>,
}

/// A row that is not taken.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// Line of the file, from 1.
    #[ts(type = "number")]
    pub line: u64,
    /// What is wrong in its cells; empty when it has more cells than the file has columns.
    pub problems: Vec<FieldProblem>,
}

/// Reads a file against a form. `today` is the date at the desk, and a day without a time is
/// meant in `zone`, the desk's.
///
/// A row is left out for what is wrong in its own cells. A required field that no column fills in
/// is no reason: staff are asked for it when the row's turn comes.
///
/// # Errors
///
/// [`RosterFault`] when the file is no table of people at all.
pub fn read_roster(
    request: &RosterRequest,
    today: Date,
    zone: &TimeZone,
) -> Result<Roster, RosterFault> {
    let sheet = Sheet::read(&request.file)?;
    let columns = match &request.columns {
        Some(chosen) => Columns::chosen(chosen, &request.form),
        None => Columns::guess(&sheet.headings, &request.form),
    };
    let dates = columns.dates(&sheet, &request.form);
    let found = cell::order_of(&dates);
    let order = request.date_order.or(found).unwrap_or_default();
    let reader = Reader {
        form: &request.form,
        columns: &columns,
        order,
        today,
        zone,
    };
    let mut roster = Roster {
        columns: columns.views(&sheet),
        rows: Vec::new(),
        left_out: Vec::new(),
        date_order: order,
        unclear_date: found
            .is_none()
            .then(|| cell::unclear(&dates).map(str::to_owned))
            .flatten(),
    };
    for line in &sheet.lines {
        match reader.read(line, sheet.headings.len()) {
            Ok(row) => roster.rows.push(row),
            Err(left_out) => roster.left_out.push(left_out),
        }
    }
    Ok(roster)
}

struct Reader<'a> {
    form: &'a Form,
    columns: &'a Columns,
    order: DateOrder,
    today: Date,
    zone: &'a TimeZone,
}

impl Reader<'_> {
    fn read(&self, line: &Line, width: usize) -> Result<RosterRow, LeftOut> {
        let number = line.number;
        let left_out = |problems| LeftOut {
            line: number,
            problems,
        };
        if line.cells.len() > width {
            return Err(left_out(Vec::new()));
        }
        let typed: BTreeMap<_, _> = self
            .columns
            .filled(line, self.form)
            .map(|(field, text)| {
                let text = cell::typed(field, text, self.order, self.zone);
                (field.id.clone(), text)
            })
            .collect();
        let mapped: BTreeSet<&str> = typed.keys().map(String::as_str).collect();
        let mut problems = problems_of(self.form, &typed, self.today);
        problems.retain(|problem| mapped.contains(problem.field.as_str()));
        if problems.is_empty() {
            Ok(RosterRow {
                line: number,
                number: self.columns.number(line),
                typed,
            })
        } else {
            Err(left_out(problems))
        }
    }
}
