//! `POST /v1/openid/credential`: claims are read, the credential is signed and remembered
//! (`mattr-vii.md` 9; failures: G12, G13, G19).

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{credential_reply::credential_reply, proof};
use crate::{
    answer::{Answer, Refusal, oauth},
    guesses::CLAIM_MISSING,
    mdoc::{
        ClaimFault, DeviceKey, Issued, Issuing, NameSpaces, Validity, read_elements, read_validity,
    },
    records::{Configuration, Holder, IssuedCredential, Offer, OfferState, Records},
    seeds,
    seen::Diagnosis,
    tenant::{Call, hold, uuid},
};

const MOST_PROOFS: usize = 10;
const BAD_REQUEST: StatusCode = StatusCode::BAD_REQUEST;

pub(crate) fn issue(call: &Call) -> Answer {
    let mut records = call.tenant.records();
    let offer_id = wallet_offer(call, &records)?;
    let body = call.object().map_err(|_| {
        oauth(
            (BAD_REQUEST, "invalid_credential_request"),
            "Malformed JSON",
        )
    })?;
    let offer = records.offers.get(offer_id).ok_or_else(invalid_token)?;
    let user_id = offer.user_id;
    let configuration = chosen(&records, offer, &body)?.clone();
    let by = (call.request_id.as_str(), None);
    let start = json!({"format": "mso_mdoc", "isRequestEncrypted": false, "type": configuration.doctype, "userId": user_id});
    records.note(call.now, "OPENID_CREDENTIAL_START", by, start);
    let outcome = attempt(call, &mut records, offer_id, &configuration, &body);
    if outcome.is_err() {
        let fail = json!({
            "credentialConfigurationId": configuration.id, "credentialOfferId": offer_id,
            "credentialProfile": "mobile", "format": "mso_mdoc", "userId": user_id,
        });
        records.note(call.now, "OPENID_CREDENTIAL_FAIL", by, fail);
    }
    outcome
}

fn wallet_offer(call: &Call, records: &Records) -> Result<Uuid, Refusal> {
    let token = call.bearer_token().ok_or_else(invalid_token)?;
    match records.bearers.get(token) {
        Some(bearer) if bearer.expires > call.now => match bearer.holder {
            Holder::Wallet { offer } => Ok(offer),
            Holder::Client { .. } => Err(invalid_token()),
        },
        _ => Err(invalid_token()),
    }
}

fn invalid_token() -> Refusal {
    oauth((StatusCode::UNAUTHORIZED, "invalid_token"), "Unauthorized")
}

/// By configuration id, by credential identifier, or by document type.
fn chosen<'r>(
    records: &'r Records,
    offer: &Offer,
    body: &Map<String, Value>,
) -> Result<&'r Configuration, Refusal> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    if text("format").is_some_and(|format| format != "mso_mdoc") {
        return Err(oauth(
            (BAD_REQUEST, "unsupported_credential_format"),
            "Only mso_mdoc",
        ));
    }
    let id = text("credential_configuration_id").or_else(|| text("credential_identifier"));
    let mut offered = offer
        .configurations
        .iter()
        .filter_map(|id| records.configuration(*id));
    let found = match (id, text("doctype")) {
        (Some(id), _) => offered.find(|one| uuid(id) == Some(one.id)),
        (None, Some(doctype)) => offered.find(|one| one.doctype == doctype),
        (None, None) => None,
    };
    let found = found.ok_or_else(|| {
        oauth(
            (BAD_REQUEST, "unsupported_credential_type"),
            "Not part of the offer",
        )
    })?;
    if offer.issued.contains(&found.id) {
        return Err(oauth(
            (BAD_REQUEST, "credential_request_denied"),
            "Issued before",
        ));
    }
    Ok(found)
}

fn attempt(
    call: &Call,
    records: &mut Records,
    offer_id: Uuid,
    configuration: &Configuration,
    body: &Map<String, Value>,
) -> Answer {
    let keys = keys(call, records, body)?;
    let root = claims_root(call, records, offer_id, configuration)?;
    let name_spaces = read_elements(&configuration.body["claimMappings"], &root)
        .map_err(|fault| claim_refusal(call, &fault))?;
    let validity = read_validity(&configuration.body, &root, call.now)
        .map_err(|fault| claim_refusal(call, &fault))?;
    let mut credentials = Vec::new();
    for key in &keys {
        let issued = sign(call, records, configuration, (&name_spaces, &validity), key);
        credentials.push(URL_SAFE_NO_PAD.encode(&issued.encoded));
        remember(
            call,
            records,
            offer_id,
            configuration,
            &validity,
            key,
            &issued,
        );
    }
    advance(records, offer_id, configuration.id);
    let shape = records.knobs.wallet_shape;
    let nonce = records.nonce(call.now);
    Ok(credential_reply(shape, &credentials, nonce))
}

