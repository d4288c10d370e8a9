//! Schema 4: the log of everything that happened at this desk, in one order without a gap.
//!
//! An offer's events come in by a trigger, what concerns no offer by [`append`]. Numbers have no gap,
//! so an entry that was taken out of the file shows; only the oldest may go. The log names an offer by
//! its intent and reads the rest from its row: once that is erased, nothing leads to a person.

use jiff::Timestamp;
use rusqlite::{Connection, Row, ToSql, Transaction};

use super::{Journal, JournalError, columns, search};
use crate::{
    activity::{ActivityEntry, ActivityPage, ActivityRequest, NumberRange},
    offer::{
        KnownBy,
        timeline::{Source, number_in},
    },
};

const MAKE: &str = "
CREATE TABLE activity (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    wall_ms   INTEGER NOT NULL CHECK (wall_ms >= 0),
    kind      TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 32),
    known_by  TEXT NOT NULL CHECK (known_by IN ('desk', 'service', 'staff', 'clock')),
    desk      TEXT NOT NULL,
    intent_id TEXT CHECK (length(intent_id) = 36),
    event     INTEGER,
    count     INTEGER CHECK (count >= 0)
) STRICT;
CREATE INDEX activity_by_time ON activity (wall_ms);
CREATE INDEX activity_by_intent ON activity (intent_id) WHERE intent_id IS NOT NULL;
CREATE INDEX activity_by_desk ON activity (desk, number);

INSERT INTO activity (wall_ms, kind, known_by, desk, intent_id, event)
    SELECT wall_ms, kind, event.known_by, desk, event.intent_id, event.position
    FROM event JOIN offer ON offer.intent_id = event.intent_id ORDER BY event.position;

CREATE TRIGGER event_is_logged AFTER INSERT ON event BEGIN
    INSERT INTO activity (wall_ms, kind, known_by, desk, intent_id, event)
    VALUES (NEW.wall_ms, NEW.kind, NEW.known_by,
        coalesce((SELECT desk FROM offer WHERE intent_id = NEW.intent_id), NEW.detail ->> 'desk', ''),
        NEW.intent_id, NEW.position);
END;
CREATE TRIGGER activity_is_never_changed BEFORE UPDATE ON activity BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed');
END;
CREATE TRIGGER activity_loses_its_oldest_only BEFORE DELETE ON activity
WHEN OLD.number > (SELECT min(number) FROM activity) BEGIN
    SELECT RAISE(ABORT, 'only the oldest entry may go');
END;
";

/// How many of the newest entries are looked through for gaps each time the log is opened.
const LOOKED_THROUGH: i64 = 10_000;

/// A word that no more offers have is looked up in the index.
const FEW: i64 = 1_000;

/// Gaps named, at most.
const GAPS: i64 = 20;

/// Schema 4.
pub(super) fn make(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(MAKE)?)
}

impl Journal {
    /// One page of the log, newest first.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn list_activity(
        &self,
        request: &ActivityRequest,
    ) -> Result<ActivityPage, JournalError> {
        let request = request.clone();
        self.reader.run(move |c| load(c, &request)).await
    }

    /// Looks through the whole log for numbers that it once gave out and no longer has.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn missing_activity(&self) -> Result<Vec<NumberRange>, JournalError> {
        self.reader.run(|c| missing(c, 0)).await
    }

    /// Adds what concerns no offer to the log: lower case words, and a number of things.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn log(
        &self,
        kind: &'static str,
        desk: String,
        at: Timestamp,
        count: Option<u32>,
    ) -> Result<(), JournalError> {
        self.writer
            .run(move |c| append(c, kind, &desk, at, count))
            .await
    }
}

/// Adds what concerns no offer.
fn append(
    connection: &Connection,
    kind: &str,
    desk: &str,
    at: Timestamp,
    count: Option<u32>,
) -> Result<(), JournalError> {
    connection
        .prepare_cached(
            "INSERT INTO activity (wall_ms, kind, known_by, desk, count) VALUES (?1, ?2, 'desk', ?3, ?4)",
        )?
        .execute((at.as_millisecond(), kind, desk, count))?;
    Ok(())
}

/// Erases a portion of the oldest entries, those before `before_ms`; says how many.
pub(super) fn erase_before(
    connection: &mut Connection,
    before_ms: i64,
) -> Result<usize, JournalError> {
    // By number and not by time: a clock that was set back must not make a gap.
    let erased = connection
        .prepare_cached(
            "DELETE FROM activity WHERE number IN (SELECT number FROM activity
                 WHERE number < coalesce(
                     (SELECT min(+number) FROM activity INDEXED BY activity_by_time WHERE wall_ms >= ?1),
                     (SELECT max(number) FROM activity))
                 ORDER BY number LIMIT 1000)",
        )?
        .execute([before_ms])?;
    Ok(erased)
}

/// One page, newest first; with the desks and the gaps on the first one.
fn load(connection: &Connection, request: &ActivityRequest) -> Result<ActivityPage, JournalError> {
    let limit = usize::try_from(request.limit).unwrap_or(1);
    let mut entries = entries(connection, request, limit + 1)?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let first_page = request.before.is_none();
    Ok(ActivityPage {
        next: entries.last().filter(|_| more).map(|entry| entry.number),
        entries,
        desks: if first_page {
            desks(connection)?
        } else {
            Vec::new()
        },
        missing: if first_page {
            newest_missing(connection)?
        } else {
            Vec::new()
        },
    })
}

