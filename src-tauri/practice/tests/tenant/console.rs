//! Sign-in, roles, conventions, configurations, events, status.

use std::time::Duration;

use counterfoil_practice::{EventsPath, Role};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{CONFIGURATIONS, LICENCE, OFFERS, STAFF, Session, VISITOR};

#[tokio::test]
async fn the_token_reply_is_the_documented_one() {
    let session = Session::start().await;
    let reply = session.token_reply(Role::Issuer, |_| {}).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json["expires_in"], 86_400);
    assert_eq!(reply.json["token_type"], "Bearer");
}

#[rstest]
#[case("client_secret")]
#[case("client_id")]
#[case("audience")]
#[tokio::test]
async fn a_wrong_part_of_the_sign_in_is_an_oauth_401(#[case] part: &str) {
    let session = Session::start().await;
    let reply = session
        .token_reply(Role::Issuer, |body| body[part] = "wrong".into())
        .await;
    assert_eq!(reply.status, 401);
    assert_eq!(
        reply.json,
        json!({"error": "access_denied", "error_description": "Unauthorized"})
    );
}

#[tokio::test]
async fn no_token_a_made_up_token_and_an_old_token_are_a_plain_text_401() {
    let mut session = Session::start_with(|knobs| knobs.token_lifetime_s = 60).await;
    let url = format!("{}{CONFIGURATIONS}", session.practice.base_url());
    let bare = session.client.get(&url).send().await.unwrap();
    assert_eq!(bare.status(), 401);
    assert_eq!(bare.text().await.unwrap(), "Unauthorized");
    let made_up = session
        .client
        .get(&url)
        .bearer_auth("abc")
        .send()
        .await
        .unwrap();
    assert_eq!(made_up.status(), 401);
    session.clock.advance(Duration::from_secs(60));
    assert_eq!(session.get(CONFIGURATIONS).await.status, 401);
    session.sign_in_as(Role::Issuer).await;
    assert_eq!(session.get(CONFIGURATIONS).await.status, 200);
}

#[rstest]
#[case(Role::Admin, [200, 200, 400, 200, 200])]
#[case(Role::Issuer, [200, 200, 400, 403, 200])]
#[case(Role::ManagedIssuer, [403, 403, 400, 403, 403])]
#[case(Role::Verifier, [403, 403, 403, 403, 200])]
#[case(Role::DtsProvider, [403, 403, 403, 403, 200])]
#[case(Role::DtsConsumer, [403, 403, 403, 403, 403])]
#[case(Role::Auditor, [403, 403, 403, 200, 403])]
#[tokio::test]
async fn each_role_may_do_what_the_vendor_says(#[case] role: Role, #[case] expected: [u16; 5]) {
    let mut session = Session::start().await;
    session.sign_in_as(role).await;
    let statuses = [
        session.get(CONFIGURATIONS).await.status,
        session.get("/v1/users").await.status,
        session.post(OFFERS, json!({})).await.status,
        session.get("/v1/events").await.status,
        session.get("/v1/config/domain").await.status,
    ];
    assert_eq!(statuses, expected);
}

#[tokio::test]
async fn a_refusal_for_the_role_has_an_empty_body_and_the_role_knob_changes_it() {
    let session = Session::start().await;
    session
        .control()
        .set_knobs(|knobs| knobs.role = Some(Role::Auditor));
    let reply = session.get(CONFIGURATIONS).await;
    assert_eq!((reply.status, reply.text.as_str()), (403, ""));
}

#[tokio::test]
async fn lists_are_paged_by_an_opaque_cursor_that_the_last_page_lacks() {
    let session = Session::start().await;
    let mut seen = Vec::new();
    let mut path = "/v1/users?limit=10".to_owned();
    let mut pages = 0;
    loop {
        let page = session.get(&path).await.json;
        pages += 1;
        seen.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|user| user["id"].clone()),
        );
        match page["nextCursor"].as_str() {
            Some(cursor) => path = format!("/v1/users?limit=10&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (36, 4));
    seen.sort_by_key(Value::to_string);
    seen.dedup();
    assert_eq!(seen.len(), 36);
}

#[rstest]
#[case("limit=0")]
#[case("limit=1001")]
#[case("limit=ten")]
#[case("cursor=made-up")]
#[tokio::test]
async fn a_bad_page_is_refused_in_the_vendors_shape(#[case] query: &str) {
    let session = Session::start().await;
    let reply = session.get(&format!("{CONFIGURATIONS}?{query}")).await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.json["code"], "BadRequest");
    assert_eq!(reply.json["message"], "Validation Error");
    let detail = &reply.json["details"][0];
    assert_eq!(detail["location"], "params");
    assert_eq!(detail["msg"], "Invalid value");
    assert!(query.starts_with(detail["param"].as_str().unwrap()));
}