fn keys(
    call: &Call,
    records: &Records,
    body: &Map<String, Value>,
) -> Result<Vec<DeviceKey>, Refusal> {
    let jwts: Vec<&str> = match (body.get("proof"), body.get("proofs")) {
        (Some(proof), None) if proof["proof_type"] == "jwt" => {
            proof["jwt"].as_str().into_iter().collect()
        }
        (None, Some(proofs)) => proofs["jwt"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect(),
        _ => Vec::new(),
    };
    let issuer = call.tenant.issuer(records);
    let keys: Option<Vec<DeviceKey>> = jwts
        .iter()
        .map(|jwt| proof::verify(jwt, &issuer, records, call.now))
        .collect();
    match keys {
        Some(keys) if (1..=MOST_PROOFS).contains(&keys.len()) => Ok(keys),
        _ => {
            hold(&call.tenant.seen).diagnose(Diagnosis::BadProof);
            Err(oauth((BAD_REQUEST, "invalid_proof"), "Invalid proof"))
        }
    }
}

/// The user object that `mapFrom` starts at; later sources win: stored, claims source, offer.
fn claims_root(
    call: &Call,
    records: &Records,
    offer_id: Uuid,
    configuration: &Configuration,
) -> Result<Value, Refusal> {
    let offer = records.offers.get(offer_id).ok_or_else(invalid_token)?;
    let user = records.users.get(offer.user_id);
    let mut claims = user.map(|user| user.claims.clone()).unwrap_or_default();
    if configuration.body.get("claimSourceId").is_some() {
        if records.knobs.claim_source_fails {
            hold(&call.tenant.seen).diagnose(Diagnosis::ClaimSourceFailed);
            return Err(oauth(CLAIM_MISSING, "Claims source failed"));
        }
        claims.extend(seeds::claims_source());
    }
    claims.extend(offer.claims.clone());
    let provider = user.and_then(|user| user.authentication_provider.clone());
    Ok(json!({"id": offer.user_id, "claims": claims, "authenticationProvider": provider}))
}

fn claim_refusal(call: &Call, fault: &ClaimFault) -> Refusal {
    hold(&call.tenant.seen).diagnose(Diagnosis::ClaimMissing);
    let description = match fault {
        ClaimFault::Missing(name) => format!("Required claim missing: {name}"),
        ClaimFault::WrongType(name) => format!("Claim of the wrong type: {name}"),
        ClaimFault::Validity => "Validity not allowed".to_owned(),
    };
    oauth(CLAIM_MISSING, &description)
}

fn sign(
    call: &Call,
    records: &mut Records,
    configuration: &Configuration,
    content: (&NameSpaces, &Validity),
    key: &DeviceKey,
) -> Issued {
    let issuing = Issuing {
        doctype: &configuration.doctype,
        name_spaces: content.0,
        device_key: key,
        signed: call.now,
        validity: content.1,
    };
    issuing.sign(&records.authority, &mut records.chance)
}

fn remember(
    call: &Call,
    records: &mut Records,
    offer_id: Uuid,
    configuration: &Configuration,
    validity: &Validity,
    key: &DeviceKey,
    issued: &Issued,
) {
    let Some(user_id) = records.offers.get(offer_id).map(|offer| offer.user_id) else {
        return;
    };
    for _ in 0..records.knobs.entries_per_credential {
        let id = records.chance.uuid();
        let entry = IssuedCredential {
            id,
            user_id,
            offer_id,
            configuration_id: configuration.id,
            doctype: configuration.doctype.clone(),
            issued: call.now,
            valid_from: validity.from,
            valid_until: validity.until,
            device_key: key.jwk(),
            namespaces: issued.digests.clone(),
            mso_hash: issued.mso_hash.clone(),
            status: "valid",
            has_status: configuration.body["includeStatus"] == true,
        };
        records.issued.insert(id, entry);
        note_success(call, records, (offer_id, user_id), configuration.id, id);
    }
}

fn note_success(
    call: &Call,
    records: &mut Records,
    (offer, user): (Uuid, Uuid),
    configuration: Uuid,
    id: Uuid,
) {
    let by = (call.request_id.as_str(), None);
    let success = json!({
        "credentialConfigurationId": configuration, "credentialId": id, "credentialOfferId": offer,
        "credentialProfile": "mobile", "format": "mso_mdoc", "userId": user,
    });
    records.note(call.now, "OPENID_CREDENTIAL_SUCCESS", by, success);
    let bundle = json!({
        "credentialOfferId": offer, "credentials": [{"id": id}],
        "issuanceProtocol": "openid4vci", "userId": user,
    });
    records.note(call.now, "USER_CREDENTIAL_ISSUE_SUCCESS", by, bundle);
}

/// Issued is issued: claimed wins even over a delete.
fn advance(records: &mut Records, offer_id: Uuid, configuration: Uuid) {
    if let Some(offer) = records.offers.get_mut(offer_id) {
        offer.issued.push(configuration);
        let all = offer
            .configurations
            .iter()
            .all(|id| offer.issued.contains(id));
        offer.state = if all {
            OfferState::Claimed
        } else {
            OfferState::PartlyClaimed
        };
    }
}
