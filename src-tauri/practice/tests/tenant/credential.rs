//! An issued credential, taken apart by a second reading of ISO/IEC 18013-5 that shares nothing
//! with the code that wrote it.

use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use ciborium::Value;
use p256::ecdsa::{DerSignature, Signature, VerifyingKey, signature::Verifier};
use serde_json::json;
use sha2::{Digest, Sha256};
use x509_cert::{
    Certificate,
    der::{Decode, Encode},
};

use crate::support::{LICENCE, MEMBERSHIP, Session, read};

/// Issues one credential over HTTP and gives back `IssuerSigned`, decoded.
async fn issue(session: &Session, doctype: &str, claims: serde_json::Value) -> Value {
    let offer = session.offer(&[doctype], claims).await;
    let token = session
        .redeem(&offer, Some(&offer.transaction_code))
        .await
        .json;
    let key = p256::ecdsa::SigningKey::from_slice(&[5; 32]).unwrap();
    let jwt = proof(
        &key,
        session.practice.base_url(),
        token["c_nonce"].as_str().unwrap(),
    );
    let body = json!({"format": "mso_mdoc", "doctype": doctype, "proof": {"proof_type": "jwt", "jwt": jwt}});
    let url = format!("{}/v1/openid/credential", session.practice.base_url());
    let request = session
        .client
        .post(url)
        .bearer_auth(token["access_token"].as_str().unwrap())
        .json(&body);
    let reply = read(request.send().await.unwrap()).await;
    let encoded = reply.json["credential"].as_str().unwrap();
    assert!(!encoded.contains('='));
    decode(&URL_SAFE_NO_PAD.decode(encoded).unwrap())
}

fn proof(key: &p256::ecdsa::SigningKey, aud: &str, nonce: &str) -> String {
    use p256::ecdsa::signature::Signer;
    let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let point = key.verifying_key().to_sec1_point(false);
    let x = URL_SAFE_NO_PAD.encode(&point.as_bytes()[1..33]);
    let y = URL_SAFE_NO_PAD.encode(&point.as_bytes()[33..]);
    let header = json!({"alg": "ES256", "typ": "openid4vci-proof+jwt", "jwk": {"kty": "EC", "crv": "P-256", "x": x, "y": y}});
    let signed = format!(
        "{}.{}",
        part(header),
        part(json!({"aud": aud, "nonce": nonce, "iat": 0}))
    );
    let signature: Signature = key.sign(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

fn decode(bytes: &[u8]) -> Value {
    ciborium::from_reader(bytes).unwrap()
}

fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn get<'v>(map: &'v Value, name: &str) -> &'v Value {
    let entries = map.as_map().unwrap();
    &entries
        .iter()
        .find(|(key, _)| key.as_text() == Some(name))
        .unwrap()
        .1
}

fn label(map: &Value, label: i64) -> &Value {
    let entries = map.as_map().unwrap();
    &entries
        .iter()
        .find(|(key, _)| *key == Value::from(label))
        .unwrap()
        .1
}

/// The content of a tag 24.
fn embedded(value: &Value) -> Value {
    let (tag, inner) = value.as_tag().unwrap();
    assert_eq!(tag, 24);
    decode(inner.as_bytes().unwrap())
}

fn mso(signed: &Value) -> Value {
    let payload = get(signed, "issuerAuth").as_array().unwrap()[2]
        .as_bytes()
        .unwrap();
    embedded(&decode(payload))
}

fn certificate(signed: &Value) -> Certificate {
    let chain = label(&get(signed, "issuerAuth").as_array().unwrap()[1], 33);
    Certificate::from_der(chain.as_bytes().unwrap()).unwrap()
}

fn public_key(certificate: &Certificate) -> VerifyingKey {
    let key = certificate.tbs_certificate().subject_public_key_info();
    VerifyingKey::from_sec1_bytes(key.subject_public_key.raw_bytes()).unwrap()
}

fn element(signed: &Value, space: &str, name: &str) -> Option<Value> {
    let items = get(get(signed, "nameSpaces"), space).as_array().unwrap();
    let found = items
        .iter()
        .map(embedded)
        .find(|item| get(item, "elementIdentifier").as_text() == Some(name));
    found.map(|item| get(&item, "elementValue").clone())
}