#[tokio::test]
async fn the_seed_holds_every_kind_of_configuration() {
    let session = Session::start().await;
    let list = session.get(CONFIGURATIONS).await.json["data"]
        .as_array()
        .unwrap()
        .clone();
    assert!(list.len() >= 6);
    let text = Value::Array(list.clone()).to_string();
    for part in [
        "claims.address.formatted",
        "authenticationProvider.subjectId",
        "claims.membership_end",
        "practiceColour",
        "claimSourceId",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(
        list.iter()
            .filter(|one| one.get("branding").is_none())
            .count(),
        1
    );
    let branded = list
        .iter()
        .filter_map(|one| one["branding"]["name"].as_str());
    assert!(branded.into_iter().all(|name| name.contains("Practice")));
}

#[tokio::test]
async fn a_configuration_is_found_by_type_and_by_id_and_keeps_its_id_from_start_to_start() {
    let session = Session::start().await;
    let list = session
        .get(&format!("{CONFIGURATIONS}?type={LICENCE}"))
        .await
        .json;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    let id = list["data"][0]["id"].as_str().unwrap();
    let one = session.get(&format!("{CONFIGURATIONS}/{id}")).await;
    assert_eq!(one.json, list["data"][0]);
    assert_eq!(
        session
            .get(&format!("{CONFIGURATIONS}/not-a-uuid"))
            .await
            .status,
        400
    );
    let stranger = session
        .get(&format!(
            "{CONFIGURATIONS}/00000000-0000-4000-8000-000000000000"
        ))
        .await;
    assert_eq!(stranger.status, 404);
    assert_eq!(Session::start().await.id(LICENCE), id);
}

#[tokio::test]
async fn events_tell_an_admin_which_offer_was_made_and_are_filtered_by_type_and_time() {
    let mut session = Session::start().await;
    let offer = session.offer(&[VISITOR], json!({"site": "North"})).await;
    session.sign_in_as(Role::Admin).await;
    let kind = "OPENID_PRE_AUTHORIZED_OFFER_CREATE_SUCCESS";
    let found = session
        .get(&format!(
            "/v1/events?types={kind}&dateFrom=2026-03-02T01:00:00Z"
        ))
        .await
        .json;
    assert_eq!(found["data"].as_array().unwrap().len(), 1);
    assert_eq!(found["data"][0]["data"]["offerId"], offer.id.as_str());
    let later = session
        .get("/v1/events?dateFrom=2026-03-02T01:00:01Z")
        .await
        .json;
    assert_eq!(later["data"], json!([]));
    session.control().set_knobs(|knobs| {
        knobs.event_level = 1;
        knobs.events_path = EventsPath::Analytics;
    });
    assert_eq!(session.get("/v1/events").await.status, 404);
    let bare = session.get("/v1/analytics/events").await.json;
    assert!(bare["data"][0].get("data").is_none());
}

#[tokio::test]
async fn a_status_goes_to_invalid_for_good_and_only_where_there_is_a_status() {
    let session = Session::start().await;
    let offer = session
        .offer(&[STAFF, VISITOR], json!({"site": "North"}))
        .await;
    let wallet = counterfoil_practice::wallet::PretendWallet::new();
    assert!(
        wallet
            .claim(&offer.uri, Some(&offer.transaction_code))
            .await
            .claimed()
    );
    let listed = session.listed(&offer.user).await;
    let path = |entry: &Value| {
        format!(
            "/v2/credentials/mobile/{}/status",
            entry["id"].as_str().unwrap()
        )
    };
    let staff = path(&listed[0]);
    assert_eq!(session.get(&staff).await.json, json!({"status": "valid"}));
    assert_eq!(
        session.post(&staff, json!({"status": "gone"})).await.status,
        400
    );
    assert_eq!(
        session
            .post(&staff, json!({"status": "invalid"}))
            .await
            .status,
        201
    );
    assert_eq!(
        session
            .post(&staff, json!({"status": "valid"}))
            .await
            .status,
        400
    );
    assert_eq!(
        session
            .post(&path(&listed[1]), json!({"status": "invalid"}))
            .await
            .status,
        400
    );
    assert!(listed[1].get("status").is_none());
}

#[tokio::test]
async fn an_unknown_path_is_404_and_the_tenant_stops_when_dropped() {
    let session = Session::start().await;
    assert_eq!(
        session
            .send(Method::GET, "/v1/openid/offers/pre-authorized/x/y", None)
            .await
            .status,
        404
    );
    let url = session.practice.base_url().to_owned();
    let client = session.client.clone();
    drop(session);
    tokio::task::yield_now().await;
    assert!(client.get(url).send().await.is_err());
}
