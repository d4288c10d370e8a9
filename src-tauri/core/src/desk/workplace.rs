//! The tenant that offers are made at, and the ones that older offers were made at.

use std::{collections::HashMap, sync::Arc};

use mattr_vii::{Client, Connection, Ports, Secret};
use uuid::Uuid;

use super::{Desk, DeskError};
use crate::{
    offer::{
        checks::{Asked, CheckContext},
        details::Details,
    },
    session::Keys,
    tenant::{LinkPrefix, PRACTICE_ID, TenantSettings},
};

/// The embedded practice tenant, as the shell started it.
pub struct Practice {
    /// Its addresses on loopback; they change with every start.
    pub connection: Connection,
    /// Its client secret; not worth protecting, and never stored.
    pub client_secret: Secret,
    /// Its credential issuer.
    pub issuer: String,
}

/// A tenant with the client that talks to it.
#[derive(Clone)]
pub struct Workplace {
    /// Its settings.
    pub settings: Arc<TenantSettings>,
    /// The client, signed in on first use.
    pub client: Client,
}

/// Workplaces opened in this run.
#[derive(Default)]
pub(super) struct Workplaces {
    opened: HashMap<Uuid, Workplace>,
    /// How often settings or secrets changed.
    changes: u64,
}

impl Workplace {
    /// What the reply to a create must match.
    pub(crate) fn asked<'a>(
        &self,
        intent: Uuid,
        ids: &'a [Uuid],
        details: &'a Details,
    ) -> Asked<'a> {
        Asked {
            intent_id: intent,
            tenant_id: self.settings.id,
            configuration_ids: ids,
            user_id: details.user_id,
            code_asked: details.code_description.is_some(),
            description: details.code_description.as_deref(),
            lifetime: details.lifetime,
            claims: &details.claims,
        }
    }
}

impl Desk {
    /// The active workplace, ready to talk.
    pub(crate) async fn workplace(&self) -> Result<Workplace, DeskError> {
        let id = self.active_tenant().await?;
        self.open_workplace(id).await
    }

    /// The active workplace with a pinned issuer. One that was never checked is checked now:
    /// without the pin every offer would fail check 6 after it was made.
    pub(crate) async fn checked_workplace(&self) -> Result<Workplace, DeskError> {
        let workplace = self.workplace().await?;
        if workplace.settings.issuer.is_some() {
            return Ok(workplace);
        }
        self.observe(workplace.client.sign_in().await)?;
        self.check_connection(workplace.settings.id, |_| {}).await?;
        let workplace = self.workplace().await?;
        match workplace.settings.issuer {
            Some(_) => Ok(workplace),
            None => Err(DeskError::NotChecked),
        }
    }

    pub(crate) async fn active_tenant(&self) -> Result<Uuid, DeskError> {
        let active = self.journal().load_active_tenant().await?;
        Ok(active.unwrap_or(PRACTICE_ID))
    }

    /// The workplace that an offer was made at, active or not.
    pub(crate) async fn workplace_of(&self, intent: Uuid) -> Result<Workplace, DeskError> {
        let tenant = self
            .tickets()
            .get(intent)
            .map(|ticket| ticket.row.tenant_id)
            .ok_or(DeskError::NotFound)?;
        self.open_workplace(tenant).await
    }

    pub(super) async fn open_workplace(&self, id: Uuid) -> Result<Workplace, DeskError> {
        loop {
            let changes = {
                let workplaces = self.0.workplaces.read().await;
                if let Some(workplace) = workplaces.opened.get(&id) {
                    return Ok(workplace.clone());
                }
                workplaces.changes
            };
            let workplace = if id == PRACTICE_ID {
                self.practice_workplace()?
            } else {
                self.real_workplace(id).await?
            };
            let mut workplaces = self.0.workplaces.write().await;
            // Settings that changed while they were read would stay in use until the next start,
            // and the new secret go to the old address (R62).
            if workplaces.changes == changes {
                return Ok(workplaces.opened.entry(id).or_insert(workplace).clone());
            }
        }
    }

    /// Forgets the client of a tenant whose settings or secret changed.
    pub(super) async fn reopen_later(&self, id: Uuid) {
        let mut workplaces = self.0.workplaces.write().await;
        workplaces.changes += 1;
        workplaces.opened.remove(&id);
    }

    fn practice_workplace(&self) -> Result<Workplace, DeskError> {
        let practice = &self.0.practice;
        let keys = Keys::practice(practice.client_secret.duplicate());
        Ok(Workplace {
            client: self.client(practice.connection.clone(), keys)?,
            settings: Arc::new(TenantSettings::practice(
                &practice.connection,
                practice.issuer.clone(),
            )),
        })
    }

    async fn real_workplace(&self, id: Uuid) -> Result<Workplace, DeskError> {
        let settings = self
            .journal()
            .load_tenant(id)
            .await?
            .ok_or(DeskError::NotFound)?;
        let connection = settings.connection().map_err(|_| DeskError::NotFound)?;
        let keys = Keys::of(self.0.ports.secrets.clone(), &settings);
        Ok(Workplace {
            client: self.client(connection, keys)?,
            settings: Arc::new(settings),
        })
    }

    fn client(&self, connection: Connection, keys: Keys) -> Result<Client, DeskError> {
        let ports = Ports {
            clock: self.0.ports.clock.clone(),
            chance: self.0.ports.chance.clone(),
            credentials: Arc::new(keys),
        };
        Ok(self.0.machine.network.client(connection, ports)?)
    }

    /// What the reply checks compare against.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub(crate) async fn check_context(
        &self,
        workplace: &Workplace,
    ) -> Result<CheckContext, DeskError> {
        let offset = workplace.client.server_offset();
        let wall = self.clock().wall();
        let server_now = offset
            .and_then(|offset| wall.checked_add(offset.server_minus_wall).ok())
            .unwrap_or(wall);
        Ok(CheckContext {
            tenant_id: self.active_tenant().await?,
            issuer: workplace.settings.issuer.clone(),
            authorization_servers: workplace.settings.authorization_servers.clone(),
            link_prefix: workplace.settings.link_prefix.clone(),
            loopback_issuer: workplace.settings.id == PRACTICE_ID,
            server_now,
        })
    }

    /// The wallet link prefix of the tenant an offer was made at.
    pub(crate) async fn link_prefix(&self, intent: Uuid) -> Option<LinkPrefix> {
        let workplace = self.workplace_of(intent).await.ok()?;
        workplace.settings.link_prefix.clone()
    }
}
