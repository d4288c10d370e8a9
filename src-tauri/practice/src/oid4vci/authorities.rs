//! The list of issuing authorities that `mdoc_iacas_uri` names.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::{
    answer::{Answer, ok},
    tenant::Call,
};

pub(crate) fn list(call: &Call) -> Answer {
    let records = call.tenant.records();
    ok(&json!({"iacas": [{"certificate": STANDARD.encode(records.authority.iaca_der())}]}))
}
