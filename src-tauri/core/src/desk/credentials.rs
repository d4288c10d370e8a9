//! Credential configurations of the active tenant, through the disposable cache.

use jiff::SignedDuration;
use mattr_vii::Configuration;
use uuid::Uuid;

use super::{Desk, DeskError, Workplace};
use crate::journal::Cached;

/// How long a cached list is used without asking again.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

impl Desk {
    /// Every mDoc configuration of the active tenant.
    ///
    /// A fresh copy is used unless `refresh`; a stale one when the service cannot be reached.
    ///
    /// # Errors
    ///
    /// When the service cannot be asked and there is no copy.
    pub async fn list_credentials(&self, refresh: bool) -> Result<Vec<Configuration>, DeskError> {
        let workplace = self.workplace().await?;
        self.all_configurations(&workplace, refresh).await
    }

    /// The configurations with these ids, in this order.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotFound`] when one of them does not exist at the tenant.
    pub(super) async fn configurations(
        &self,
        workplace: &Workplace,
        ids: &[Uuid],
    ) -> Result<Vec<Configuration>, DeskError> {
        let known = self.all_configurations(workplace, false).await?;
        if let Some(chosen) = pick(&known, ids) {
            return Ok(chosen);
        }
        let known = self.all_configurations(workplace, true).await?;
        pick(&known, ids).ok_or(DeskError::NotFound)
    }

    async fn all_configurations(
        &self,
        workplace: &Workplace,
        refresh: bool,
    ) -> Result<Vec<Configuration>, DeskError> {
        let tenant = workplace.settings.id;
        let cached: Option<Cached<Vec<Configuration>>> = self.cache().load(tenant).await;
        let now = self.clock().wall();
        let fresh = cached.as_ref().filter(|cached| {
            !refresh && !cached.stale && now.duration_since(cached.fetched_at) < FRESH
        });
        if let Some(cached) = fresh {
            return Ok(cached.value.clone());
        }
        match self.observe(workplace.client.list_configurations().await) {
            Ok(list) => {
                self.cache().save(tenant, &list).await;
                Ok(list)
            }
            Err(error) => match cached {
                Some(cached) if !refresh => Ok(cached.value),
                _ => Err(error),
            },
        }
    }
}

fn pick(known: &[Configuration], ids: &[Uuid]) -> Option<Vec<Configuration>> {
    ids.iter()
        .map(|id| known.iter().find(|one| one.id == *id).cloned())
        .collect()
}
