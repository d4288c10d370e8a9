//! What the desk keeps on record: the log of what happened, and lists as files (R132a).

use std::{
    collections::{HashMap, HashSet},
    io::{self, Write},
};

use jiff::Timestamp;
use mattr_vii::Moment;
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::{Desk, DeskError};
use crate::{
    activity::{self, ActivityEntry, ActivityPage, ActivityRequest},
    export::{ExportFormat, Exported, Table},
    journal::OfferRow,
    offer::view::{PendingFilter, PendingRequest},
    tenant::{Environment, PRACTICE_ID},
};

/// Rows read at a time for a file.
const PORTION: u32 = 200;

/// What a file of offers may hold. Nothing else gets in.
const OFFER_COLUMNS: &[&str] = &[
    "reference",
    "offer_id",
    "credentials",
    "desk",
    "workplace",
    "environment",
    "issued_at",
    "expires_at",
    "ended_at",
    "state",
    "how_known",
];

/// What a file of the log may hold.
const ACTIVITY_COLUMNS: &[&str] = &[
    "number",
    "at",
    "desk",
    "what",
    "how_known",
    "count",
    "reference",
    "credentials",
    "user_id",
    "environment",
];

/// Which offers go into a file, and how.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportOffersRequest {
    /// Which rows, as in the list.
    pub filter: PendingFilter,
    /// What was searched for.
    pub search: String,
    /// Only offers made from this preset.
    #[ts(type = "string | null")]
    pub preset_id: Option<Uuid>,
    /// Start of the local day, for `ended_today`.
    #[ts(type = "string")]
    pub day_start: Timestamp,
    /// How.
    pub format: ExportFormat,
}

/// Which entries of the log go into a file, and how.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportActivityRequest {
    /// Which entries; all its pages.
    pub activity: ActivityRequest,
    /// How.
    pub format: ExportFormat,
}

/// A workplace in a file.
struct Place {
    name: String,
    environment: &'static str,
}

