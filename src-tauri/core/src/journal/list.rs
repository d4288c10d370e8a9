//! Pages of the pending list.
//!
//! A page must be there before the next picture is drawn, also in a journal of a million rows,
//! so nothing here scans the table: open offers are few and have their own index, the rest is
//! read newest first and stops at the page's end. Indexes are named where a preset is asked for
//! too: without statistics SQLite takes its index, which may hold a third of all rows.

use std::{collections::VecDeque, sync::LazyLock};

use rusqlite::{Connection, ToSql};

use super::{JournalError, OfferRow, counts, offers, search};
use crate::offer::{
    State,
    view::{PendingCounts, PendingFilter, PendingRequest},
};

/// One page of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalPage {
    /// Live ones by time left, the rest newest first.
    pub rows: Vec<OfferRow>,
    /// The `after` of the next page; absent on the last.
    pub next: Option<String>,
    /// How many rows each filter holds, whatever was searched for.
    pub counts: PendingCounts,
}

/// How many of the newest rows are read one by one before the index is asked. What matches often
/// is found among them; what does not matches so few rows that the index answers at once.
const NEWEST: i64 = 4_000;

static OPEN: LazyLock<String> = LazyLock::new(|| offers::names_of(State::is_open));
static NOT_KNOWN: LazyLock<String> = LazyLock::new(|| offers::names_of(State::is_not_known));

/// The parts of a list, each with its own order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Open offers by time left.
    Open,
    /// Sent, outcome not known; newest first.
    NotKnown,
    /// Ended since the start of the day, latest end first.
    Ended,
    /// All that is not open, newest first.
    Rest,
}

/// Where in a part the page before ended: sort key and position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    part: Part,
    key: i64,
    position: i64,
}

pub(super) fn load(
    connection: &Connection,
    request: &PendingRequest,
) -> Result<JournalPage, JournalError> {
    let day_start = request.day_start.as_millisecond();
    let limit = usize::try_from(request.limit.clamp(1, 200)).unwrap_or(200);
    let mark = request.after.as_deref().map(read_mark).transpose()?;
    let words = search::read_query(&request.search);
    let counts = counts::load(connection, day_start)?;
    // Signs only: there is something to look for and no row has it.
    if words.is_empty() && !request.search.trim().is_empty() {
        return Ok(JournalPage {
            rows: Vec::new(),
            next: None,
            counts,
        });
    }
    let mut parts = parts_of(request.filter, mark)?;
    let mut found: Vec<(Part, OfferRow)> = Vec::new();
    let mut from = mark;
    while let (Some(part), true) = (parts.pop_front(), found.len() <= limit) {
        let query = Query {
            words: &words,
            preset: request.preset_id.map(|id| id.to_string()),
            day_start,
            from: from.take(),
            wanted: limit + 1 - found.len(),
        };
        found.extend(
            query
                .rows(connection, part)?
                .into_iter()
                .map(|row| (part, row)),
        );
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found
        .last()
        .filter(|_| more)
        .map(|(part, row)| write_mark(*part, row));
    Ok(JournalPage {
        rows: found.into_iter().map(|(_, row)| row).collect(),
        next,
        counts,
    })
}

fn parts_of(filter: PendingFilter, mark: Option<Mark>) -> Result<VecDeque<Part>, JournalError> {
    let mut parts = VecDeque::from(match filter {
        PendingFilter::Live => vec![Part::Open],
        PendingFilter::NotKnown => vec![Part::NotKnown],
        PendingFilter::EndedToday => vec![Part::Ended],
        PendingFilter::All => vec![Part::Open, Part::Rest],
    });
    if let Some(mark) = mark {
        while parts.front().is_some_and(|part| *part != mark.part) {
            parts.pop_front();
        }
        if parts.is_empty() {
            return Err(JournalError::BadMark);
        }
    }
    Ok(parts)
}

struct Query<'a> {
    words: &'a [String],
    preset: Option<String>,
    day_start: i64,
    from: Option<Mark>,
    wanted: usize,
}

