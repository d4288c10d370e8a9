//! Exact requests, over a real loopback connection: path, query, headers, body, and what must
//! not be in them.

use std::time::Duration;

use mattr_vii::{
    AuthenticationProvider, AuthorizationCodeOfferRequest, CredentialStatus, EventQuery, InputMode,
    NewUser, PreAuthorizedOfferRequest, RequestParameters, TransactionCodeConfiguration,
    UserSearch,
};
use serde_json::{Map, Value, json};
use uuid::{Uuid, uuid};

use crate::recorder::desk;

const CONFIGURATION: Uuid = uuid!("3d5c0f6e-2b71-4a0e-8c3d-6f0f5f1f9a10");
const USER: Uuid = uuid!("a61c7e2b-90d4-4f6f-b2b5-1d0f3c6e8a77");

fn claims(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[tokio::test]
async fn the_token_request_is_json_with_audience_and_carries_no_token() {
    let desk = desk(&[]).await;
    desk.client.sign_in().await.unwrap();
    let seen = desk.recorder.seen.lock().unwrap()[0].clone();
    assert_eq!(seen.line, "POST /oauth/token");
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("authorization"), None);
    assert_eq!(
        seen.json(),
        json!({"client_id": "desk-7", "client_secret": "s3cret-canary",
               "audience": "vii.mattr.global ", "grant_type": "client_credentials"})
    );
}