#[tokio::test]
async fn every_digest_matches_its_item_and_no_digest_is_left_over() {
    let session = Session::start().await;
    let signed = issue(&session, MEMBERSHIP, json!({"level": 3, "volunteer": true})).await;
    let mso = mso(&signed);
    let mut checked = 0;
    for (space, items) in get(&signed, "nameSpaces").as_map().unwrap() {
        let digests = get(get(&mso, "valueDigests"), space.as_text().unwrap())
            .as_map()
            .unwrap();
        assert_eq!(digests.len(), items.as_array().unwrap().len());
        for item in items.as_array().unwrap() {
            let content = embedded(item);
            assert!(get(&content, "random").as_bytes().unwrap().len() >= 16);
            let id = get(&content, "digestID");
            let digest = &digests.iter().find(|(key, _)| key == id).unwrap().1;
            assert_eq!(
                digest.as_bytes().unwrap().as_slice(),
                Sha256::digest(encode(item)).as_slice()
            );
            checked += 1;
        }
    }
    assert_eq!(checked, 11);
}

#[tokio::test]
async fn the_signature_verifies_under_the_signer_and_the_signer_under_the_authority() {
    let session = Session::start().await;
    let signed = issue(&session, LICENCE, json!({})).await;
    let auth = get(&signed, "issuerAuth").as_array().unwrap().clone();
    let protected = auth[0].as_bytes().unwrap();
    assert_eq!(decode(protected), Value::Map(vec![(1.into(), (-7).into())]));
    let to_sign = Value::Array(vec![
        "Signature1".into(),
        auth[0].clone(),
        Value::Bytes(vec![]),
        auth[2].clone(),
    ]);
    let signature = Signature::from_slice(auth[3].as_bytes().unwrap()).unwrap();
    let signer = certificate(&signed);
    public_key(&signer)
        .verify(&encode(&to_sign), &signature)
        .unwrap();

    let iacas = session.get("/v1/openid/iacas").await.json;
    let der = STANDARD
        .decode(iacas["iacas"][0]["certificate"].as_str().unwrap())
        .unwrap();
    assert_eq!(der, session.control().iaca_der());
    let iaca = Certificate::from_der(&der).unwrap();
    for certificate in [&signer, &iaca] {
        let tbs = certificate.tbs_certificate();
        assert_eq!(tbs.issuer(), iaca.tbs_certificate().subject());
        let signature = DerSignature::from_bytes(certificate.signature().raw_bytes()).unwrap();
        public_key(&iaca)
            .verify(&tbs.to_der().unwrap(), &signature)
            .unwrap();
        assert!(tbs.subject().to_string().contains("C=NZ"));
        assert!(tbs.subject().to_string().contains("Practice"));
    }
}

#[tokio::test]
async fn the_signer_certificate_has_the_extensions_of_a_document_signer() {
    let session = Session::start().await;
    let signed = issue(&session, LICENCE, json!({})).await;
    let signer = certificate(&signed);
    let extensions = signer.tbs_certificate().extensions().unwrap();
    let mut found: Vec<(String, bool)> = extensions
        .iter()
        .map(|one| (one.extn_id.to_string(), one.critical))
        .collect();
    found.sort();
    // Subject key, key usage, issuer alternative name, CRL points, authority key, extended usage.
    let expected = [
        ("2.5.29.14", false),
        ("2.5.29.15", true),
        ("2.5.29.18", false),
        ("2.5.29.31", false),
        ("2.5.29.35", false),
        ("2.5.29.37", true),
    ];
    assert_eq!(
        found,
        expected.map(|(id, critical)| (id.to_owned(), critical))
    );
    let usage = extensions
        .iter()
        .find(|one| one.extn_id.to_string() == "2.5.29.37")
        .unwrap();
    // SEQUENCE { OID 1.0.18013.5.1.2 }
    assert_eq!(
        usage.extn_value.as_bytes(),
        [
            0x30, 0x09, 0x06, 0x07, 0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x02
        ]
    );
}

