//! The Workplaces screen: saved tenants, their secrets, the connection check, switching.

use std::collections::HashMap;

use mattr_vii::Secret;
use uuid::Uuid;

use super::{Desk, DeskError, JournalHealth, LeftLive, save_tenant::save_tenant};
use crate::{
    session::{
        self, Key, KeyKind,
        view::{
            CheckResult, ConnectionState, KeyringState, SecretState, TenantRequest, TenantView,
        },
    },
    settings::Settings,
    tenant::{PRACTICE_ID, TenantSettings},
};

/// What the frame of the window shows.
pub struct DeskStatus {
    /// The active tenant.
    pub tenant: TenantView,
    /// Whether the service answered last time.
    pub connection: ConnectionState,
    /// The keyring.
    pub keyring: KeyringState,
    /// Offers that were live when the program ended last time and still are.
    pub left_live: Vec<LeftLive>,
    /// What became of the journal's file.
    pub journal: JournalHealth,
    /// The settings of this desk.
    pub settings: Settings,
    /// Seconds the wall clock is ahead of the service's; `None` up to 30 s.
    pub clock_skew_seconds: Option<i64>,
}

/// A difference that people should know of (R99).
const NOTABLE_SKEW_SECONDS: i64 = 30;

impl Desk {
    /// What the frame of the window shows.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn status(&self) -> Result<DeskStatus, DeskError> {
        let workplace = self.workplace().await?;
        let active = workplace.settings.id;
        let skew = workplace
            .client
            .server_offset()
            .map(|offset| -offset.server_minus_wall.as_secs())
            .filter(|seconds| seconds.abs() > NOTABLE_SKEW_SECONDS);
        let tenant = self.tenant_view(&workplace.settings, active);
        let connection = match tenant.secret {
            SecretState::Missing => ConnectionState::NeedsSecret,
            _ => self.connection(),
        };
        Ok(DeskStatus {
            tenant,
            connection,
            keyring: self.keyring_state(),
            left_live: self.left_live(),
            journal: self.journal_health(),
            settings: self.settings(),
            clock_skew_seconds: skew,
        })
    }

    /// Saved tenants, practice first.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn list_tenants(&self) -> Result<Vec<TenantView>, DeskError> {
        let active = self.active_tenant().await?;
        let practice = self.open_workplace(PRACTICE_ID).await?;
        if self.keyring_state() == KeyringState::Asking {
            self.ask_keyring();
        }
        let mut views = vec![self.tenant_view(&practice.settings, active)];
        for settings in self.journal().list_tenants().await? {
            views.push(self.tenant_view(&settings, active));
        }
        Ok(views)
    }

    /// Saves the tenant form.
    ///
    /// # Errors
    ///
    /// [`DeskError::InvalidTenant`] with every problem; nothing is changed then.
    pub async fn save_tenant(&self, request: TenantRequest) -> Result<TenantView, DeskError> {
        let saved = save_tenant(self.journal(), &self.0.ports.secrets, request, || {
            self.new_intent()
        })
        .await?;
        self.reopen_later(saved.id).await;
        self.look_for_secret(&saved).await;
        self.log("workplace_saved", None).await;
        let active = self.active_tenant().await?;
        self.audience().status_changed();
        Ok(self.tenant_view(&saved, active))
    }

    /// Enters a client secret: into the keyring if there is one, else for this run only.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotFound`] for the practice tenant or an unknown one.
    pub async fn enter_secret(&self, id: Uuid, secret: Secret) -> Result<TenantView, DeskError> {
        let settings = self
            .journal()
            .load_tenant(id)
            .await?
            .ok_or(DeskError::NotFound)?;
        self.0
            .ports
            .secrets
            .set(&Key::of(&settings, KeyKind::ClientSecret), &secret)
            .await?;
        self.reopen_later(id).await;
        self.look_for_secret(&settings).await;
        self.log("secret_entered", None).await;
        self.set_connection(ConnectionState::NotTried);
        let active = self.active_tenant().await?;
        self.audience().status_changed();
        Ok(self.tenant_view(&settings, active))
    }

    /// Runs the connection check step by step; a good one pins the issuer (R3).
    ///
    /// # Errors
    ///
    /// [`DeskError::NotFound`] for an unknown tenant; a failing step is a result, not an error.
    pub async fn check_connection(
        &self,
        id: Uuid,
        on_step: impl FnMut(&CheckResult) + Send,
    ) -> Result<Vec<CheckResult>, DeskError> {
        let workplace = self.open_workplace(id).await?;
        let report =
            session::check_connection(&workplace.client, &workplace.settings, on_step).await;
        if let Some(pinned) = report.pinned.filter(|_| id != PRACTICE_ID) {
            self.journal().pin_issuer(id, &pinned).await?;
            self.reopen_later(id).await;
        }
        self.audience().status_changed();
        Ok(report.steps)
    }

    /// Makes offers at another tenant from now on.
    ///
    /// # Errors
    ///
    /// [`DeskError::OfferLive`] while an offer of this run can still be redeemed.
    pub async fn switch_tenant(&self, id: Uuid) -> Result<(), DeskError> {
        if self.tickets().any_live() {
            return Err(DeskError::OfferLive);
        }
        self.open_workplace(id).await?;
        if id != self.active_tenant().await? {
            self.log("workplace_switched", None).await;
        }
        self.tickets().clear();
        self.journal().save_active_tenant(id).await?;
        self.reset_holder().await;
        if id != PRACTICE_ID {
            self.ask_keyring();
        }
        self.set_connection(ConnectionState::NotTried);
        self.audience().status_changed();
        Ok(())
    }

    /// Forgets a tenant with its secret and token. The journal keeps its offers.
    ///
    /// # Errors
    ///
    /// [`DeskError::OfferLive`] while an offer is live; [`DeskError::NotFound`] for practice.
    pub async fn remove_tenant(&self, id: Uuid) -> Result<Vec<TenantView>, DeskError> {
        if self.tickets().any_live() {
            return Err(DeskError::OfferLive);
        }
        let settings = self
            .journal()
            .load_tenant(id)
            .await?
            .ok_or(DeskError::NotFound)?;
        for kind in [KeyKind::ClientSecret, KeyKind::AccessToken] {
            self.0
                .ports
                .secrets
                .delete(&Key::of(&settings, kind))
                .await?;
        }
        self.journal().remove_tenant(id).await?;
        self.log("workplace_removed", None).await;
        self.reopen_later(id).await;
        self.audience().status_changed();
        self.list_tenants().await
    }

    /// Names of all tenants, for rows of offers made at any of them.
    pub(crate) async fn tenant_names(&self) -> Result<HashMap<Uuid, String>, DeskError> {
        let saved = self.journal().list_tenants().await?;
        let practice = self.open_workplace(PRACTICE_ID).await?;
        let mut names = HashMap::from([(PRACTICE_ID, practice.settings.name.clone())]);
        names.extend(saved.into_iter().map(|tenant| (tenant.id, tenant.name)));
        Ok(names)
    }

    fn tenant_view(&self, settings: &TenantSettings, active: Uuid) -> TenantView {
        TenantView::of(
            settings,
            active == settings.id,
            self.secret_state(settings.id),
        )
    }
}
