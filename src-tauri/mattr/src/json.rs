//! The one strict JSON reader (R68).
//!
//! `serde_json::Value` alone keeps the last of two equal keys, so two readers of one document can
//! disagree about it. Here every document is read once, by this reader, or refused.

use std::{cell::Cell, fmt};

use serde::{
    Deserialize,
    de::{self, DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value, error::Category};

/// How large and how deep a document may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest length in bytes.
    pub bytes: usize,
    /// Most nested arrays and objects; a bare number has depth 0, `[]` has depth 1. At most 120.
    pub depth: usize,
}

impl Limits {
    /// Token, offer and error replies: 64 KiB (R67), 16 deep (V2).
    pub const SMALL: Self = Self {
        bytes: 64 * 1024,
        depth: 16,
    };
    /// One page of a list: 8 MiB (R67), 32 deep (R68).
    pub const PAGE: Self = Self {
        bytes: 8 * 1024 * 1024,
        depth: 32,
    };
}

/// What is wrong with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonFaultKind {
    /// Longer than [`Limits::bytes`].
    TooLarge,
    /// Not UTF-8, or an escaped lone surrogate.
    NotUtf8,
    /// Starts with a byte order mark.
    ByteOrderMark,
    /// Not JSON.
    Syntax,
    /// Ends too early.
    Incomplete,
    /// Something other than white space follows the value.
    TrailingBytes,
    /// One object names a member twice.
    DuplicateKey,
    /// Nested deeper than [`Limits::depth`].
    TooDeep,
    /// A number that no 64-bit integer or float can hold.
    NumberTooLarge,
}

/// A refused document. Tells where, never what stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind:?} at byte {offset}")]
pub struct JsonFault {
    /// What is wrong.
    pub kind: JsonFaultKind,
    /// Byte offset at which reading stopped.
    pub offset: usize,
}

/// The deepest limit that is reached before `serde_json`'s own recursion limit of 128.
const DEEPEST: usize = 120;

/// Reads exactly one JSON value (R68).
///
/// # Errors
/// [`JsonFault`]: not UTF-8, byte order mark, syntax, bytes after the value, a key twice in one
/// object, deeper or longer than `limits`, a number out of range.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Value, JsonFault> {
    let fault = |kind, offset| JsonFault { kind, offset };
    if bytes.len() > limits.bytes {
        return Err(fault(JsonFaultKind::TooLarge, limits.bytes));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(fault(JsonFaultKind::ByteOrderMark, 0));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| fault(JsonFaultKind::NotUtf8, error.valid_up_to()))?;
    let refused = Cell::new(None);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let root = Node {
        levels_left: limits.depth.min(DEEPEST),
        refused: &refused,
    };
    let value = root.deserialize(&mut deserializer).map_err(|error| {
        let kind = refused.get().unwrap_or_else(|| kind_of(&error));
        fault(kind, offset_of(text, &error))
    })?;
    deserializer
        .end()
        .map_err(|error| fault(JsonFaultKind::TrailingBytes, offset_of(text, &error)))?;
    Ok(value)
}

/// Gives an already read value its type. On failure: the path of the member that does not fit.
pub(crate) fn decode<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| error.path().to_string().chars().take(200).collect())
}

fn kind_of(error: &serde_json::Error) -> JsonFaultKind {
    // The text of serde_json's own errors is fixed and holds no content for these two.
    let text = error.to_string();
    match error.classify() {
        Category::Eof => JsonFaultKind::Incomplete,
        _ if text.starts_with("number out of range") => JsonFaultKind::NumberTooLarge,
        _ if text.contains("surrogate") || text.contains("unexpected end of hex escape") => {
            JsonFaultKind::NotUtf8
        }
        _ => JsonFaultKind::Syntax,
    }
}

/// `serde_json` counts lines from 1 and columns in bytes.
fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    let lines_before = error.line().saturating_sub(1);
    let line_start: usize = text
        .split_inclusive('\n')
        .take(lines_before)
        .map(str::len)
        .sum();
    line_start
        .saturating_add(error.column().saturating_sub(1))
        .min(text.len())
}

/// One value of the document, with the levels of nesting still allowed below it.
#[derive(Clone, Copy)]
struct Node<'a> {
    levels_left: usize,
    refused: &'a Cell<Option<JsonFaultKind>>,
}

impl Node<'_> {
    fn refuse<E: de::Error>(self, kind: JsonFaultKind) -> E {
        self.refused.set(Some(kind));
        E::custom("refused")
    }

    fn below<E: de::Error>(self) -> Result<Self, E> {
        match self.levels_left.checked_sub(1) {
            Some(levels_left) => Ok(Self {
                levels_left,
                ..self
            }),
            None => Err(self.refuse(JsonFaultKind::TooDeep)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| self.refuse(JsonFaultKind::NumberTooLarge))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(below)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(self.refuse(JsonFaultKind::DuplicateKey));
            }
            let value = members.next_value_seed(below)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

/// For members that may be `null` where absent is meant: both give the default.
pub(crate) fn null_as_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: de::Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}