impl Query<'_> {
    fn rows(&self, connection: &Connection, part: Part) -> Result<Vec<OfferRow>, JournalError> {
        match part {
            Part::Open => self.open(connection),
            Part::NotKnown => self.not_known(connection),
            Part::Ended => self.ended(connection),
            Part::Rest => self.rest(connection),
        }
    }

    fn open(&self, connection: &Connection) -> Result<Vec<OfferRow>, JournalError> {
        let (due, position) = self
            .from
            .map_or((i64::MIN, i64::MIN), |mark| (mark.key, mark.position));
        let sql = format!(
            "SELECT offer.* FROM offer INDEXED BY offer_unfinished
             JOIN search_text ON search_text.offer = position
             WHERE ended_ms IS NULL AND state IN ({}) AND (due_ms, position) > (?1, ?2) {}
             ORDER BY due_ms, position LIMIT ?3",
            *OPEN,
            self.terms(4),
        );
        self.run(connection, &sql, &[&due, &position, &self.limit()])
    }

    fn not_known(&self, connection: &Connection) -> Result<Vec<OfferRow>, JournalError> {
        let before = self.from.map_or(i64::MAX, |mark| mark.position);
        let sql = format!(
            "SELECT offer.* FROM offer INDEXED BY offer_unfinished
             JOIN search_text ON search_text.offer = position
             WHERE ended_ms IS NULL AND state IN ({}) AND position < ?1 {}
             ORDER BY position DESC LIMIT ?2",
            *NOT_KNOWN,
            self.terms(3),
        );
        self.run(connection, &sql, &[&before, &self.limit()])
    }

    fn ended(&self, connection: &Connection) -> Result<Vec<OfferRow>, JournalError> {
        let (ended, position) = self
            .from
            .map_or((i64::MAX, i64::MAX), |mark| (mark.key, mark.position));
        let sql = format!(
            "SELECT offer.* FROM offer INDEXED BY offer_ended
             JOIN search_text ON search_text.offer = position
             WHERE ended_ms >= ?1 AND (ended_ms, position) < (?2, ?3) {}
             ORDER BY ended_ms DESC, position DESC LIMIT ?4",
            self.terms(5),
        );
        self.run(
            connection,
            &sql,
            &[&self.day_start, &ended, &position, &self.limit()],
        )
    }

    fn rest(&self, connection: &Connection) -> Result<Vec<OfferRow>, JournalError> {
        let before = self.from.map_or(i64::MAX, |mark| mark.position);
        if self.words.is_empty() {
            let sql = format!(
                "SELECT * FROM offer WHERE position < ?1 AND state NOT IN ({}) {}
                 ORDER BY position DESC LIMIT ?2",
                *OPEN,
                self.terms(3),
            );
            return self.run(connection, &sql, &[&before, &self.limit()]);
        }
        if self.has_seldom_preset(connection)? {
            return self.of_preset(connection, before);
        }
        let newest = self.among_newest(connection, before)?;
        if newest.len() == self.wanted {
            Ok(newest)
        } else {
            self.by_index(connection, before)
        }
    }

    /// Whether the rows of the preset are few enough to be read one by one.
    fn has_seldom_preset(&self, connection: &Connection) -> Result<bool, JournalError> {
        let Some(preset) = &self.preset else {
            return Ok(false);
        };
        let mut count = connection.prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM offer WHERE preset_id = ?1 LIMIT ?2)",
        )?;
        let rows: i64 = count.query_row((preset, NEWEST + 1), |row| row.get(0))?;
        Ok(rows <= NEWEST)
    }

    fn of_preset(
        &self,
        connection: &Connection,
        before: i64,
    ) -> Result<Vec<OfferRow>, JournalError> {
        let sql = format!(
            "SELECT offer.* FROM offer INDEXED BY offer_by_preset
             CROSS JOIN search_text ON search_text.offer = position
             WHERE position < ?1 AND state NOT IN ({}) {} ORDER BY position DESC LIMIT ?2",
            *OPEN,
            self.terms(3),
        );
        self.run(connection, &sql, &[&before, &self.limit()])
    }

    fn among_newest(
        &self,
        connection: &Connection,
        before: i64,
    ) -> Result<Vec<OfferRow>, JournalError> {
        let sql = format!(
            "SELECT offer.* FROM (SELECT offer, words FROM search_text
                                  WHERE offer < ?1 ORDER BY offer DESC LIMIT ?2) AS search_text
             CROSS JOIN offer ON offer.position = search_text.offer
             WHERE state NOT IN ({}) {} ORDER BY search_text.offer DESC LIMIT ?3",
            *OPEN,
            self.terms(4),
        );
        self.run(connection, &sql, &[&before, &NEWEST, &self.limit()])
    }

    /// Asks the index for one word only: FTS5 reads all places of every word it is asked for
    /// before it gives the first row, and a common word has them by the hundred thousand.
    fn by_index(
        &self,
        connection: &Connection,
        before: i64,
    ) -> Result<Vec<OfferRow>, JournalError> {
        let Some(rarest) = self.rarest_word(connection, before)? else {
            return Ok(Vec::new());
        };
        let sql = format!(
            "SELECT offer.* FROM search
             CROSS JOIN search_text ON search_text.offer = search.rowid
             CROSS JOIN offer ON offer.position = search.rowid
             WHERE search MATCH ?1 AND search.rowid < ?2 AND state NOT IN ({}) {}
             ORDER BY search.rowid DESC LIMIT ?3",
            *OPEN,
            self.terms(4),
        );
        let expression = search::match_expression(rarest);
        self.run(connection, &sql, &[&expression, &before, &self.limit()])
    }

    /// The word that the fewest of the newest rows have; the longest of several.
    fn rarest_word(
        &self,
        connection: &Connection,
        before: i64,
    ) -> Result<Option<&str>, JournalError> {
        let mut count = connection.prepare_cached(
            "SELECT count(*) FROM (SELECT words FROM search_text
                                   WHERE offer < ?1 ORDER BY offer DESC LIMIT 1000)
             WHERE instr(words, ?2) > 0",
        )?;
        let mut rarest = None;
        for word in self.words {
            let rows: i64 = count.query_row((before, format!(" {word}")), |row| row.get(0))?;
            let rank = (rows, std::cmp::Reverse(word.len()));
            if rarest.is_none_or(|(lowest, _)| rank < lowest) {
                rarest = Some((rank, word.as_str()));
            }
        }
        Ok(rarest.map(|(_, word)| word))
    }

    /// One condition for each word, and one for the preset; parameter numbers start at `first`.
    fn terms(&self, first: usize) -> String {
        let words = (0..self.words.len())
            .map(|n| format!("AND instr(search_text.words, ?{}) > 0 ", first + n));
        let preset = self
            .preset
            .iter()
            .map(|_| format!("AND preset_id = ?{} ", first + self.words.len()));
        words.chain(preset).collect()
    }

    fn run(
        &self,
        connection: &Connection,
        sql: &str,
        values: &[&dyn ToSql],
    ) -> Result<Vec<OfferRow>, JournalError> {
        // In `words` every word has a space before it, so this matches beginnings only.
        let beginnings: Vec<_> = self.words.iter().map(|word| format!(" {word}")).collect();
        let all: Vec<&dyn ToSql> = values
            .iter()
            .copied()
            .chain(beginnings.iter().map(|word| word as &dyn ToSql))
            .chain(self.preset.iter().map(|preset| preset as &dyn ToSql))
            .collect();
        connection
            .prepare_cached(sql)?
            .query_and_then(all.as_slice(), offers::read)?
            .collect()
    }

    fn limit(&self) -> i64 {
        i64::try_from(self.wanted).unwrap_or(i64::MAX)
    }
}

fn write_mark(part: Part, row: &OfferRow) -> String {
    let millis = |time: Option<jiff::Timestamp>| time.map_or(0, jiff::Timestamp::as_millisecond);
    match part {
        Part::Open => format!("open:{}:{}", row.due_ms, row.position),
        Part::NotKnown => format!("unknown:0:{}", row.position),
        Part::Ended => format!("ended:{}:{}", millis(row.ended_at), row.position),
        Part::Rest => format!("rest:0:{}", row.position),
    }
}

fn read_mark(text: &str) -> Result<Mark, JournalError> {
    let mut pieces = text.split(':');
    let part = match pieces.next() {
        Some("open") => Part::Open,
        Some("unknown") => Part::NotKnown,
        Some("ended") => Part::Ended,
        Some("rest") => Part::Rest,
        _ => return Err(JournalError::BadMark),
    };
    let mut number = || {
        pieces
            .next()
            .and_then(|piece| piece.parse().ok())
            .ok_or(JournalError::BadMark)
    };
    let mark = Mark {
        part,
        key: number()?,
        position: number()?,
    };
    if pieces.next().is_some() {
        Err(JournalError::BadMark)
    } else {
        Ok(mark)
    }
}
