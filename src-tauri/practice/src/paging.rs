//! `limit` and `cursor` of every list (`mattr-vii.md` 3).

use axum::response::Response;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use crate::answer::{Answer, Detail, Refusal, invalid, ok};

const DEFAULT_LIMIT: usize = 100;
const LARGEST_LIMIT: u64 = 1000;

/// The part of a list that was asked for.
pub(crate) struct Page {
    limit: usize,
    start: usize,
}

impl Page {
    /// Reads query parameters; `limit` and `cursor` may be absent.
    pub(crate) fn from_query(query: &[(String, String)]) -> Result<Self, Refusal> {
        let limit = last(query, "limit").map(|text| (text.parse().ok(), Value::from(text)));
        let cursor = last(query, "cursor");
        Self::read(limit, cursor, Detail::params)
    }

    /// Reads the members of a search body.
    pub(crate) fn from_body(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let limit = body
            .get("limit")
            .map(|value| (value.as_u64(), value.clone()));
        let cursor = match body.get("cursor") {
            None => None,
            Some(value) => Some(value.as_str().unwrap_or("not text")),
        };
        Self::read(limit, cursor, Detail::body)
    }

    fn read(
        limit: Option<(Option<u64>, Value)>,
        cursor: Option<&str>,
        detail: fn(String, &'static str, Value) -> Detail,
    ) -> Result<Self, Refusal> {
        let limit = match limit {
            None => DEFAULT_LIMIT,
            Some((Some(number), _)) if (1..=LARGEST_LIMIT).contains(&number) => {
                usize::try_from(number).unwrap_or(DEFAULT_LIMIT)
            }
            Some((_, value)) => {
                return Err(invalid(
                    "BadRequest",
                    vec![detail("limit".into(), "Invalid value", value)],
                ));
            }
        };
        let start = match cursor {
            None => 0,
            Some(text) => read_cursor(text).ok_or_else(|| {
                invalid(
                    "BadRequest",
                    vec![detail("cursor".into(), "Invalid value", text.into())],
                )
            })?,
        };
        Ok(Self { limit, start })
    }

    /// Answers with this part of `entries`. `nextCursor` is absent on the last page (G11).
    pub(crate) fn answer(&self, entries: impl Iterator<Item = Value>) -> Answer {
        ok(&self.body(entries))
    }

    fn body(&self, entries: impl Iterator<Item = Value>) -> Value {
        let mut rest = entries.skip(self.start);
        let data: Vec<Value> = rest.by_ref().take(self.limit).collect();
        let mut body = Map::new();
        let next = self.start + data.len();
        body.insert("data".into(), Value::Array(data));
        if rest.next().is_some() {
            body.insert("nextCursor".into(), write_cursor(next).into());
        }
        Value::Object(body)
    }
}

fn write_cursor(start: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("from:{start}"))
}

fn read_cursor(text: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.strip_prefix("from:")?.parse().ok()
}

/// The last value of a query parameter.
pub(crate) fn last<'q>(query: &'q [(String, String)], name: &str) -> Option<&'q str> {
    query
        .iter()
        .rev()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// A query as its pairs; an unreadable one is refused by the extractor.
pub(crate) type Query = axum::extract::Query<Vec<(String, String)>>;

/// Refusals and answers are sent alike.
pub(crate) fn either(answer: Answer) -> Response {
    answer.unwrap_or_else(|refusal| *refusal)
}
