//! The wallet's proof that it holds a key: a JWT signed with ES256.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use serde_json::Value;

use crate::{mdoc::DeviceKey, records::Records};

/// Reads and verifies one proof. `None` for whatever is wrong with it: a tenant does not say.
pub(super) fn verify(
    jwt: &str,
    issuer: &str,
    records: &Records,
    now: Timestamp,
) -> Option<DeviceKey> {
    let (signed, signature) = jwt.rsplit_once('.')?;
    let (header, payload) = signed.split_once('.')?;
    let (header, payload) = (json(header)?, json(payload)?);
    if header["alg"] != "ES256" || header["typ"] != "openid4vci-proof+jwt" {
        return None;
    }
    if !for_us(&payload["aud"], issuer) || !payload["iat"].is_number() {
        return None;
    }
    let nonce = payload["nonce"].as_str()?;
    records
        .nonces
        .get(nonce)
        .filter(|expires| **expires > now)?;
    let key = device_key(&header)?;
    let signature = Signature::from_slice(&bytes(signature)?).ok()?;
    verifying_key(&key)?
        .verify(signed.as_bytes(), &signature)
        .ok()?;
    Some(key)
}

/// Some wallets normalise the issuer and so add a slash.
fn for_us(audience: &Value, issuer: &str) -> bool {
    match audience {
        Value::String(text) => text.strip_suffix('/').unwrap_or(text) == issuer,
        Value::Array(several) => several.iter().any(|one| for_us(one, issuer)),
        _ => false,
    }
}

/// From `jwk`, or from a `kid` that is a `did:jwk`.
fn device_key(header: &Value) -> Option<DeviceKey> {
    let jwk = match header.get("jwk") {
        Some(jwk) => jwk.clone(),
        None => {
            let did = header["kid"].as_str()?.strip_prefix("did:jwk:")?;
            json(did.split('#').next()?)?
        }
    };
    if jwk["kty"] != "EC" || jwk["crv"] != "P-256" {
        return None;
    }
    Some(DeviceKey {
        x: coordinate(&jwk["x"])?,
        y: coordinate(&jwk["y"])?,
    })
}

fn verifying_key(key: &DeviceKey) -> Option<VerifyingKey> {
    let mut point = vec![4];
    point.extend_from_slice(&key.x);
    point.extend_from_slice(&key.y);
    VerifyingKey::from_sec1_bytes(&point).ok()
}

fn coordinate(value: &Value) -> Option<[u8; 32]> {
    bytes(value.as_str()?)?.try_into().ok()
}

fn json(part: &str) -> Option<Value> {
    serde_json::from_slice(&bytes(part)?).ok()
}

fn bytes(part: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part).ok()
}