#[tokio::test]
async fn a_full_create_has_the_documented_shape_byte_for_byte() {
    let path = "/v1/openid/offers/pre-authorized";
    let desk = desk(&[(path, 200, json!({}))]).await;
    let mut offer = PreAuthorizedOfferRequest::new(vec![CONFIGURATION]);
    offer.user_id = Some(USER);
    offer.transaction_code_configuration = Some(TransactionCodeConfiguration {
        input_mode: InputMode::Numeric,
        description: Some("Ask the desk for your 6-digit code".to_owned()),
    });
    offer.claims = claims(
        json!({"given_name": "Sample", "address": {"formatted": "1 Test Street"}, "over_18": true}),
    );
    offer.expires_in = Some(Duration::from_secs(300));
    desk.client
        .create_pre_authorized_offer(&offer)
        .await
        .ok()
        .unwrap();
    let call = desk.only_call();
    assert_eq!(call.line, format!("POST {path}"));
    assert_eq!(call.header("authorization"), Some("Bearer t0k"));
    assert_eq!(call.header("content-type"), Some("application/json"));
    insta::assert_snapshot!(String::from_utf8_lossy(&call.body), @r#"{"credentials":["3d5c0f6e-2b71-4a0e-8c3d-6f0f5f1f9a10"],"userId":"a61c7e2b-90d4-4f6f-b2b5-1d0f3c6e8a77","transactionCodeConfiguration":{"inputMode":"numeric","description":"Ask the desk for your 6-digit code"},"claims":{"given_name":"Sample","address":{"formatted":"1 Test Street"},"over_18":true},"expiresIn":{"minutes":5,"seconds":0}}"#);
}

#[tokio::test]
async fn the_smallest_create_has_one_member() {
    let path = "/v1/openid/offers/pre-authorized";
    let desk = desk(&[(path, 201, json!({}))]).await;
    let offer = PreAuthorizedOfferRequest::new(vec![CONFIGURATION]);
    let reply = desk
        .client
        .create_pre_authorized_offer(&offer)
        .await
        .ok()
        .unwrap();
    assert_eq!(reply.status, 201);
    let body = desk.only_call().body;
    assert_eq!(
        body,
        format!(r#"{{"credentials":["{CONFIGURATION}"]}}"#).as_bytes()
    );
}

#[tokio::test]
async fn no_request_says_more_than_it_must() {
    let path = "/v1/openid/offers/pre-authorized";
    let desk = desk(&[(path, 200, json!({}))]).await;
    let mut offer = PreAuthorizedOfferRequest::new(vec![CONFIGURATION]);
    offer.claims = claims(json!({"family_name": "canary-claim"}));
    desk.client
        .create_pre_authorized_offer(&offer)
        .await
        .ok()
        .unwrap();
    desk.client.fetch_user(USER).await.unwrap();
    let all = desk.recorder.seen.lock().unwrap().clone();
    for seen in &all {
        let mut names: Vec<&str> = seen.headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        let allowed = [
            "accept",
            "accept-encoding",
            "authorization",
            "content-length",
            "content-type",
            "host",
            "user-agent",
        ];
        assert!(names.iter().all(|name| allowed.contains(name)), "{names:?}");
        assert!(seen.header("user-agent").unwrap().starts_with("mattr-vii/"));
        let is_create = seen.line.ends_with(path);
        let holds_claim = String::from_utf8_lossy(&seen.body).contains("canary-claim");
        assert_eq!(holds_claim, is_create);
        let holds_secret = String::from_utf8_lossy(&seen.body).contains("s3cret-canary");
        assert_eq!(holds_secret, seen.line.ends_with("/oauth/token"));
        assert!(!seen.line.contains("canary"));
    }
}

#[tokio::test]
async fn issuer_metadata_is_asked_for_without_a_token() {
    let answer = json!({"credential_issuer": "https://council.example", "authorization_servers": ["https://as.example"], "more": 1});
    let desk = desk(&[("/.well-known/openid-credential-issuer", 200, answer)]).await;
    desk.client.sign_in().await.unwrap();
    let metadata = desk.client.fetch_issuer_metadata(&desk.base).await.unwrap();
    assert_eq!(metadata.credential_issuer, "https://council.example");
    assert_eq!(metadata.authorization_servers, ["https://as.example"]);
    let call = desk.only_call();
    assert_eq!(call.line, "GET /.well-known/openid-credential-issuer");
    assert_eq!(call.header("authorization"), None);
}

#[tokio::test]
async fn metadata_of_a_host_that_is_not_allowed_is_not_asked_for() {
    let desk = desk(&[]).await;
    for issuer in [
        "https://council.example",
        "http://localhost",
        "http://127.0.0.1/?a",
        "",
        "file:///etc",
    ] {
        let error = desk.client.fetch_issuer_metadata(issuer).await.unwrap_err();
        assert_eq!(error.field(), Some("issuer"));
    }
    assert!(desk.calls().is_empty());
}

#[tokio::test]
async fn delete_has_no_body() {
    let desk = desk(&[]).await;
    desk.client.delete_pre_authorized_offer(USER).await.unwrap();
    let call = desk.only_call();
    assert_eq!(
        call.line,
        format!("DELETE /v1/openid/offers/pre-authorized/{USER}")
    );
    assert!(call.body.is_empty());
    assert_eq!(call.header("content-type"), None);
}

#[tokio::test]
async fn an_authorization_code_offer_has_the_documented_shape() {
    let desk = desk(&[(
        "/v1/openid/offers",
        201,
        json!({"uri": "openid-credential-offer://?x"}),
    )])
    .await;
    let request = AuthorizationCodeOfferRequest {
        credentials: vec![CONFIGURATION],
        request_parameters: Some(RequestParameters {
            login_hint: Some("a@b.example".to_owned()),
            prompt: None,
        }),
    };
    let offer = desk
        .client
        .create_authorization_code_offer(&request)
        .await
        .ok()
        .unwrap();
    assert_eq!(offer.uri.expose(), "openid-credential-offer://?x");
    assert_eq!(
        desk.only_call().json(),
        json!({"credentials": [CONFIGURATION], "request_parameters": {"login_hint": "a@b.example"}})
    );
}

#[tokio::test]
async fn users_are_searched_read_and_made() {
    let user = json!({"id": USER, "claims": {"externalUserId": "104233"}, "extra": true,
        "authenticationProvider": {"providerId": USER, "url": "https://idp.example", "subjectId": "s"}});
    let desk = desk(&[
        ("/v1/users/search", 200, json!({"data": [user]})),
        ("/v1/users", 201, user.clone()),
        (&format!("/v1/users/{USER}"), 200, user.clone()),
    ])
    .await;
    let search = UserSearch {
        claims: claims(json!({"externalUserId": "104233"})),
        authentication_provider: Some(AuthenticationProvider {
            provider_id: None,
            url: Some("not searched".to_owned()),
            subject_id: Some("s".to_owned()),
        }),
    };
    let found = desk.client.search_users(&search).await.unwrap();
    assert_eq!(found[0].claims["externalUserId"], "104233");
    assert_eq!(
        desk.client.fetch_user(USER).await.unwrap().unwrap().id,
        USER
    );
    let new = NewUser {
        claims: claims(json!({"email": "a@b.example"})),
        authentication_provider: None,
    };
    assert_eq!(desk.client.create_user(&new).await.unwrap().id, USER);
    let calls = desk.calls();
    assert_eq!(
        calls[0].json(),
        json!({"claims": {"externalUserId": "104233"}, "authenticationProvider": {"subjectId": "s"}, "limit": 100})
    );
    assert_eq!(calls[1].line, format!("GET /v1/users/{USER}"));
    assert_eq!(calls[2].json(), json!({"claims": {"email": "a@b.example"}}));
}

#[tokio::test]
async fn a_configuration_is_read_in_the_tenants_order_and_written_back() {
    let wire = json!({ "id": CONFIGURATION, "type": "nz.example.library-card.1",
      "claimMappings": {"z.last": {"z": {"mapFrom": "claims.z", "type": "string", "required": true}},
                        "a.first": {"y": {"required": false}, "b": {"required": false, "defaultValue": "NZ"}}},
      "branding": {"name": "Library card", "description": null, "backgroundColor": "#FFFFFF", "watermarkImage": null, "issuerLogo": null, "issuerIcon": null},
      "includeStatus": true,
      "expiresIn": {"years": 0, "months": 1, "weeks": 0, "days": 0, "hours": 0, "minutes": 0, "seconds": 0},
      "validUntil": {"mapFrom": "claims.end", "required": false} });
    let mut longer = wire.clone();
    longer["somethingNew"] = json!([1]);
    let path = format!("/v2/credentials/mobile/configurations/{CONFIGURATION}");
    let desk = desk(&[(&path, 200, longer)]).await;
    let read = desk
        .client
        .fetch_configuration(CONFIGURATION)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(read.name(), "Library card");
    let order: Vec<&str> = read
        .claim_mappings
        .iter()
        .flat_map(|(_, elements)| elements.iter().map(|(element, _)| element.as_str()))
        .collect();
    assert_eq!(order, ["z", "y", "b"]);
    assert_eq!(serde_json::to_string(&read).unwrap(), wire.to_string());
    let again: mattr_vii::Configuration = serde_json::from_value(wire).unwrap();
    assert_eq!(again, read);
}

#[tokio::test]
async fn a_bare_configuration_is_enough() {
    let path = "/v2/credentials/mobile/configurations";
    let bare = json!({"id": CONFIGURATION, "type": "t", "branding": null, "includeStatus": null, "claimMappings": null});
    let desk = desk(&[(path, 200, json!({"data": [bare]}))]).await;
    let list = desk.client.list_configurations().await.unwrap();
    assert_eq!((list[0].name(), list[0].include_status), ("t", false));
    assert!(list[0].claim_mappings.is_empty());
    assert_eq!(desk.only_call().line, format!("GET {path}?limit=100"));
}

#[tokio::test]
async fn issued_credentials_and_their_status() {
    let list = format!("/v1/users/{USER}/credentials");
    let status = format!("/v2/credentials/mobile/{CONFIGURATION}/status");
    let entry = json!({"id": CONFIGURATION, "type": "t", "profile": "mobile", "offerId": USER,
        "credentialConfigurationId": CONFIGURATION, "issuedDate": "2026-03-02T01:02:03.000Z",
        "validFrom": 1_772_413_323, "validUntil": null, "status": "valid"});
    let desk = desk(&[
        (&list, 200, json!({"data": [entry, {"id": USER}]})),
        (&status, 201, json!({"status": "invalid"})),
    ])
    .await;
    let issued = desk.client.list_user_credentials(USER).await.unwrap();
    assert_eq!(issued[0].offer_id, Some(USER));
    assert_eq!(
        issued[0].issued.unwrap().to_string(),
        "2026-03-02T01:02:03Z"
    );
    assert_eq!(issued[0].valid_from, issued[0].issued);
    assert_eq!((issued[1].offer_id, issued[1].issued), (None, None));
    let set = desk
        .client
        .set_credential_status(CONFIGURATION, CredentialStatus::Invalid)
        .await
        .unwrap();
    assert_eq!(set, CredentialStatus::Invalid);
    let asked = desk
        .client
        .fetch_credential_status(CONFIGURATION)
        .await
        .unwrap();
    assert_eq!(asked, Some(CredentialStatus::Invalid));
    let calls = desk.calls();
    assert_eq!(calls[0].line, format!("GET {list}?limit=100"));
    assert_eq!(calls[1].json(), json!({"status": "invalid"}));
    assert_eq!(calls[2].line, format!("GET {status}"));
}

#[tokio::test]
async fn events_fall_back_to_older_paths_and_remember_the_one_that_answered() {
    let event =
        json!({"id": "e1", "type": "T", "timestamp": 1_772_413_323_000_i64, "clientId": "c"});
    let desk = desk(&[(
        "/core/v1/analytics/events",
        200,
        json!({"data": [event], "nextCursor": "n"}),
    )])
    .await;
    let query = EventQuery {
        types: vec!["A".to_owned(), "B C".to_owned()],
        date_from: Some("2026-03-02T01:00:00Z".parse().unwrap()),
        ..EventQuery::default()
    };
    let page = desk.client.list_events(&query).await.ok().unwrap();
    assert_eq!(page.next_cursor.as_deref(), Some("n"));
    assert_eq!(page.events[0].timestamp.to_string(), "2026-03-02T01:02:03Z");
    desk.client
        .list_events(&EventQuery::default())
        .await
        .ok()
        .unwrap();
    let lines: Vec<String> = desk.calls().into_iter().map(|call| call.line).collect();
    let query = "types=A&types=B+C&dateFrom=2026-03-02T01%3A00%3A00Z";
    assert_eq!(
        lines,
        [
            format!("GET /v1/events?{query}"),
            format!("GET /v1/analytics/events?{query}"),
            format!("GET /core/v1/analytics/events?{query}"),
            "GET /core/v1/analytics/events".to_owned(),
        ]
    );
}

#[tokio::test]
async fn the_custom_domain_is_optional() {
    let desk = desk(&[]).await;
    assert_eq!(desk.client.fetch_domain().await.unwrap(), None);
    let answer = json!({"name": "Council", "logoUrl": null, "domain": "vii.council.example",
        "verificationToken": "canary", "isVerified": true, "verifiedAt": "2026-03-02T01:02:03Z"});
    *desk.recorder.answers.lock().unwrap() = vec![("/v1/config/domain".to_owned(), 200, answer)];
    let domain = desk.client.fetch_domain().await.unwrap().unwrap();
    assert_eq!(
        (domain.domain.as_str(), domain.is_verified),
        ("vii.council.example", true)
    );
}

#[tokio::test]
async fn an_answer_about_another_thing_is_refused() {
    let desk = desk(&[
        (
            &format!("/v1/users/{USER}"),
            200,
            json!({"id": CONFIGURATION}),
        ),
        (
            &format!("/v2/credentials/mobile/configurations/{USER}"),
            200,
            json!({"id": CONFIGURATION, "type": "t"}),
        ),
    ])
    .await;
    assert!(desk.client.fetch_user(USER).await.is_err());
    assert!(desk.client.fetch_configuration(USER).await.is_err());
}
