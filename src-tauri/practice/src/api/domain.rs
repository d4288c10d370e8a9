//! `GET /v1/config/domain` (`mattr-vii.md` 3).

use serde_json::json;

use crate::{
    answer::{Answer, ok},
    knobs::Role,
    tenant::Call,
};

const READERS: [Role; 4] = [Role::Admin, Role::Issuer, Role::Verifier, Role::DtsProvider];

pub(crate) fn fetch(call: &Call) -> Answer {
    let records = call.tenant.records();
    call.caller(&records, &READERS)?;
    ok(&json!({
        "name": crate::seeds::ISSUER_NAME, "domain": "practice.invalid",
        "verificationToken": "practice-only", "isVerified": true,
        "verifiedAt": "2026-01-01T00:00:00.000Z",
    }))
}
