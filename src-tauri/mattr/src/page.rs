//! Lists: every page, within bounds (mattr-vii.md 3, R67).

use std::collections::HashSet;

use serde::{Deserialize, de::DeserializeOwned};

use crate::{Client, Error, call::Call, error::Unreadable, json::null_as_default};

const MOST_PAGES: usize = 50;
const MOST_ITEMS: usize = 5_000;
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// 50 pages of 100 are the 5 000 items.
pub(crate) const PAGE_SIZE: u16 = 100;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "T: DeserializeOwned")]
pub(crate) struct Page<T> {
    pub(crate) data: Vec<T>,
    #[serde(default, deserialize_with = "null_as_default")]
    next_cursor: String,
}

impl<T> Page<T> {
    /// The cursor of the next page; an empty one means there is none.
    pub(crate) fn next_cursor(&self) -> Option<String> {
        (!self.next_cursor.is_empty()).then(|| self.next_cursor.clone())
    }
}

impl Client {
    /// Follows `nextCursor` until the list ends. `make` builds the call for a cursor.
    ///
    /// A list that turns in a circle or never ends is an error: half a list would look whole.
    pub(crate) async fn all_pages<T: DeserializeOwned>(
        &self,
        make: impl Fn(Option<&str>) -> Result<Call, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        let mut seen = HashSet::new();
        let mut bytes = 0_usize;
        let mut cursor: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let call = make(cursor.as_deref())?;
            let reply = self.send(&call).await?;
            bytes = bytes.saturating_add(reply.body.len());
            let page: Page<T> = reply.decode(&call)?;
            let next = page.next_cursor();
            items.extend(page.data);
            if items.len() > MOST_ITEMS || bytes > MOST_BYTES {
                return Err(reply.unreadable(&call, Unreadable::ListTooLong));
            }
            let Some(next) = next else {
                return Ok(items);
            };
            if !seen.insert(next.clone()) {
                return Err(reply.unreadable(&call, Unreadable::RepeatedPage));
            }
            if seen.len() == MOST_PAGES {
                return Err(reply.unreadable(&call, Unreadable::ListTooLong));
            }
            cursor = Some(next);
        }
        Ok(items)
    }
}