impl Desk {
    /// One page of the log, newest first.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn list_activity(
        &self,
        mut request: ActivityRequest,
    ) -> Result<ActivityPage, DeskError> {
        request.limit = request.limit.clamp(1, activity::PAGE);
        Ok(self.journal().list_activity(&request).await?)
    }

    /// Adds what concerns the desk to the log. An entry that cannot be written changes nothing else.
    pub async fn log(&self, kind: &'static str, count: Option<usize>) {
        let (desk, at) = (self.desk_name(), Moment::now(self.clock()).wall);
        let count = count.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        if let Err(error) = self.journal().log(kind, desk, at, count).await {
            tracing::warn!(%error, "activity not written");
        }
    }

    /// Writes down that the list was printed, or the receipt of one offer.
    pub async fn printed(&self, receipt_of: Option<Uuid>) {
        match receipt_of {
            Some(intent) => {
                self.note(intent, "receipt_printed", serde_json::Value::Null)
                    .await
            }
            None => self.log("list_printed", None).await,
        }
    }

    /// Whether offers are made at the practice tenant now, so that a file's name can say so.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn is_practising(&self) -> Result<bool, DeskError> {
        Ok(self.active_tenant().await? == PRACTICE_ID)
    }

    /// Writes the list of offers, under its filter, into `out`.
    ///
    /// # Errors
    ///
    /// [`DeskError::File`] when `out` cannot be written.
    pub async fn export_offers(
        &self,
        request: ExportOffersRequest,
        out: impl Write + Send,
    ) -> Result<Exported, DeskError> {
        let places = self.places().await?;
        let mut table = Table::start(out, request.format, OFFER_COLUMNS).map_err(refused)?;
        let mut page = PendingRequest {
            filter: request.filter,
            search: request.search,
            preset_id: request.preset_id,
            after: None,
            limit: PORTION,
            day_start: request.day_start,
        };
        let mut rows = 0;
        // One that ends while this runs comes up again among the ended ones.
        let mut open = HashSet::new();
        loop {
            let found = self.journal().list(&page).await?;
            for row in found.rows {
                if row.state.is_open() || !open.contains(&row.intent_id) {
                    table.row(&offer_cells(&row, &places)).map_err(refused)?;
                    rows += 1;
                }
                if row.state.is_open() {
                    open.insert(row.intent_id);
                }
            }
            match found.next {
                Some(next) => page.after = Some(next),
                None => break,
            }
        }
        table.finish().map_err(refused)?;
        self.log("offers_exported", usize::try_from(rows).ok())
            .await;
        Ok(Exported {
            rows,
            missing: None,
        })
    }

    /// Writes the log, under its filter, into `out`, and looks through all of it for gaps.
    ///
    /// # Errors
    ///
    /// As [`Desk::export_offers`].
    pub async fn export_activity(
        &self,
        request: ExportActivityRequest,
        out: impl Write + Send,
    ) -> Result<Exported, DeskError> {
        let places = self.places().await?;
        let mut table = Table::start(out, request.format, ACTIVITY_COLUMNS).map_err(refused)?;
        let mut page = ActivityRequest {
            before: None,
            limit: PORTION,
            ..request.activity
        };
        let mut rows = 0;
        loop {
            let found = self.journal().list_activity(&page).await?;
            for entry in &found.entries {
                table.row(&entry_cells(entry, &places)).map_err(refused)?;
                rows += 1;
            }
            match found.next {
                Some(next) => page.before = Some(next),
                None => break,
            }
        }
        table.finish().map_err(refused)?;
        let missing = self.journal().missing_activity().await?;
        self.log("activity_exported", usize::try_from(rows).ok())
            .await;
        Ok(Exported {
            rows,
            missing: Some(missing),
        })
    }

    async fn places(&self) -> Result<HashMap<Uuid, Place>, DeskError> {
        let saved = self.journal().list_tenants().await?;
        let mut places: HashMap<_, _> = self
            .tenant_names()
            .await?
            .into_iter()
            .map(|(id, name)| {
                (
                    id,
                    Place {
                        name,
                        environment: "Practice",
                    },
                )
            })
            .collect();
        for tenant in saved {
            if let Some(place) = places.get_mut(&tenant.id) {
                place.environment = word_of(tenant.environment);
            }
        }
        Ok(places)
    }
}

const fn word_of(environment: Environment) -> &'static str {
    match environment {
        Environment::Practice => "Practice",
        Environment::Test => "Test",
        Environment::Production => "Production",
    }
}

fn refused(error: io::Error) -> DeskError {
    DeskError::File(error.kind())
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// In the order of [`OFFER_COLUMNS`].
fn offer_cells(row: &OfferRow, places: &HashMap<Uuid, Place>) -> Vec<String> {
    let place = places.get(&row.tenant_id);
    vec![
        row.reference.clone(),
        text(row.offer_id),
        row.credentials.join("; "),
        row.desk.clone(),
        text(place.map(|place| &place.name)),
        text(place.map(|place| place.environment)),
        row.issued.wall.to_string(),
        text(row.expires_at),
        text(row.ended_at),
        row.state.as_str().to_owned(),
        row.known_by.as_str().to_owned(),
    ]
}

/// In the order of [`ACTIVITY_COLUMNS`].
fn entry_cells(entry: &ActivityEntry, places: &HashMap<Uuid, Place>) -> Vec<String> {
    let place = entry.tenant_id.and_then(|id| places.get(&id));
    vec![
        entry.number.to_string(),
        entry.at.to_string(),
        entry.desk.clone(),
        entry.what.clone(),
        entry.source.as_str().to_owned(),
        text(entry.count),
        entry.reference.clone().unwrap_or_default(),
        entry.credentials.join("; "),
        text(entry.user_id),
        text(place.map(|place| place.environment)),
    ]
}
