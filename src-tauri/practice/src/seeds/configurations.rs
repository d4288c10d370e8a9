//! Seeded credential configurations, in the vendor's shape (`mattr-vii.md` 7).

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use super::pictures::logo;
use crate::{chance::seeded_uuid, records::Configuration};

const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="4" fill="#3b4a54"/><path d="M6 5h12v14l-3-2-3 2-3-2-3 2z" fill="#fff"/></svg>"##;

/// Six and more, in the order a tenant lists them.
pub(crate) fn configurations(seed: u64) -> Vec<Configuration> {
    [
        driving_licence(),
        staff_pass(),
        visitor_pass(),
        membership(),
        clearance(seed),
        locker(),
        library_card(),
    ]
    .into_iter()
    .map(|body| configuration(seed, body))
    .collect()
}

/// The id goes first, as in the vendor's samples.
fn configuration(seed: u64, rest: Value) -> Configuration {
    let doctype = rest["type"].as_str().unwrap_or_default().to_owned();
    let id = seeded_uuid(seed, &doctype);
    let mut body = Map::new();
    body.insert("id".into(), id.to_string().into());
    if let Value::Object(members) = rest {
        body.extend(members);
    }
    Configuration {
        id,
        doctype,
        body: Value::Object(body),
    }
}

/// What the practice claims source answers for anybody.
pub(crate) fn claims_source() -> Map<String, Value> {
    let mut claims = Map::new();
    claims.insert("clearance_level".into(), "Practice level 2".into());
    claims
}

fn branding(name: &str, description: &str, colour: &str) -> Value {
    let icon = format!("data:image/svg+xml;base64,{}", STANDARD.encode(ICON));
    json!({"name": name, "description": description, "backgroundColor": colour, "issuerIcon": icon, "issuerLogo": logo()})
}

fn lasting(months: u32, days: u32) -> Value {
    json!({"years": 0, "months": months, "weeks": 0, "days": days, "hours": 0, "minutes": 0, "seconds": 0})
}

fn required(claim: &str, kind: &str) -> Value {
    json!({"mapFrom": format!("claims.{claim}"), "required": true, "type": kind})
}

fn optional(claim: &str, kind: &str) -> Value {
    json!({"mapFrom": format!("claims.{claim}"), "type": kind})
}

fn fixed(value: &str) -> Value {
    json!({"defaultValue": value, "type": "string"})
}

fn driving_licence() -> Value {
    json!({
        "type": "org.iso.18013.5.1.mDL",
        "claimMappings": {"org.iso.18013.5.1": {
            "family_name": required("family_name", "string"),
            "given_name": required("given_name", "string"),
            "birth_date": required("birth_date", "dateTime"),
            "issue_date": required("issue_date", "dateTime"),
            "expiry_date": required("expiry_date", "dateTime"),
            "issuing_country": fixed("NZ"),
            "issuing_authority": fixed("Practice authority, not a real one"),
            "document_number": required("document_number", "string"),
            "portrait": required("portrait", "string"),
            "driving_privileges": required("driving_privileges", "drivingPrivileges"),
            "un_distinguishing_sign": fixed("NZL"),
            "age_over_18": optional("age_over_18", "boolean"),
            "sex": optional("sex", "number"),
            "resident_address": optional("address.formatted", "string"),
        }},
        "branding": branding("Practice driving licence", "For practice only: proves nothing", "#1F4E5F"),
        "includeStatus": true, "expiresIn": lasting(12, 0),
    })
}

fn staff_pass() -> Value {
    json!({
        "type": "nz.example.practice.staff-pass.1",
        "claimMappings": {"nz.example.practice.staff.1": {
            "given_name": required("given_name", "string"),
            "family_name": required("family_name", "string"),
            "staff_number": required("externalUserId", "string"),
            "job_title": optional("job_title", "string"),
            "portrait": optional("portrait", "string"),
            "organisation": fixed("Counterfoil Practice Council"),
        }},
        "branding": branding("Practice staff pass", "For practice only: opens no door", "#5B3A6B"),
        "includeStatus": true, "expiresIn": lasting(6, 0),
    })
}

fn visitor_pass() -> Value {
    json!({
        "type": "nz.example.practice.visitor-pass.1",
        "claimMappings": {"nz.example.practice.visitor.1": {
            "given_name": optional("given_name", "string"),
            "family_name": optional("family_name", "string"),
            "site": required("site", "string"),
        }},
        "branding": branding("Practice visitor pass", "For practice only: opens no door", "#7A4B1E"),
        "includeStatus": false, "expiresIn": lasting(0, 1),
    })
}

/// Every kind of mapping there is.
fn membership() -> Value {
    json!({
        "type": "nz.example.practice.membership.1",
        "claimMappings": {
            "nz.example.practice.membership.1": {
                "given_name": required("given_name", "string"),
                "family_name": required("family_name", "string"),
                "member_number": required("externalUserId", "string"),
                "nickname": optional("nickname", "string"),
                "tier": {"mapFrom": "claims.tier", "type": "string", "required": true, "defaultValue": "Bronze"},
                "club": fixed("Practice Rowing Club"),
                "level": optional("level", "number"),
                "volunteer": optional("volunteer", "boolean"),
                "joined": optional("joined", "dateTime"),
                "colour": optional("colour", "practiceColour"),
                "untyped": {"mapFrom": "claims.remark"},
            },
            "nz.example.practice.contact.1": {
                "address": optional("address.formatted", "string"),
                "birth_date": optional("birth_date", "dateTime"),
                "family_name": optional("family_name", "string"),
                "emergency_name": optional("emergency.name", "string"),
                "emergency_phone": optional("emergency.phone", "string"),
                "sign_in": {"mapFrom": "authenticationProvider.subjectId", "type": "string"},
            },
        },
        "branding": branding("Practice membership", "For practice only: a club that does not exist", "#22603A"),
        "includeStatus": true, "expiresIn": lasting(36, 0),
        "validFrom": {"mapFrom": "claims.membership_start"},
        "validUntil": {"mapFrom": "claims.membership_end"},
    })
}

fn clearance(seed: u64) -> Value {
    json!({
        "type": "nz.example.practice.clearance.1",
        "claimMappings": {"nz.example.practice.clearance.1": {
            "given_name": required("given_name", "string"),
            "family_name": required("family_name", "string"),
            "clearance_level": required("clearance_level", "string"),
        }},
        "branding": branding("Practice site clearance", "For practice only: clears nothing", "#6B2737"),
        "includeStatus": true, "claimSourceId": seeded_uuid(seed, "claims source"),
        "expiresIn": lasting(3, 0),
    })
}

fn locker() -> Value {
    json!({
        "type": "nz.example.practice.locker.1",
        "claimMappings": {"nz.example.practice.locker.1": {
            "locker": required("locker", "number"),
            "given_name": optional("given_name", "string"),
        }},
        "includeStatus": false, "expiresIn": lasting(0, 7),
    })
}

fn library_card() -> Value {
    json!({
        "type": "nz.example.practice.library-card.1",
        "claimMappings": {"nz.example.practice.library.1": {
            "given_name": optional("given_name", "string"),
            "birth_date": optional("birth_date", "dateTime"),
            "card_number": required("externalUserId", "string"),
            "country": fixed("NZ"),
        }},
        "branding": branding("Practice library card", "For practice only: borrows no book", "#2B4A8B"),
        "includeStatus": true, "expiresIn": lasting(24, 0),
    })
}