#[tokio::test]
async fn dates_pictures_and_privileges_have_the_forms_of_the_standard() {
    let session = Session::start().await;
    let signed = issue(&session, LICENCE, json!({})).await;
    let space = "org.iso.18013.5.1";
    let value = |name: &str| element(&signed, space, name).unwrap();
    assert_eq!(
        value("birth_date"),
        Value::Tag(1004, Box::new("1988-03-04".into()))
    );
    assert!(
        value("portrait")
            .as_bytes()
            .unwrap()
            .starts_with(&[0xff, 0xd8])
    );
    let first = value("driving_privileges").as_array().unwrap()[0].clone();
    assert_eq!(get(&first, "vehicle_category_code").as_text(), Some("B"));
    assert_eq!(get(&first, "expiry_date").as_tag().unwrap().0, 1004);
    assert_eq!(value("issuing_country").as_text(), Some("NZ"));
    assert_eq!(value("age_over_18"), Value::Bool(true));
    assert_eq!(value("family_name").as_text(), Some("Te Ōkahu-Wright"));
}

#[tokio::test]
async fn the_security_object_binds_the_wallets_key_and_says_how_long_it_is_valid() {
    let session = Session::start().await;
    let signed = issue(&session, LICENCE, json!({})).await;
    let mso = mso(&signed);
    assert_eq!(get(&mso, "version").as_text(), Some("1.0"));
    assert_eq!(get(&mso, "digestAlgorithm").as_text(), Some("SHA-256"));
    assert_eq!(get(&mso, "docType").as_text(), Some(LICENCE));
    let key = p256::ecdsa::SigningKey::from_slice(&[5; 32]).unwrap();
    let point = key.verifying_key().to_sec1_point(false);
    let device = get(get(&mso, "deviceKeyInfo"), "deviceKey");
    assert_eq!(label(device, 1), &Value::from(2));
    assert_eq!(label(device, -1), &Value::from(1));
    assert_eq!(
        label(device, -2).as_bytes().unwrap(),
        &point.as_bytes()[1..33]
    );
    assert_eq!(
        label(device, -3).as_bytes().unwrap(),
        &point.as_bytes()[33..]
    );
    let validity = get(&mso, "validityInfo");
    for (name, time) in [
        ("signed", "2026-03-02T01:00:00Z"),
        ("validFrom", "2026-03-02T01:00:00Z"),
        ("validUntil", "2027-03-02T01:00:00Z"),
    ] {
        assert_eq!(
            get(validity, name),
            &Value::Tag(0, Box::new(time.into())),
            "{name}"
        );
    }
}

#[tokio::test]
async fn every_kind_of_mapping_ends_where_it_should() {
    let session = Session::start().await;
    let claims = json!({
        "nickname": "Hēm", "level": 3, "volunteer": false, "joined": "2020-02-29T10:00:00+13:00",
        "colour": "teal", "address": {"formatted": "9 Other Road"}, "unmapped": "x",
        "membership_start": "2026-03-01", "membership_end": "2027-01-01",
    });
    let signed = issue(&session, MEMBERSHIP, claims).await;
    let club = |name: &str| element(&signed, "nz.example.practice.membership.1", name);
    assert_eq!(club("nickname"), Some("Hēm".into()));
    assert_eq!(club("tier"), Some("Bronze".into()));
    assert_eq!(club("club"), Some("Practice Rowing Club".into()));
    assert_eq!(club("level"), Some(3.into()));
    assert_eq!(club("volunteer"), Some(false.into()));
    assert_eq!(
        club("joined"),
        Some(Value::Tag(0, Box::new("2020-02-28T21:00:00Z".into())))
    );
    assert_eq!(club("colour"), Some("teal".into()));
    assert_eq!(club("untyped"), None);
    let contact = |name: &str| element(&signed, "nz.example.practice.contact.1", name);
    assert_eq!(contact("address"), Some("9 Other Road".into()));
    assert_eq!(contact("sign_in"), Some("practice|104233".into()));
    let mso = mso(&signed);
    let validity = get(&mso, "validityInfo");
    assert_eq!(
        get(validity, "validUntil"),
        &Value::Tag(0, Box::new("2027-01-01T00:00:00Z".into()))
    );
}

#[tokio::test]
async fn a_validity_that_ends_before_it_starts_fails_at_claim_time() {
    let session = Session::start().await;
    let offer = session
        .offer(&[MEMBERSHIP], json!({"membership_end": "2020-01-01"}))
        .await;
    let wallet = counterfoil_practice::wallet::PretendWallet::new();
    assert!(
        !wallet
            .claim(&offer.uri, Some(&offer.transaction_code))
            .await
            .claimed()
    );
    assert!(session.listed(&offer.user).await.is_empty());
}
