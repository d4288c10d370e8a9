//! What may be kept of an error body (mattr-vii.md 3): codes and field names, never values.

use serde_json::{Map, Value};

use crate::{
    json::{self, Limits},
    transport::Head,
};

/// One complaint of MATTR about one field. The `value` MATTR repeats is never read.
#[derive(Clone, PartialEq, Eq)]
pub struct Detail {
    /// The field's name, as MATTR writes it.
    pub param: Option<String>,
    /// MATTR's words, at most 300 characters. Server text: show it as data, never log it.
    pub msg: Option<String>,
    /// `body` or `params`.
    pub location: Option<String>,
}

/// The words are for the screen, not for a log.
impl std::fmt::Debug for Detail {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Detail(..)")
    }
}

#[derive(Default)]
pub(super) struct ErrorBody {
    pub(super) code: Option<String>,
    pub(super) details: Vec<Detail>,
}

const MOST_DETAILS: usize = 50;
/// R67: 2 KiB of an error are kept, field names and words together.
const MOST_TEXT: usize = 2 * 1024;

/// Reads MATTR's error shape or OAuth's; plain text, HTML and nothing give nothing.
pub(super) fn read(body: &[u8]) -> ErrorBody {
    let Ok(Value::Object(object)) = json::read(body, Limits::SMALL) else {
        return ErrorBody::default();
    };
    let code = ["code", "error"]
        .iter()
        .find_map(|name| object.get(*name)?.as_str())
        .filter(|code| is_token(code, 64, b"_-."))
        .map(str::to_owned);
    let details = match object.get("details") {
        Some(Value::Array(list)) => read_details(list),
        _ => Vec::new(),
    };
    ErrorBody { code, details }
}

fn read_details(list: &[Value]) -> Vec<Detail> {
    let mut room = MOST_TEXT;
    list.iter()
        .filter_map(Value::as_object)
        .take(MOST_DETAILS)
        .map_while(|detail| {
            let detail = Detail {
                param: text(detail, "param", 200),
                msg: text(detail, "msg", 300),
                location: text(detail, "location", 20),
            };
            let parts = [&detail.param, &detail.msg, &detail.location];
            let used: usize = parts.iter().copied().flatten().map(String::len).sum();
            room = room.checked_sub(used)?;
            Some(detail)
        })
        .collect()
}

fn text(detail: &Map<String, Value>, name: &str, longest: usize) -> Option<String> {
    Some(detail.get(name)?.as_str()?.chars().take(longest).collect())
}

/// The header names under which services give an exchange an id; MATTR's is not known.
const REQUEST_ID_HEADERS: [&str; 4] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
];

pub(crate) fn request_id(head: &Head) -> Option<String> {
    REQUEST_ID_HEADERS
        .iter()
        .find_map(|name| head.header(name))
        .filter(|id| is_token(id, 128, b"_-.:/+="))
        .map(str::to_owned)
}

/// Server text that can be kept as it is: short, and nothing but word characters.
fn is_token(text: &str, longest: usize, marks: &[u8]) -> bool {
    (1..=longest).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte))
}
