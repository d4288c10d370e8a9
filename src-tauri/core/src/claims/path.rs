//! Where a mapping takes its value from (`mapFrom`, mattr-vii.md 7).

use serde_json::{Map, Value};

/// Longest path that is taken seriously, in bytes.
const LONGEST: usize = 256;

/// Deepest nesting of a claim.
const DEEPEST: usize = 8;

/// Names that mean something else to scripts that handle the form.
const RESERVED: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// Where a mapping takes its value from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// `claims.` and this path.
    Claim(ClaimPath),
    /// `authenticationProvider.` and something: the person's sign-in.
    SignIn,
    /// No `mapFrom`: the default value, if any.
    Fixed,
    /// Anything else.
    Unusable,
}

impl Source {
    pub(super) fn of(map_from: Option<&str>) -> Self {
        let Some(text) = map_from else {
            return Self::Fixed;
        };
        if let Some(path) = text.strip_prefix("claims.") {
            return ClaimPath::new(path).map_or(Self::Unusable, Self::Claim);
        }
        match text.strip_prefix("authenticationProvider.") {
            Some(rest) if !rest.is_empty() => Self::SignIn,
            _ => Self::Unusable,
        }
    }
}

/// The path below `claims.`, such as `address.formatted`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClaimPath(String);

impl ClaimPath {
    /// `None` for empty parts, reserved names, control characters, and paths that are too long or
    /// too deep.
    pub(super) fn new(path: &str) -> Option<Self> {
        let usable = path.len() <= LONGEST
            && path.split('.').count() <= DEEPEST
            && path.split('.').all(is_name);
        usable.then(|| Self(path.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }

    /// The first part, when there are more.
    pub(super) fn group(&self) -> Option<&str> {
        self.0.split_once('.').map(|(first, _)| first)
    }

    /// Whether one of the two holds the other, so that they cannot both be sent.
    pub(super) fn clashes_with(&self, other: &str) -> bool {
        let holds = |outer: &str, inner: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        holds(&self.0, other) || holds(other, &self.0)
    }

    /// The value at this path, if there is one that is not null.
    pub(super) fn find<'a>(&self, claims: &'a Map<String, Value>) -> Option<&'a Value> {
        let mut parts = self.parts();
        let first = claims.get(parts.next()?)?;
        parts
            .try_fold(first, |value, part| value.get(part))
            .filter(|value| !value.is_null())
    }

    /// Puts `value` at this path, making the objects around it.
    pub(super) fn put(&self, value: Value, claims: &mut Map<String, Value>) {
        match self.0.split_once('.') {
            None => {
                claims.insert(self.0.clone(), value);
            }
            Some((first, rest)) => {
                let inner = claims
                    .entry(first)
                    .or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(inner) = inner {
                    Self(rest.to_owned()).put(value, inner);
                }
            }
        }
    }
}

fn is_name(part: &str) -> bool {
    !part.is_empty()
        && !RESERVED.contains(&part)
        && !part
            .chars()
            .any(|letter| letter.is_control() || letter.is_whitespace())
}
