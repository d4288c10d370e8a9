//! Tables as files: CSV for a spreadsheet, JSON for a program. Written row by row, so that a million
//! rows need no more memory than one.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::activity::NumberRange;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// RFC 4180, with a line of column names.
    Csv,
    /// An array of objects.
    Json,
}

/// What came of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Rows written.
    #[ts(type = "number")]
    pub rows: u64,
    /// Entries missing from the whole log; empty is "complete". None for a list of offers.
    pub missing: Option<Vec<NumberRange>>,
}

/// A table on its way into a file.
pub(crate) enum Table<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json {
        out: W,
        columns: &'static [&'static str],
        rows: u64,
    },
}

impl<W: Write> Table<W> {
    pub(crate) fn start(
        mut out: W,
        format: ExportFormat,
        columns: &'static [&'static str],
    ) -> io::Result<Self> {
        match format {
            ExportFormat::Csv => {
                let mut writer = csv::WriterBuilder::new()
                    .terminator(csv::Terminator::CRLF)
                    .from_writer(out);
                writer.write_record(columns)?;
                Ok(Self::Csv(Box::new(writer)))
            }
            ExportFormat::Json => {
                out.write_all(b"[")?;
                Ok(Self::Json {
                    out,
                    columns,
                    rows: 0,
                })
            }
        }
    }

    /// Adds a row; `cells` in the order of the columns.
    pub(crate) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        match self {
            Self::Csv(writer) => Ok(writer.write_record(cells.iter().map(|cell| harmless(cell)))?),
            Self::Json { out, columns, rows } => {
                out.write_all(if *rows == 0 { b"\n" } else { b",\n" })?;
                *rows += 1;
                let members = columns.iter().zip(cells).map(|(column, cell)| {
                    let value = Some(cell).filter(|cell| !cell.is_empty());
                    ((*column).to_owned(), Value::from(value.cloned()))
                });
                Ok(serde_json::to_writer(out, &members.collect::<Map<_, _>>())?)
            }
        }
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(mut writer) => writer.flush(),
            Self::Json { mut out, .. } => {
                out.write_all(b"\n]\n")?;
                out.flush()
            }
        }
    }
}

/// The cell as text that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[&str] = &["reference", "desk"];

    fn written(format: ExportFormat, rows: &[[&str; 2]]) -> String {
        let mut bytes = Vec::new();
        let mut table = Table::start(&mut bytes, format, COLUMNS).unwrap();
        for row in rows {
            table.row(&row.map(str::to_owned)).unwrap();
        }
        table.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a29_a_cell_that_a_spreadsheet_would_run_is_neutralised() {
        for sign in ["=", "+", "-", "@", "\t", "\r"] {
            let text = written(ExportFormat::Csv, &[["7F3K", &format!("{sign}cmd")]]);
            assert!(text.contains(&format!("'{sign}cmd")), "{text}");
        }
    }

    #[test]
    fn commas_quotes_and_new_lines_are_quoted_as_rfc_4180_says() {
        let text = written(ExportFormat::Csv, &[["7F3K", "Desk \"A\", north\nwing"]]);
        assert_eq!(
            text,
            "reference,desk\r\n7F3K,\"Desk \"\"A\"\", north\nwing\"\r\n"
        );
    }

    #[test]
    fn json_is_an_array_of_objects_with_null_for_what_is_not_there() {
        let text = written(ExportFormat::Json, &[["7F3K", ""], ["9QXA", "=1"]]);
        let read: Value = serde_json::from_str(&text).unwrap();
        let wanted = serde_json::json!([
            {"reference": "7F3K", "desk": null},
            {"reference": "9QXA", "desk": "=1"},
        ]);
        assert_eq!(read, wanted);
    }

    #[test]
    fn no_rows_are_still_a_whole_file() {
        assert_eq!(written(ExportFormat::Csv, &[]), "reference,desk\r\n");
        assert_eq!(written(ExportFormat::Json, &[]), "[\n]\n");
    }
}
