//! What happened to one offer, fact by fact, each with how it is known.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::{KnownBy, State, view::PendingRow};
use crate::{
    desk::{Desk, DeskError},
    journal::EventRow,
};

/// How a fact is known, finer than [`KnownBy`]: what the service said in answer to a request is told
/// apart from what it lists for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// This computer did it or decided it.
    Desk,
    /// The service's answer.
    Answer,
    /// The service's list of the person's credentials.
    List,
    /// A member of staff saw it.
    Staff,
    /// A deadline passed.
    Clock,
}

impl Source {
    /// How the fact of `event` is known.
    pub(crate) fn of(event: &EventRow) -> Self {
        Self::from_parts(
            event.known_by,
            event.detail.get("claimed_credential_ids").is_some(),
        )
    }

    /// Its name in a file.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Answer => "answer",
            Self::List => "list",
            Self::Staff => "staff",
            Self::Clock => "clock",
        }
    }

    /// The source of a fact that does or does not name credentials in a wallet: only the person's
    /// list names those.
    pub(crate) const fn from_parts(known_by: KnownBy, names_credentials: bool) -> Self {
        match known_by {
            KnownBy::Desk => Self::Desk,
            KnownBy::Service if names_credentials => Self::List,
            KnownBy::Service => Self::Answer,
            KnownBy::Staff => Self::Staff,
            KnownBy::Clock => Self::Clock,
        }
    }
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// When, by this computer's clock.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// What: a state's name, `learned`, or the name of a note.
    pub what: String,
    /// How it is known.
    pub source: Source,
    /// The number that belongs to it: a count of wrong codes, a failed check, credentials in a wallet.
    pub number: Option<u32>,
}

impl Fact {
    fn of(event: &EventRow) -> Self {
        Self {
            at: event.at.wall,
            what: event.kind.clone(),
            source: Source::of(event),
            number: number_in(&event.detail),
        }
    }
}

/// The number that an event's detail holds, if any.
pub(crate) fn number_in(detail: &serde_json::Value) -> Option<u32> {
    let named = ["count", "check", "failed_check"]
        .iter()
        .find_map(|name| detail.get(name)?.as_u64());
    let listed = || {
        let configurations = detail.get("claimed_configuration_ids")?.as_array()?;
        u64::try_from(configurations.len()).ok()
    };
    u32::try_from(named.or_else(listed)?).ok()
}

/// An offer opened: its row and its facts, oldest first.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// As the list shows it.
    pub row: PendingRow,
    /// What happened.
    pub facts: Vec<Fact>,
    /// When it ends, by the service's clock; for one that is open.
    #[ts(type = "string | null")]
    pub expires_at: Option<Timestamp>,
    /// Whether staff may still say how it ended.
    pub can_settle: bool,
}

impl Desk {
    /// Opens one offer to what happened to it.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotFound`] for an unknown intent, and when the journal cannot be read.
    pub async fn offer_timeline(&self, intent: Uuid) -> Result<Timeline, DeskError> {
        let journal = self.journal();
        let row = journal.load(intent).await?.ok_or(DeskError::NotFound)?;
        let facts = journal
            .timeline(intent)
            .await?
            .iter()
            .map(Fact::of)
            .collect();
        let names = self.tenant_names().await?;
        let active = self.active_tenant().await?;
        Ok(Timeline {
            facts,
            expires_at: row.expires_at.filter(|_| row.state.is_open()),
            can_settle: row.state.is_not_known() && row.state.may_become(State::Claimed)
                || row.state == State::Closed
                || row.state == State::Expired && row.known_by == KnownBy::Staff,
            row: self.pending_row(row, &names, active),
        })
    }
}
