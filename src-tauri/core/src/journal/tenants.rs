//! Saved tenants. The practice tenant is built in and has no row; no secret has a column.

use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::{Journal, JournalError, columns};
use crate::tenant::{Environment, LinkPrefix, PinnedIssuer, TenantSettings};

pub(super) const MAKE: &str = "
CREATE TABLE tenant (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    environment  TEXT NOT NULL CHECK (environment IN ('test', 'production')),
    tenant_url   TEXT NOT NULL,
    auth_url     TEXT NOT NULL,
    audience     TEXT NOT NULL,
    client_id    TEXT NOT NULL,
    issuer       TEXT,
    authorization_servers TEXT NOT NULL CHECK (json_valid(authorization_servers)),
    link_prefix  TEXT,
    person_claim TEXT NOT NULL,
    policy       TEXT NOT NULL CHECK (json_valid(policy))
) STRICT;
";

impl Journal {
    /// Saved tenants in the order they were added; the practice tenant is not among them.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn list_tenants(&self) -> Result<Vec<TenantSettings>, JournalError> {
        self.reader.run(|c| list(c)).await
    }

    /// One saved tenant.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn load_tenant(&self, id: Uuid) -> Result<Option<TenantSettings>, JournalError> {
        self.reader.run(move |c| load(c, id)).await
    }

    /// Adds or changes a tenant.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written, and for the practice tenant, which is never stored.
    pub async fn save_tenant(&self, tenant: &TenantSettings) -> Result<(), JournalError> {
        let tenant = tenant.clone();
        self.writer.run(move |c| save(c, &tenant)).await
    }

    /// Pins what a good connection check found (R3); false if there is no such tenant.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn pin_issuer(&self, id: Uuid, pinned: &PinnedIssuer) -> Result<bool, JournalError> {
        let pinned = pinned.clone();
        self.writer.run(move |c| pin(c, id, &pinned)).await
    }

    /// Forgets a tenant; its offers stay. False if there was none.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn remove_tenant(&self, id: Uuid) -> Result<bool, JournalError> {
        self.writer.run(move |c| remove(c, id)).await
    }
}

/// Adds or changes one.
pub(super) fn save(connection: &Connection, tenant: &TenantSettings) -> Result<(), JournalError> {
    let policy = columns::to_json(&tenant.policy, "policy")?;
    let servers = columns::to_json(&tenant.authorization_servers, "authorization_servers")?;
    connection
        .prepare_cached(
            "INSERT INTO tenant (id, name, environment, tenant_url, auth_url, audience, client_id,
                                 issuer, authorization_servers, link_prefix, person_claim, policy)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, environment = excluded.environment,
                 tenant_url = excluded.tenant_url, auth_url = excluded.auth_url,
                 audience = excluded.audience, client_id = excluded.client_id,
                 issuer = excluded.issuer,
                 authorization_servers = excluded.authorization_servers, link_prefix = excluded.link_prefix,
                 person_claim = excluded.person_claim, policy = excluded.policy",
        )?
        .execute((
            tenant.id.to_string(),
            &tenant.name,
            environment_name(tenant.environment),
            &tenant.tenant_url,
            &tenant.auth_url,
            &tenant.audience,
            &tenant.client_id,
            &tenant.issuer,
            servers,
            tenant.link_prefix.as_ref().map(LinkPrefix::as_str),
            &tenant.person_claim,
            policy,
        ))?;
    Ok(())
}

/// All, in the order they were added.
pub(super) fn list(connection: &Connection) -> Result<Vec<TenantSettings>, JournalError> {
    connection
        .prepare_cached("SELECT * FROM tenant ORDER BY position")?
        .query_and_then([], read)?
        .collect()
}

/// One.
fn load(connection: &Connection, id: Uuid) -> Result<Option<TenantSettings>, JournalError> {
    connection
        .prepare_cached("SELECT * FROM tenant WHERE id = ?1")?
        .query_and_then([id.to_string()], read)?
        .next()
        .transpose()
}

/// Writes down the issuer that a connection check found.
fn pin(connection: &Connection, id: Uuid, pinned: &PinnedIssuer) -> Result<bool, JournalError> {
    let servers = columns::to_json(&pinned.authorization_servers, "authorization_servers")?;
    let changed = connection
        .prepare_cached("UPDATE tenant SET issuer = ?2, authorization_servers = ?3 WHERE id = ?1")?
        .execute((id.to_string(), &pinned.issuer, servers))?;
    Ok(changed > 0)
}

/// Forgets one; its offers stay. False if there was none.
fn remove(connection: &Connection, id: Uuid) -> Result<bool, JournalError> {
    let removed = connection
        .prepare_cached("DELETE FROM tenant WHERE id = ?1")?
        .execute([id.to_string()])?;
    Ok(removed > 0)
}

fn read(row: &Row<'_>) -> Result<TenantSettings, JournalError> {
    let environment: String = row.get("environment")?;
    Ok(TenantSettings {
        id: columns::uuid(row, "id")?,
        name: row.get("name")?,
        environment: match environment.as_str() {
            "test" => Environment::Test,
            "production" => Environment::Production,
            _ => {
                return Err(JournalError::BadValue {
                    column: "environment",
                });
            }
        },
        tenant_url: row.get("tenant_url")?,
        auth_url: row.get("auth_url")?,
        audience: row.get("audience")?,
        client_id: row.get("client_id")?,
        issuer: row.get("issuer")?,
        authorization_servers: columns::json(row, "authorization_servers")?,
        link_prefix: read_prefix(row)?,
        person_claim: row.get("person_claim")?,
        policy: columns::json(row, "policy")?,
    })
}

fn read_prefix(row: &Row<'_>) -> Result<Option<LinkPrefix>, JournalError> {
    let saved: Option<String> = row.get("link_prefix")?;
    saved
        .map(|text| {
            LinkPrefix::new(&text).map_err(|_| JournalError::BadValue {
                column: "link_prefix",
            })
        })
        .transpose()
}

/// The practice tenant has none, so the table refuses it.
fn environment_name(environment: Environment) -> &'static str {
    match environment {
        Environment::Practice => "practice",
        Environment::Test => "test",
        Environment::Production => "production",
    }
}
