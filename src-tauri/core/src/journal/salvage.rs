//! What can be carried over from a damaged journal that was put aside: workplaces, presets and
//! settings. Offers are not: a row that may be wrong is worse than none (R108).

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use url::Url;
use uuid::Uuid;

use super::{JournalError, presets, settings, tenants};
use crate::{
    preset::Preset,
    tenant::{PRACTICE_ID, TenantSettings},
};

/// Settings that mean the same in another database.
const CARRIED: [&str; 3] = [
    settings::DESK,
    settings::ACTIVE_TENANT,
    settings::HOLDER_DISPLAYS,
];

/// What could be read.
#[derive(Default)]
struct Found {
    tenants: Vec<TenantSettings>,
    presets: Vec<(Uuid, Vec<Preset>)>,
    settings: Vec<(&'static str, Vec<u8>)>,
}

/// Carries over what can be read of the database at `damaged`, which stays as it is.
pub(super) fn carry_over(damaged: &Path, into: &mut Connection) {
    let Some(found) = read(damaged) else { return };
    let (tenants, presets) = (found.tenants.len(), found.presets.len());
    match write(found, into) {
        Ok(()) => tracing::warn!(tenants, presets, "carried over from the damaged journal"),
        Err(error) => tracing::warn!(%error, "nothing carried over from the damaged journal"),
    }
}

fn read(damaged: &Path) -> Option<Found> {
    let mut url = Url::from_file_path(damaged).ok()?;
    // Neither locked nor changed, also not by its own write-ahead log.
    url.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(url.as_str(), flags).ok()?;
    connection
        .pragma_update(None, "trusted_schema", false)
        .ok()?;
    let tenants = tenants::list(&connection).unwrap_or_default();
    let places = tenants.iter().map(|tenant| tenant.id);
    Some(Found {
        presets: places
            .chain([PRACTICE_ID])
            .filter_map(|id| Some((id, presets::list(&connection, id).ok()?)))
            .filter(|(_, presets)| !presets.is_empty())
            .collect(),
        settings: CARRIED
            .into_iter()
            .filter_map(|name| Some((name, settings::load(&connection, name).ok()??)))
            .collect(),
        tenants,
    })
}

fn write(found: Found, into: &mut Connection) -> Result<(), JournalError> {
    for tenant in &found.tenants {
        tenants::save(into, tenant)?;
    }
    for (tenant, list) in &found.presets {
        presets::replace(into, *tenant, list)?;
    }
    for (name, value) in &found.settings {
        settings::save(into, name, value)?;
    }
    Ok(())
}
