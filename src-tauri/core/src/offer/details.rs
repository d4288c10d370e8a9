//! What an offer was made from. Held in memory only, until the card closes (R129).

use std::{sync::Arc, time::Duration};

use mattr_vii::{
    Configuration, InputMode, PreAuthorizedOfferRequest, TransactionCodeConfiguration,
};
use uuid::Uuid;

use super::view::SummaryLine;
use crate::{
    claims::{ClaimValues, Form},
    foreign::credential_name,
};

/// Everything needed to make the same offer again: "New offer, same details".
pub(crate) struct Details {
    pub(crate) configurations: Vec<Configuration>,
    pub(crate) user_id: Option<Uuid>,
    /// The person as typed or accepted on the form in this run (F6).
    pub(crate) person: Option<String>,
    pub(crate) form: Form,
    pub(crate) summary: Vec<SummaryLine>,
    pub(crate) claims: ClaimValues,
    pub(crate) lifetime: Duration,
    /// The hint beside the wallet's code entry; `None` asks for no code.
    pub(crate) code_description: Option<String>,
    pub(crate) keep: Vec<String>,
    /// The preset it was made from: id and name.
    pub(crate) preset: Option<(Uuid, String)>,
    /// Language of the holder window, BCP 47.
    pub(crate) language: String,
}

impl Details {
    /// Ids of the offered configurations, in the order chosen.
    pub(crate) fn configuration_ids(&self) -> Vec<Uuid> {
        self.configurations.iter().map(|one| one.id).collect()
    }

    /// Display names of the offered configurations, in the order chosen.
    pub(crate) fn configuration_names(&self) -> Vec<String> {
        self.configurations.iter().map(credential_name).collect()
    }

    /// The create request of mattr-vii.md 4.1.
    pub(crate) fn request(&self) -> PreAuthorizedOfferRequest {
        PreAuthorizedOfferRequest {
            credentials: self.configuration_ids(),
            user_id: self.user_id,
            transaction_code_configuration: self.code_description.as_ref().map(|description| {
                TransactionCodeConfiguration {
                    input_mode: InputMode::Numeric,
                    description: Some(description.clone()).filter(|text| !text.is_empty()),
                }
            }),
            // EXPOSE: the create request is what the claims were typed for.
            claims: self.claims.expose().clone(),
            claims_to_persist: self.keep.clone(),
            expires_in: Some(self.lifetime),
        }
    }
}

pub(crate) type SharedDetails = Arc<Details>;
