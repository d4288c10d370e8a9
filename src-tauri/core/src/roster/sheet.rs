//! A CSV file as spreadsheets write it: comma, semicolon or tab, with or without a byte order mark.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use thiserror::Error;
use zeroize::Zeroizing;

/// Larger files are not read.
const LARGEST: usize = 1024 * 1024;

/// A day at one desk has far fewer.
const MOST_ROWS: usize = 1_000;

/// Wider tables are no lists of people.
const MOST_COLUMNS: usize = 200;

/// Why a file is no roster. Never holds its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RosterFault {
    /// Over 1 MiB, over 1,000 rows or over 200 columns.
    #[error("the file is too large for a roster")]
    TooLarge,
    /// Not text in UTF-8.
    #[error("the file is not UTF-8 text")]
    NotText,
    /// No line below the headings.
    #[error("the file has no rows")]
    Empty,
}

/// The cells of one line; white space around them is dropped.
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) cells: Vec<String>,
}

/// A table with headings. Lines without any text are left away.
pub(super) struct Sheet {
    pub(super) headings: Vec<String>,
    pub(super) lines: Vec<Line>,
}

impl Sheet {
    pub(super) fn read(base64: &str) -> Result<Self, RosterFault> {
        if base64.len() > LARGEST / 3 * 4 + 4 {
            return Err(RosterFault::TooLarge);
        }
        let bytes = Zeroizing::new(
            BASE64_STANDARD
                .decode(base64)
                .map_err(|_| RosterFault::NotText)?,
        );
        let text = std::str::from_utf8(&bytes).map_err(|_| RosterFault::NotText)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.contains('\0') {
            return Err(RosterFault::NotText);
        }
        Self::of_text(text)
    }

    fn of_text(text: &str) -> Result<Self, RosterFault> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(text))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut count = LineCount::new(text);
        let mut lines = Vec::new();
        for record in reader.records() {
            // Text with lines of any width has no way left to be malformed.
            let record = record.map_err(|_| RosterFault::NotText)?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() > MOST_COLUMNS || lines.len() > MOST_ROWS {
                return Err(RosterFault::TooLarge);
            }
            lines.push(Line {
                number: record.position().map_or(0, |at| count.line_at(at.byte())),
                cells: record.iter().map(str::to_owned).collect(),
            });
        }
        if lines.len() < 2 {
            return Err(RosterFault::Empty);
        }
        let headings = lines.remove(0).cells;
        Ok(Self { headings, lines })
    }
}

/// Counts the lines of a text from its start on. The reader's own count is one short after CR LF,
/// and it stands before the empty lines that it skips.
struct LineCount<'a> {
    rest: &'a str,
    passed: usize,
    line: u64,
}

impl<'a> LineCount<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            passed: 0,
            line: 1,
        }
    }

    /// The line, from 1, of the record whose position is `byte`; not before the one asked for last.
    fn line_at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        let after = self.rest.get(byte.saturating_sub(self.passed)..);
        let left = after.unwrap_or_default().trim_start_matches(['\r', '\n']);
        let (before, rest) = self.rest.split_at(self.rest.len() - left.len());
        self.line += line_ends(before);
        self.passed += before.len();
        self.rest = rest;
        self.line
    }
}

/// LF, CR LF, and CR alone, as in files of old spreadsheets.
fn line_ends(text: &str) -> u64 {
    let all = text.matches(['\r', '\n']).count();
    (all - text.matches("\r\n").count()) as u64
}

/// The one of three that the first line has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (delimiter, count) in &mut counts {
                    *count += u32::from(*delimiter == byte);
                }
            }
        }
    }
    // The first of equals: a comma.
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| delimiter)
}