fn entries(
    connection: &Connection,
    request: &ActivityRequest,
    limit: usize,
) -> Result<Vec<ActivityEntry>, JournalError> {
    let words = search::read_query(&request.search);
    // Signs only: there is something to look for and no entry has it.
    if words.is_empty() && !request.search.trim().is_empty() {
        return Ok(Vec::new());
    }
    let expression = words
        .iter()
        .max_by_key(|word| word.len())
        .map(|word| search::match_expression(word));
    let sql = format!(
        "SELECT a.number, a.wall_ms, a.kind, a.known_by, a.desk, a.count, a.intent_id, o.reference,
             o.credentials, o.user_id, o.tenant_id, e.detail
         {} LEFT JOIN event AS e ON e.position = a.event
         LEFT JOIN search_text AS s ON s.offer = o.position
         WHERE a.number < ?1 AND a.number >= ?2 AND a.wall_ms >= ?3 AND (?4 IS NULL OR a.desk = ?4)
             AND a.kind {} {}
         ORDER BY a.number DESC LIMIT ?5",
        way(connection, expression.as_deref())?,
        request.what.condition(),
        (0..words.len())
            .map(|n| format!("AND instr(s.words, ?{}) > 0 ", n + 7))
            .collect::<String>(),
    );
    let since = request.since.map_or(0, Timestamp::as_millisecond);
    let before = request.before.unwrap_or(i64::MAX);
    let from = first_since(connection, since)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let beginnings: Vec<_> = words.iter().map(|word| format!(" {word}")).collect();
    let mut values: Vec<&dyn ToSql> = vec![&before, &from, &since, &request.desk, &limit];
    values.extend(expression.iter().map(|text| text as &dyn ToSql));
    values.extend(beginnings.iter().map(|text| text as &dyn ToSql));
    connection
        .prepare_cached(&sql)?
        .query_and_then(values.as_slice(), read)?
        .collect()
}

/// Where to begin: a word that few offers have leads through its index, any other is soon found among
/// the newest entries.
fn way(connection: &Connection, expression: Option<&str>) -> Result<&'static str, JournalError> {
    let newest = "FROM activity AS a LEFT JOIN offer AS o ON o.intent_id = a.intent_id";
    let Some(expression) = expression else {
        return Ok(newest);
    };
    let found: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2)",
        )?
        .query_row((expression, FEW + 1), |row| row.get(0))?;
    if found > FEW {
        return Ok(newest);
    }
    Ok("FROM (SELECT rowid FROM search WHERE search MATCH ?6) AS f
         CROSS JOIN offer AS o ON o.position = f.rowid
         CROSS JOIN activity AS a ON a.intent_id = o.intent_id")
}

/// Where the entries since a time begin: without it, a day with few would be looked for in all years.
/// The sign keeps SQLite from looking through the numbers from the first one on.
fn first_since(connection: &Connection, since: i64) -> Result<i64, JournalError> {
    if since == 0 {
        return Ok(0);
    }
    let first: Option<i64> = connection
        .prepare_cached(
            "SELECT min(+number) FROM activity INDEXED BY activity_by_time WHERE wall_ms >= ?1",
        )?
        .query_row([since], |row| row.get(0))?;
    Ok(first.unwrap_or(i64::MAX))
}

fn read(row: &Row<'_>) -> Result<ActivityEntry, JournalError> {
    let known_by: String = row.get("known_by")?;
    let known_by =
        KnownBy::parse(&known_by).ok_or(JournalError::BadValue { column: "known_by" })?;
    let detail: Option<String> = row.get("detail")?;
    let detail: serde_json::Value = detail
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let count: Option<u32> = row.get("count")?;
    Ok(ActivityEntry {
        number: row.get("number")?,
        at: columns::time(row, "wall_ms")?.unwrap_or(Timestamp::UNIX_EPOCH),
        desk: row.get("desk")?,
        what: row.get("kind")?,
        source: Source::from_parts(known_by, detail.get("claimed_credential_ids").is_some()),
        count: count.or_else(|| number_in(&detail)),
        intent_id: columns::maybe_uuid(row, "intent_id")?,
        reference: row.get("reference")?,
        credentials: match row.get_ref("credentials")? {
            rusqlite::types::ValueRef::Null => Vec::new(),
            _ => columns::json(row, "credentials")?,
        },
        user_id: columns::maybe_uuid(row, "user_id")?,
        tenant_id: columns::maybe_uuid(row, "tenant_id")?,
    })
}

/// The names in the log, each found by one step in its index.
fn desks(connection: &Connection) -> Result<Vec<String>, JournalError> {
    let mut query = connection.prepare_cached(
        "WITH RECURSIVE name (desk) AS (
             SELECT min(desk) FROM activity
             UNION ALL SELECT (SELECT min(desk) FROM activity WHERE desk > name.desk) FROM name
             WHERE name.desk IS NOT NULL
         ) SELECT desk FROM name WHERE desk <> ''",
    )?;
    let names = query.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

fn newest_missing(connection: &Connection) -> Result<Vec<NumberRange>, JournalError> {
    let from: i64 =
        connection.query_row("SELECT coalesce(max(number), 0) FROM activity", [], |row| {
            row.get(0)
        })?;
    missing(connection, from.saturating_sub(LOOKED_THROUGH))
}

/// Numbers from `from` on that the log once gave out and no longer has.
fn missing(connection: &Connection, from: i64) -> Result<Vec<NumberRange>, JournalError> {
    let mut query = connection.prepare_cached(
        "SELECT number + 1, next - 1 FROM (
             SELECT number, lead(number, 1, (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'activity'))
                 OVER (ORDER BY number) AS next
             FROM activity WHERE number >= ?1)
         WHERE next > number + 1 LIMIT ?2",
    )?;
    let gaps = query.query_map([from, GAPS], |row| {
        Ok(NumberRange {
            first: row.get(0)?,
            last: row.get(1)?,
        })
    })?;
    Ok(gaps.collect::<Result<_, _>>()?)
}
