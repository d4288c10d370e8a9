//! Schema 2: words of an offer, found by how they start.
//!
//! Words are folded in Rust (lower case, no marks, letters and digits only) so that the plain
//! `ascii` tokenizer of FTS5 and the scan of the newest rows in `list.rs` agree on what a word is.

use rusqlite::{Connection, Transaction};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use uuid::Uuid;

use super::{JournalError, OfferRow, columns, offers};

/// `detail=none` because words are looked up one by one; short prefixes have their own index
/// because they match too many words to merge while somebody types.
const MAKE: &str = "
CREATE TABLE search_text (
    offer INTEGER PRIMARY KEY REFERENCES offer (position) ON DELETE CASCADE,
    words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
    words, content = 'search_text', content_rowid = 'offer',
    tokenize = 'ascii', prefix = '1 2 3', detail = none, columnsize = 0
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
";

/// Makes the index and fills it from the offers of schema 1.
pub(super) fn make(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    transaction.execute_batch(MAKE)?;
    // Column by column: a row of this schema lacks what later steps add.
    let rows: Vec<(i64, String)> = transaction
        .prepare("SELECT position, reference, credentials, desk, offer_id, user_id FROM offer")?
        .query_and_then([], |row| {
            let texts: (String, Vec<String>, String) = (
                row.get("reference")?,
                columns::json(row, "credentials")?,
                row.get("desk")?,
            );
            let ids = [
                columns::maybe_uuid(row, "offer_id")?,
                columns::maybe_uuid(row, "user_id")?,
            ];
            Ok::<_, JournalError>((
                row.get("position")?,
                words_in(&texts.0, &texts.1, &texts.2, ids),
            ))
        })?
        .collect::<Result<_, _>>()?;
    let mut insert = transaction.prepare("INSERT INTO search_text VALUES (?1, ?2)")?;
    for row in rows {
        insert.execute(row)?;
    }
    rebuild(transaction)
}

/// Makes the index again from `search_text`.
pub(super) fn rebuild(connection: &Connection) -> Result<(), JournalError> {
    connection.execute("INSERT INTO search (search) VALUES ('rebuild')", [])?;
    Ok(())
}

/// Brings the words of one intent up to date.
pub(super) fn index(connection: &Connection, intent: Uuid) -> Result<(), JournalError> {
    let row = offers::load(connection, intent)?.ok_or(JournalError::UnknownIntent)?;
    let words = words_of(&row);
    remove(connection, row.position)?;
    connection
        .prepare_cached("INSERT INTO search_text VALUES (?1, ?2)")?
        .execute((row.position, &words))?;
    connection
        .prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?
        .execute((row.position, &words))?;
    Ok(())
}

/// Takes the words of one offer out of the index.
pub(super) fn remove(connection: &Connection, position: i64) -> Result<(), JournalError> {
    connection
        .prepare_cached(
            "INSERT INTO search (search, rowid, words)
             SELECT 'delete', offer, words FROM search_text WHERE offer = ?1",
        )?
        .execute([position])?;
    connection
        .prepare_cached("DELETE FROM search_text WHERE offer = ?1")?
        .execute([position])?;
    Ok(())
}

/// The words of an offer, each with a space before it.
fn words_of(row: &OfferRow) -> String {
    let ids = [row.offer_id, row.user_id];
    words_in(&row.reference, &row.credentials, &row.desk, ids)
}

fn words_in(reference: &str, credentials: &[String], desk: &str, ids: [Option<Uuid>; 2]) -> String {
    let texts = std::iter::once(reference)
        .chain(credentials.iter().map(String::as_str))
        .chain(std::iter::once(desk));
    join_words(texts, ids.into_iter().flatten())
}

/// Folds `texts` into words and adds `ids` as one word each: as five they would be found by
/// their middle.
pub(super) fn join_words<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    ids: impl IntoIterator<Item = Uuid>,
) -> String {
    let folded = texts.into_iter().flat_map(fold);
    let ids = ids.into_iter().map(|id| id.simple().to_string());
    folded
        .chain(ids)
        .fold(String::new(), |words, word| words + " " + &word)
}

/// What somebody typed, as beginnings of words.
pub(super) fn read_query(text: &str) -> Vec<String> {
    text.split_whitespace()
        .flat_map(|word| {
            if looks_like_id(word) {
                vec![word.replace('-', "").to_lowercase()]
            } else {
                fold(word)
            }
        })
        .take(8)
        .collect()
}

/// The beginning of a uuid, at least up to its first hyphen.
fn looks_like_id(word: &str) -> bool {
    word.find('-') == Some(8)
        && word.len() <= 36
        && word.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

fn fold(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    plain
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// An FTS5 expression: the word as a beginning. It holds letters and digits only.
pub(super) fn match_expression(word: &str) -> String {
    format!("\"{word}\"*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_lose_case_marks_and_signs() {
        assert_eq!(
            read_query("  Te \u{14c}kahu-Wright, caf\u{e9}!"),
            ["te", "okahu", "wright", "cafe"]
        );
        assert_eq!(
            read_query("\u{738b}\u{5c0f}\u{660e}"),
            ["\u{738b}\u{5c0f}\u{660e}"]
        );
        assert!(read_query(" \t").is_empty());
    }

    #[test]
    fn the_beginning_of_an_id_is_one_word() {
        assert_eq!(read_query("7B8E4D52-6c1f"), ["7b8e4d526c1f"]);
        assert_eq!(read_query("7b8e4d5"), ["7b8e4d5"]);
        assert_eq!(read_query("deadbeef-cafe-and"), ["deadbeef", "cafe", "and"]);
    }

    #[test]
    fn typed_signs_of_the_query_language_are_not_part_of_it() {
        let words = read_query("a\"* OR b NEAR(c) -d ^e");
        assert_eq!(words, ["a", "or", "b", "near", "c", "d", "e"]);
        assert_eq!(match_expression(&words[1]), "\"or\"*");
    }
}
