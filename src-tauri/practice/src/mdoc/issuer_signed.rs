//! `IssuerSigned`: the items, their digests, and the signature over them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ciborium::Value as Cbor;
use p256::ecdsa::{Signature, signature::Signer};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{
    authority::Authority,
    cbor::{encode, encoded, labelled, map, tdate, text},
    elements::NameSpaces,
    validity::Validity,
};
use crate::chance::Chance;

/// COSE labels (RFC 9052, RFC 9360).
const ALGORITHM: i64 = 1;
const ES256: i64 = -7;
const X5CHAIN: i64 = 33;

/// The wallet's key on P-256.
#[derive(Clone)]
pub(crate) struct DeviceKey {
    pub(crate) x: [u8; 32],
    pub(crate) y: [u8; 32],
}

impl DeviceKey {
    fn cose(&self) -> Cbor {
        let bytes = |part: &[u8; 32]| Cbor::Bytes(part.to_vec());
        labelled([
            (1, 2.into()),
            (-1, 1.into()),
            (-2, bytes(&self.x)),
            (-3, bytes(&self.y)),
        ])
    }

    pub(crate) fn jwk(&self) -> Value {
        let part = |bytes: &[u8; 32]| URL_SAFE_NO_PAD.encode(bytes);
        json!({"kty": "EC", "crv": "P-256", "x": part(&self.x), "y": part(&self.y)})
    }
}

/// What goes into one credential.
pub(crate) struct Issuing<'a> {
    pub(crate) doctype: &'a str,
    pub(crate) name_spaces: &'a NameSpaces,
    pub(crate) device_key: &'a DeviceKey,
    pub(crate) signed: jiff::Timestamp,
    pub(crate) validity: &'a Validity,
}

/// A signed credential and what the tenant remembers of it: digests, not values.
pub(crate) struct Issued {
    pub(crate) encoded: Vec<u8>,
    pub(crate) digests: Value,
    pub(crate) mso_hash: String,
}

impl Issuing<'_> {
    /// Signs under `authority`.
    pub(crate) fn sign(&self, authority: &Authority, chance: &mut Chance) -> Issued {
        let mut items = Vec::new();
        let mut value_digests = Vec::new();
        let mut remembered = Map::new();
        let mut next = 0_u64;
        for (space, elements) in self.name_spaces {
            let mut space_items = Vec::new();
            let mut space_digests = Vec::new();
            let mut space_remembered = Map::new();
            for (name, value) in elements {
                let item = item(next, name, value, chance);
                let digest = Sha256::digest(encode(&item)).to_vec();
                let known = json!({"digestID": next, "digest": URL_SAFE_NO_PAD.encode(&digest)});
                space_remembered.insert(name.clone(), known);
                space_digests.push((next.into(), Cbor::Bytes(digest)));
                space_items.push(item);
                next += 1;
            }
            items.push((text(space), Cbor::Array(space_items)));
            value_digests.push((text(space), Cbor::Map(space_digests)));
            remembered.insert(space.clone(), Value::Object(space_remembered));
        }
        let mso = encode(&encoded(
            &self.mobile_security_object(Cbor::Map(value_digests)),
        ));
        let mso_hash = URL_SAFE_NO_PAD.encode(Sha256::digest(&mso));
        let signed = map([
            ("nameSpaces", Cbor::Map(items)),
            ("issuerAuth", issuer_auth(mso, authority)),
        ]);
        Issued {
            encoded: encode(&signed),
            digests: Value::Object(remembered),
            mso_hash,
        }
    }

    fn mobile_security_object(&self, value_digests: Cbor) -> Cbor {
        map([
            ("version", text("1.0")),
            ("digestAlgorithm", text("SHA-256")),
            ("valueDigests", value_digests),
            (
                "deviceKeyInfo",
                map([("deviceKey", self.device_key.cose())]),
            ),
            ("docType", text(self.doctype)),
            (
                "validityInfo",
                map([
                    ("signed", tdate(self.signed)),
                    ("validFrom", tdate(self.validity.from)),
                    ("validUntil", tdate(self.validity.until)),
                ]),
            ),
        ])
    }
}

/// `IssuerSignedItemBytes`; the random keeps a digest from telling its value.
fn item(digest_id: u64, name: &str, value: &Cbor, chance: &mut Chance) -> Cbor {
    encoded(&map([
        ("digestID", digest_id.into()),
        ("random", Cbor::Bytes(chance.bytes::<32>().to_vec())),
        ("elementIdentifier", text(name)),
        ("elementValue", value.clone()),
    ]))
}

/// `COSE_Sign1` over the encoded mobile security object.
fn issuer_auth(payload: Vec<u8>, authority: &Authority) -> Cbor {
    let protected = encode(&labelled([(ALGORITHM, ES256.into())]));
    let to_sign = Cbor::Array(vec![
        text("Signature1"),
        Cbor::Bytes(protected.clone()),
        Cbor::Bytes(Vec::new()),
        Cbor::Bytes(payload.clone()),
    ]);
    let signature: Signature = authority.key().sign(&encode(&to_sign));
    Cbor::Array(vec![
        Cbor::Bytes(protected),
        labelled([(X5CHAIN, Cbor::Bytes(authority.signer_der().to_vec()))]),
        Cbor::Bytes(payload),
        Cbor::Bytes(signature.to_bytes().to_vec()),
    ])
}
