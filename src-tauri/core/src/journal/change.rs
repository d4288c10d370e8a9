//! What the engine tells the journal.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    clock::Moment,
    offer::{KnownBy, State},
};

/// One press of Issue, before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIntent {
    /// Made by [`crate::chance::new_id`] for this press (R83).
    pub intent_id: Uuid,
    /// The tenant it is made at.
    pub tenant_id: Uuid,
    /// The credential configurations offered together, in the order asked.
    pub configuration_ids: Vec<Uuid>,
    /// Their display names, in the same order.
    pub credentials: Vec<String>,
    /// Whether a transaction code is asked for.
    pub has_code: bool,
    /// Asked lifetime in whole seconds, 1 to 600.
    pub lifetime_s: u32,
    /// The user it is for, if there is one already.
    pub user_id: Option<Uuid>,
    /// The intent that this one replaces.
    pub replaces: Option<Uuid>,
    /// The name of this desk.
    pub desk: String,
    /// An opaque id of the member of staff; never a name.
    pub staff: Option<String>,
    /// The preset it was made from: id and name.
    pub preset: Option<(Uuid, String)>,
    /// When Issue was pressed.
    pub at: Moment,
}

/// A step from one state to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The new state.
    pub to: State,
    /// How it is known.
    pub known_by: KnownBy,
    /// When.
    pub at: Moment,
    /// What was learned with it.
    pub facts: Facts,
}

impl Change {
    /// A step with nothing else to write down.
    pub fn to(to: State, known_by: KnownBy, at: Moment) -> Self {
        Self {
            to,
            known_by,
            at,
            facts: Facts::default(),
        }
    }
}

/// What can be learned about an offer. Absent means "as before".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The offer's id at the tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_id: Option<Uuid>,
    /// The user's id at the tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Uuid>,
    /// Whether the tenant made that user for this offer (R130).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_made_by_offer: Option<bool>,
    /// When it ends by the tenant's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Whether that end is our own estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_is_estimate: Option<bool>,
    /// When it ends by this computer's boot clock; means something in this boot only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_boot: Option<Duration>,
    /// The tenant's clock minus this computer's wall clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_offset: Option<SignedDuration>,
    /// The number of the reply check that failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_check: Option<u8>,
    /// The tenant's error code; characters that no code has are dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal_code: Option<String>,
    /// The tenant's id of the request; characters that no id has are dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Ids of the credentials that are in a wallet, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_credential_ids: Option<Vec<Uuid>>,
    /// Their configurations, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_configuration_ids: Option<Vec<Uuid>>,
    /// Keyed hash of the pre-authorized code (R21). Kept in the row, never in an event, so that
    /// it reaches no ledger.
    #[serde(skip)]
    pub code_hash: Option<CodeHash>,
}

impl Facts {
    /// The same without characters that codes and ids do not have.
    pub(super) fn tidied(mut self) -> Self {
        for text in [&mut self.refusal_code, &mut self.request_id]
            .into_iter()
            .flatten()
        {
            *text = text
                .chars()
                .filter(|c| is_code_char(*c))
                .take(LONGEST_CODE)
                .collect();
        }
        self
    }
}

/// HMAC-SHA256 of a pre-authorized code under a key that only this database has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CodeHash(pub(super) [u8; 32]);

impl std::fmt::Debug for CodeHash {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("CodeHash(..)")
    }
}

/// As long as a uuid with some room.
const LONGEST_CODE: usize = 64;

fn is_code_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

/// May `detail` be written down? Only an object of numbers, booleans and short codes: no URI,
/// sentence, name or nested reply fits.
pub(super) fn may_be_written(detail: &Value) -> bool {
    let Value::Object(members) = detail else {
        return detail.is_null();
    };
    members.values().all(|value| match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => text.len() <= 40 && text.chars().all(is_code_char),
        Value::Array(_) | Value::Object(_) => false,
    })
}

/// May an event without a change of state have this kind? Lower case words, no state's name.
pub(super) fn is_note_kind(kind: &str) -> bool {
    !kind.is_empty()
        && kind.len() <= 32
        && kind
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && State::parse(kind).is_none()
        && kind != super::events::LEARNED
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_detail_with_a_link_a_sentence_or_a_nested_reply_is_refused() {
        for detail in [
            json!({"uri": "openid-credential-offer://?credential_offer=%7B%7D"}),
            json!({"name": "Hemi Rawiri"}),
            json!({"reply": {"status": 200}}),
            json!({"code": "x".repeat(41)}),
            json!("text"),
        ] {
            assert!(!may_be_written(&detail), "{detail}");
        }
        assert!(may_be_written(
            &json!({"face": "qr", "status": 404, "late": true, "was": null})
        ));
        assert!(may_be_written(&Value::Null));
    }

    #[test]
    fn a_note_may_not_pose_as_a_change_of_state() {
        assert!(is_note_kind("check_failed_18"));
        for kind in [
            "",
            "claimed",
            "learned",
            "Code shown",
            "a_kind_that_is_far_too_long_to_be_one",
        ] {
            assert!(!is_note_kind(kind), "{kind}");
        }
    }

    #[test]
    fn text_from_the_tenant_is_cut_down_to_what_a_code_has() {
        let facts = Facts {
            refusal_code: Some("Bad Request: H\u{113}mi <b>".to_owned()),
            request_id: Some("a".repeat(100)),
            ..Facts::default()
        };
        let facts = facts.tidied();
        assert_eq!(facts.refusal_code.as_deref(), Some("BadRequest:Hmib"));
        assert_eq!(facts.request_id.map(|id| id.len()), Some(64));
    }
}
