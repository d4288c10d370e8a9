//! Users.

use reqwest::Method;
use serde_json::json;

use crate::support::Session;

#[tokio::test]
async fn the_person_of_the_first_lesson_is_there() {
    let session = Session::start().await;
    let person = session.person("104233").await;
    assert_eq!(person["claims"]["given_name"], "Hēmi Rāwiri");
    assert_eq!(person["claims"]["family_name"], "Te Ōkahu-Wright");
    assert_eq!(person["claims"]["birth_date"], "1988-03-04");
}

#[tokio::test]
async fn the_seeded_names_test_software() {
    let session = Session::start().await;
    let people = session.get("/v1/users").await.json["data"]
        .as_array()
        .unwrap()
        .clone();
    let names: Vec<&str> = people
        .iter()
        .map(|one| one["claims"]["given_name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"小明"));
    assert!(names.iter().any(|name| name.chars().count() == 1));
    assert!(names.iter().any(|name| name.chars().count() == 60));
    assert!(names.iter().any(|name| {
        name.chars()
            .any(|one| ('\u{0590}'..'\u{0700}').contains(&one))
    }));
    assert_eq!(names.iter().filter(|name| **name == "Jane").count(), 2);
}

#[tokio::test]
async fn a_search_matches_exactly_at_any_depth_and_ands_its_parts() {
    let session = Session::start().await;
    let count = async |claims| {
        let reply = session
            .post("/v1/users/search", json!({"claims": claims}))
            .await;
        reply.json["data"].as_array().unwrap().len()
    };
    assert_eq!(count(json!({"given_name": "Jane"})).await, 2);
    assert_eq!(count(json!({"given_name": "jane"})).await, 0);
    assert_eq!(
        count(json!({"given_name": "Jane", "birth_date": "1962-01-12"})).await,
        1
    );
    assert_eq!(
        count(json!({"address": {"formatted": "1 Practice Street, Te Awa"}})).await,
        1
    );
    let bad = session
        .post("/v1/users/search", json!({"claims": "Jane"}))
        .await;
    assert_eq!(bad.status, 400);
    assert_eq!(bad.json["details"][0]["param"], "claims");
}

#[tokio::test]
async fn a_user_is_created_replaced_and_deleted() {
    let session = Session::start().await;
    let made = session
        .post("/v1/users", json!({"claims": {"externalUserId": "9"}}))
        .await;
    assert_eq!(made.status, 201);
    let path = format!("/v1/users/{}", made.json["id"].as_str().unwrap());
    assert_eq!(session.get(&path).await.json, made.json);
    let replaced = session
        .send(Method::PUT, &path, Some(json!({"claims": {"a": 1}})))
        .await;
    assert_eq!(replaced.json["claims"], json!({"a": 1}));
    assert_eq!(session.send(Method::DELETE, &path, None).await.status, 204);
    assert_eq!(session.get(&path).await.status, 404);
    assert_eq!(session.get("/v1/users/nobody").await.status, 400);
}
