//! Proofs, nonces, selectors, and wallets that come late.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use counterfoil_practice::{Diagnosis, WalletShape};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Offer, Reply, STAFF, Session, read};

#[tokio::test]
async fn a_claim_may_land_after_the_end_while_the_wallet_token_lives() {
    let session = Session::start().await;
    let offer = session.offer(&[STAFF], json!({})).await;
    let token = session.redeem(&offer, Some(&offer.transaction_code)).await;
    session.control().advance(Duration::from_secs(899));
    session
        .control()
        .set_knobs(|knobs| knobs.wallet_shape = WalletShape::V1);
    let nonce = session.post("/v1/openid/nonce", Value::Null).await.json["c_nonce"].clone();
    let proof = Proof::new(&session, nonce.as_str().unwrap());
    assert_eq!(
        proof
            .ask(&session, &token, json!({"doctype": STAFF}))
            .await
            .status,
        200
    );
    session.control().advance(Duration::from_secs(1));
    let late = proof.ask(&session, &token, json!({"doctype": STAFF})).await;
    assert_eq!(
        (late.status, &late.json["error"]),
        (401, &json!("invalid_token"))
    );
}

#[rstest]
#[case(true, 401)]
#[case(false, 200)]
#[tokio::test]
async fn whether_deleting_stops_a_wallet_with_a_token_is_a_knob(
    #[case] stops: bool,
    #[case] expected: u16,
) {
    let session = Session::start_with(|knobs| knobs.delete_stops_wallet_tokens = stops).await;
    let offer = session.offer(&[STAFF], json!({})).await;
    let token = session.redeem(&offer, Some(&offer.transaction_code)).await;
    assert_eq!(session.delete(&offer.id).await, 204);
    let proof = Proof::new(&session, token.json["c_nonce"].as_str().unwrap());
    assert_eq!(
        proof
            .ask(&session, &token, json!({"doctype": STAFF}))
            .await
            .status,
        expected
    );
}

/// A proof whose parts can be spoilt one by one.
struct Proof {
    key: SigningKey,
    header: Value,
    payload: Value,
    spoil_signature: bool,
}

impl Proof {
    fn new(session: &Session, nonce: &str) -> Self {
        let key = SigningKey::from_slice(&[9; 32]).unwrap();
        let header = json!({"alg": "ES256", "typ": "openid4vci-proof+jwt", "jwk": jwk(&key)});
        let payload =
            json!({"aud": session.practice.base_url(), "nonce": nonce, "iat": 1_772_413_200});
        Self {
            key,
            header,
            payload,
            spoil_signature: false,
        }
    }

    fn jwt(&self) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&self.header), part(&self.payload));
        let signature: Signature = self.key.sign(signed.as_bytes());
        let mut bytes = signature.to_bytes().to_vec();
        bytes[5] ^= u8::from(self.spoil_signature);
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    async fn ask(&self, session: &Session, token: &Reply, mut body: Value) -> Reply {
        if body.get("proofs").is_none() {
            body["proof"] = json!({"proof_type": "jwt", "jwt": self.jwt()});
        }
        let url = format!("{}/v1/openid/credential", session.practice.base_url());
        let bearer = token.json["access_token"].as_str().unwrap();
        read(
            session
                .client
                .request(Method::POST, url)
                .bearer_auth(bearer)
                .json(&body)
                .send()
                .await
                .unwrap(),
        )
        .await
    }
}

fn jwk(key: &SigningKey) -> Value {
    let point = key.verifying_key().to_sec1_point(false);
    let bytes = point.as_bytes();
    json!({"kty": "EC", "crv": "P-256", "x": URL_SAFE_NO_PAD.encode(&bytes[1..33]), "y": URL_SAFE_NO_PAD.encode(&bytes[33..])})
}

async fn redeemed(session: &Session) -> (Offer, Reply, Proof) {
    let offer = session.offer(&[STAFF], json!({})).await;
    let token = session.redeem(&offer, Some(&offer.transaction_code)).await;
    let proof = Proof::new(session, token.json["c_nonce"].as_str().unwrap());
    (offer, token, proof)
}

#[tokio::test]
async fn a_proof_may_name_its_key_by_did_and_its_audience_with_a_slash() {
    let session = Session::start().await;
    let (_, token, mut proof) = redeemed(&session).await;
    let did = URL_SAFE_NO_PAD.encode(jwk(&proof.key).to_string());
    proof.header =
        json!({"alg": "ES256", "typ": "openid4vci-proof+jwt", "kid": format!("did:jwk:{did}#0")});
    proof.payload["aud"] = json!([format!("{}/", session.practice.base_url())]);
    let reply = proof
        .ask(
            &session,
            &token,
            json!({"doctype": STAFF, "format": "mso_mdoc"}),
        )
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.json["format"], "mso_mdoc");
}

#[rstest]
#[case(WalletShape::Mattr)]
#[case(WalletShape::V1)]
#[tokio::test]
async fn proof_and_proofs_and_all_three_selectors_work_in_both_shapes(#[case] shape: WalletShape) {
    let session = Session::start().await;
    let id = session.id(STAFF);
    for selector in [
        json!({"doctype": STAFF}),
        json!({"credential_configuration_id": id}),
        json!({"credential_identifier": id}),
    ] {
        session
            .control()
            .set_knobs(|knobs| knobs.wallet_shape = WalletShape::Mattr);
        let (_, token, proof) = redeemed(&session).await;
        session
            .control()
            .set_knobs(|knobs| knobs.wallet_shape = shape);
        let mut body = selector.clone();
        body["proofs"] = json!({"jwt": [proof.jwt()]});
        let reply = proof.ask(&session, &token, body).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let several = reply.json.get("credentials").is_some();
        assert_eq!(several, shape == WalletShape::V1);
    }
}

#[rstest]
#[case("nonce")]
#[case("audience")]
#[case("type")]
#[case("algorithm")]
#[case("signature")]
#[case("key")]
#[tokio::test]
async fn a_proof_with_one_wrong_part_is_refused(#[case] part: &str) {
    let session = Session::start().await;
    let (offer, token, mut proof) = redeemed(&session).await;
    match part {
        "nonce" => proof.payload["nonce"] = "made-up".into(),
        "audience" => proof.payload["aud"] = "https://elsewhere.invalid".into(),
        "type" => proof.header["typ"] = "JWT".into(),
        "algorithm" => proof.header["alg"] = "none".into(),
        "signature" => proof.spoil_signature = true,
        _ => proof.header["jwk"] = jwk(&SigningKey::from_slice(&[8; 32]).unwrap()),
    }
    let reply = proof.ask(&session, &token, json!({"doctype": STAFF})).await;
    assert_eq!(
        (reply.status, &reply.json["error"]),
        (400, &json!("invalid_proof"))
    );
    assert_eq!(session.listed(&offer.user).await.len(), 0);
    assert_eq!(session.control().diagnoses(), [Diagnosis::BadProof]);
}

#[tokio::test]
async fn a_nonce_lives_five_minutes() {
    let session = Session::start().await;
    let (_, token, proof) = redeemed(&session).await;
    session.control().advance(Duration::from_secs(300));
    assert_eq!(
        proof
            .ask(&session, &token, json!({"doctype": STAFF}))
            .await
            .json["error"],
        "invalid_proof"
    );
}
