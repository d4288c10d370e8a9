//! What the checks have found so far, wiped when the review ends.

use jiff::Timestamp;
use mattr_vii::{OfferReply, Secret};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Asked, CheckContext, CheckedOffer, contents};
use crate::claims::wipe;

/// The only grant allowed (R4).
pub(super) const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/// A JSON object full of secrets.
pub(super) struct Members(Map<String, Value>);

impl Members {
    pub(super) fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Self(members)),
            mut other => {
                wipe(&mut other);
                None
            }
        }
    }

    pub(super) fn map(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl Drop for Members {
    fn drop(&mut self) {
        self.0.values_mut().for_each(wipe);
    }
}

/// One reply under review. Each check reads what earlier ones put here.
pub(super) struct Review<'a> {
    pub(super) received: &'a OfferReply,
    pub(super) asked: &'a Asked<'a>,
    pub(super) context: &'a CheckContext,
    /// The reply's JSON object (V1).
    pub(super) reply: Option<Members>,
    pub(super) offer_id: Option<Uuid>,
    pub(super) user_id: Option<Uuid>,
    /// The credential offer inside the URI (V5).
    pub(super) offer: Option<Members>,
    pub(super) legacy_ids_only: bool,
    pub(super) code: Option<Secret>,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) lifetime_shortened: bool,
}

impl<'a> Review<'a> {
    pub(super) fn new(
        received: &'a OfferReply,
        asked: &'a Asked<'a>,
        context: &'a CheckContext,
    ) -> Self {
        Self {
            received,
            asked,
            context,
            reply: None,
            offer_id: None,
            user_id: None,
            offer: None,
            legacy_ids_only: false,
            code: None,
            expires_at: None,
            lifetime_shortened: false,
        }
    }

    /// A member of the reply; `null` counts as absent.
    pub(super) fn member(&self, name: &str) -> Option<&Value> {
        self.reply
            .as_ref()?
            .map()
            .get(name)
            .filter(|value| !value.is_null())
    }

    /// The offer URI (V2).
    pub(super) fn uri(&self) -> Option<&str> {
        self.member("uri")?.as_str()
    }

    /// The credential offer (V5).
    pub(super) fn offer(&self) -> Option<&Map<String, Value>> {
        self.offer.as_ref().map(Members::map)
    }

    /// The pre-authorized grant (V8).
    pub(super) fn grant(&self) -> Option<&Map<String, Value>> {
        self.offer()?.get("grants")?.get(GRANT)?.as_object()
    }

    /// The grant's `tx_code`, if it is there and an object (V10).
    pub(super) fn tx_code(&self) -> Option<&Map<String, Value>> {
        self.grant()?.get("tx_code")?.as_object()
    }

    /// The pre-authorized code (V9).
    pub(super) fn pre_authorized_code(&self) -> Option<&str> {
        self.grant()?.get("pre-authorized_code")?.as_str()
    }

    /// What is left when every check holds.
    pub(super) fn into_offer(mut self) -> Option<CheckedOffer> {
        let code = self.code.take();
        // EXPOSE: only its length is looked at.
        let unusual_code = code
            .as_ref()
            .is_some_and(|code| !(4..=6).contains(&code.expose().len()));
        Some(CheckedOffer {
            offer_id: self.offer_id?,
            user_id: self.user_id,
            uri: Secret::new(self.uri()?.to_owned()),
            code,
            pre_authorized_code: Secret::new(self.pre_authorized_code()?.to_owned()),
            expires_at: self.expires_at,
            lifetime_shortened: self.lifetime_shortened,
            legacy_ids_only: self.legacy_ids_only,
            unusual_code,
            unknown_members: contents::unknown_members(&self),
        })
    }
}
