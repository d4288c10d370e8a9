//! The handle for tests and for the practice panel.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    faults::Fault,
    knobs::Knobs,
    records::OfferState,
    seen::{Diagnosis, SeenRequest},
    tenant::{Tenant, hold},
};

/// An offer as the tenant knows it. The API itself has no way to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferSeen {
    /// The offer's id.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// Where it stands, apart from its time.
    pub state: OfferState,
    /// When it ends.
    pub expires: Timestamp,
    /// The tenant's clock is past `expires`.
    pub expired: bool,
    /// Wrong transaction codes so far.
    pub wrong_tries: u8,
    /// The configurations it offers.
    pub configurations: Vec<Uuid>,
    /// Those of them that were issued.
    pub issued: Vec<Uuid>,
}

/// Turns knobs, plans faults, looks inside. A cheap handle; works after the tenant stopped too.
#[derive(Clone)]
pub struct Control {
    tenant: Arc<Tenant>,
}

impl Control {
    pub(crate) fn new(tenant: Arc<Tenant>) -> Self {
        Self { tenant }
    }

    /// Turns knobs for all later requests.
    pub fn set_knobs(&self, turn: impl FnOnce(&mut Knobs)) {
        turn(&mut self.tenant.records().knobs);
    }

    /// The knobs as they stand.
    pub fn knobs(&self) -> Knobs {
        self.tenant.records().knobs.clone()
    }

    /// Adds a fault. Of several that match a call, the one planned first acts.
    pub fn plan(&self, fault: Fault) {
        hold(&self.tenant.plan).add(fault);
    }

    /// Forgets all planned faults.
    pub fn clear_faults(&self) {
        hold(&self.tenant.plan).clear();
    }

    /// The last 512 requests, oldest first, when they are recorded.
    pub fn requests(&self) -> Vec<SeenRequest> {
        hold(&self.tenant.seen).requests()
    }

    /// Why wallets were refused, oldest first.
    pub fn diagnoses(&self) -> Vec<Diagnosis> {
        hold(&self.tenant.seen).diagnoses()
    }

    /// Forgets recorded requests and diagnoses.
    pub fn clear_requests(&self) {
        hold(&self.tenant.seen).clear();
    }

    /// Moves the tenant's clock forward, on top of the clock it was given.
    pub fn advance(&self, by: Duration) {
        self.tenant.advance(by);
    }

    /// The tenant's time.
    pub fn now(&self) -> Timestamp {
        self.tenant.now()
    }

    /// Every offer since the start, oldest first, deleted ones too.
    pub fn offers(&self) -> Vec<OfferSeen> {
        let now = self.tenant.now();
        let records = self.tenant.records();
        let seen = records.offers.iter().map(|offer| OfferSeen {
            id: offer.id,
            user_id: offer.user_id,
            state: offer.state,
            expires: offer.expires,
            expired: offer.expires <= now,
            wrong_tries: offer.wrong_tries,
            configurations: offer.configurations.clone(),
            issued: offer.issued.clone(),
        });
        seen.collect()
    }

    /// Makes every access token that was given out useless, as a tenant does when a client's
    /// secret is rotated.
    pub fn revoke_tokens(&self) {
        self.tenant.records().bearers.clear();
    }

    /// The id of a seeded configuration by its document type.
    pub fn configuration(&self, doctype: &str) -> Option<Uuid> {
        let records = self.tenant.records();
        let found = records
            .configurations
            .iter()
            .find(|configuration| configuration.doctype == doctype);
        found.map(|configuration| configuration.id)
    }

    /// The certificate of the practice issuing authority, DER: what a verifier has to trust.
    pub fn iaca_der(&self) -> Vec<u8> {
        self.tenant.records().authority.iaca_der().to_vec()
    }
}
