//! The well-known documents, in both shapes (`mattr-vii.md` 9; details: G19).
//!
//! A wallet tells the shapes apart by where claims and display stand: beside the format as in
//! older drafts and MATTR's older pages, or in `credential_metadata` as in `OpenID4VCI` 1.0.

use serde_json::{Map, Value, json};

use crate::{
    answer::{Answer, ok},
    guesses::{IACAS_PATH, NONCE_PATH},
    knobs::WalletShape,
    records::{Configuration, Records},
    seeds::ISSUER_NAME,
    tenant::Call,
};

const PRE_AUTHORIZED: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

pub(crate) fn keys(_call: &Call) -> Answer {
    ok(&json!({"keys": []}))
}

pub(crate) fn issuer(call: &Call) -> Answer {
    let records = call.tenant.records();
    let issuer = call.tenant.issuer(&records);
    let shape = records.knobs.wallet_shape;
    let mut document = shared(&issuer, &records);
    document.insert("credential_issuer".into(), issuer.clone().into());
    document.insert(
        "credential_endpoint".into(),
        format!("{issuer}/v1/openid/credential").into(),
    );
    document.insert(
        "mdoc_iacas_uri".into(),
        format!("{issuer}{IACAS_PATH}").into(),
    );
    document.insert(
        "display".into(),
        json!([{"name": ISSUER_NAME, "locale": "en"}]),
    );
    if shape == WalletShape::V1 {
        document.insert(
            "nonce_endpoint".into(),
            format!("{issuer}{NONCE_PATH}").into(),
        );
    } else {
        let old = records.configurations.iter().map(supported_old);
        document.insert("credentials_supported".into(), old.collect());
    }
    let supported = records
        .configurations
        .iter()
        .map(|one| (one.id.to_string(), supported(one, shape)));
    document.insert(
        "credential_configurations_supported".into(),
        Value::Object(supported.collect()),
    );
    ok(&Value::Object(document))
}

pub(crate) fn authorization_server(call: &Call) -> Answer {
    let records = call.tenant.records();
    let issuer = call.tenant.issuer(&records);
    let mut document = shared(&issuer, &records);
    let mut put = |name: &str, value: Value| document.insert(name.to_owned(), value);
    put(
        "grant_types_supported",
        json!(["authorization_code", PRE_AUTHORIZED]),
    );
    put(
        "pre-authorized_grant_anonymous_access_supported",
        true.into(),
    );
    put(
        "token_endpoint_auth_methods_supported",
        json!(["client_secret_basic", "none"]),
    );
    put("code_challenge_methods_supported", json!(["S256"]));
    put("dpop_signing_alg_values_supported", json!(["ES256"]));
    ok(&Value::Object(document))
}

/// What MATTR repeats in both documents.
fn shared(issuer: &str, records: &Records) -> Map<String, Value> {
    let at = |path: &str| Value::from(format!("{issuer}{path}"));
    let scopes: Vec<Value> = records
        .configurations
        .iter()
        .map(|one| scope(one).into())
        .collect();
    let mut document = Map::new();
    let mut put = |name: &str, value: Value| document.insert(name.to_owned(), value);
    put("issuer", issuer.into());
    put("authorization_endpoint", at("/v1/oauth/authorize"));
    put("token_endpoint", at("/v1/oauth/token"));
    put("jwks_uri", at("/v1/openid/jwks"));
    put("scopes_supported", Value::Array(scopes));
    put("response_types_supported", json!(["code"]));
    put("grant_types_supported", json!(["authorization_code"]));
    document
}

pub(super) fn scope(configuration: &Configuration) -> String {
    format!("mso_mdoc:{}", configuration.doctype)
}

/// `branding.name`, else the type.
fn name(configuration: &Configuration) -> String {
    let branded = configuration.body["branding"]["name"].as_str();
    branded.map_or_else(
        || format!("Practice {}", configuration.doctype),
        str::to_owned,
    )
}

fn display(configuration: &Configuration) -> Value {
    let mut entry = Map::new();
    entry.insert("name".into(), name(configuration).into());
    entry.insert("locale".into(), "en".into());
    let branding = &configuration.body["branding"];
    let copies = [
        ("description", "description"),
        ("backgroundColor", "background_color"),
    ];
    for (from, to) in copies {
        if let Some(text) = branding[from].as_str() {
            entry.insert(to.into(), text.into());
        }
    }
    if let Some(logo) = branding["issuerLogo"].as_str() {
        entry.insert("logo".into(), json!({"uri": logo, "alt_text": ISSUER_NAME}));
    }
    json!([entry])
}

fn supported(configuration: &Configuration, shape: WalletShape) -> Value {
    let mut entry = Map::new();
    let mut put = |name: &str, value: Value| entry.insert(name.to_owned(), value);
    put("format", "mso_mdoc".into());
    put("scope", scope(configuration).into());
    put("doctype", configuration.doctype.clone().into());
    put(
        "cryptographic_binding_methods_supported",
        json!(["cose_key", "jwk", "did:jwk"]),
    );
    put(
        "proof_types_supported",
        json!({"jwt": {"proof_signing_alg_values_supported": ["ES256"]}}),
    );
    if shape == WalletShape::V1 {
        put("credential_signing_alg_values_supported", json!([-7]));
        let claims = claims_list(configuration);
        put(
            "credential_metadata",
            json!({"display": display(configuration), "claims": claims}),
        );
    } else {
        put("id", configuration.id.to_string().into());
        put("credential_signing_alg_values_supported", json!(["ES256"]));
        put("display", display(configuration));
        put("claims", claims_tree(configuration));
    }
    Value::Object(entry)
}

fn supported_old(configuration: &Configuration) -> Value {
    json!({
        "id": configuration.id, "format": "mso_mdoc", "scope": scope(configuration),
        "doctype": configuration.doctype, "cryptographic_binding_methods_supported": ["cose_key"],
        "cryptographic_suites_supported": ["ES256"], "display": display_old(configuration),
    })
}

/// Older drafts call a logo's address `url`.
fn display_old(configuration: &Configuration) -> Value {
    json!([{"name": name(configuration), "locale": "en"}])
}

fn mappings(configuration: &Configuration) -> impl Iterator<Item = (&String, &Map<String, Value>)> {
    let spaces = configuration.body["claimMappings"]
        .as_object()
        .into_iter()
        .flatten();
    spaces.filter_map(|(space, elements)| Some((space, elements.as_object()?)))
}

fn mandatory(mapping: &Value) -> bool {
    mapping["required"]
        .as_bool()
        .unwrap_or(crate::guesses::REQUIRED_BY_DEFAULT)
}

fn claims_list(configuration: &Configuration) -> Value {
    let claims = mappings(configuration).flat_map(|(space, elements)| {
        elements.iter().map(
            move |(name, mapping)| json!({"path": [space, name], "mandatory": mandatory(mapping)}),
        )
    });
    claims.collect()
}

fn claims_tree(configuration: &Configuration) -> Value {
    let spaces = mappings(configuration).map(|(space, elements)| {
        let claims = elements
            .iter()
            .map(|(name, mapping)| (name.clone(), json!({"mandatory": mandatory(mapping)})));
        (space.clone(), Value::Object(claims.collect()))
    });
    Value::Object(spaces.collect())
}
