//! Lists: all pages, within bounds (R67, K2).

use mattr_vii::{Unreadable, UserSearch};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Bench, answer, bench};

fn users(range: std::ops::Range<u128>) -> Vec<Value> {
    range
        .map(|n| json!({"id": Uuid::from_u128(n), "claims": {"n": n as u64}}))
        .collect()
}

async fn refusal(bench: &Bench) -> Unreadable {
    let error = bench
        .client
        .search_users(&UserSearch::default())
        .await
        .err()
        .unwrap();
    error.unreadable().unwrap().clone()
}

#[tokio::test]
async fn pages_are_followed_by_cursor() {
    let bench = bench();
    bench.script.then(answer(
        200,
        json!({"data": users(0..2), "nextCursor": "a b&c=d"}),
    ));
    bench.script.then(answer(200, json!({"data": users(2..3)})));
    let found = bench
        .client
        .search_users(&UserSearch::default())
        .await
        .ok()
        .unwrap();
    assert_eq!(found.len(), 3);
    let sent = bench.script.sent.lock().unwrap();
    let body: Value = serde_json::from_slice(sent[2].body.as_ref().unwrap()).unwrap();
    assert_eq!(body, json!({"limit": 100, "cursor": "a b&c=d"}));
}

#[tokio::test]
async fn cursors_are_encoded_in_addresses() {
    let bench = bench();
    bench
        .script
        .then(answer(200, json!({"data": [], "nextCursor": "a b&c=d/?"})));
    bench
        .script
        .then(answer(200, json!({"data": [], "nextCursor": null})));
    bench.client.list_configurations().await.ok().unwrap();
    let sent = bench.script.sent.lock().unwrap();
    assert!(
        sent[2]
            .url
            .ends_with("/configurations?limit=100&cursor=a+b%26c%3Dd%2F%3F")
    );
}

#[tokio::test]
async fn a_list_that_comes_back_to_itself_is_refused() {
    let bench = bench();
    for cursor in ["a", "b", "a"] {
        bench.script.then(answer(
            200,
            json!({"data": users(0..1), "nextCursor": cursor}),
        ));
    }
    assert_eq!(refusal(&bench).await, Unreadable::RepeatedPage);
}

#[tokio::test]
async fn a_list_of_more_than_50_pages_is_refused() {
    let bench = bench();
    for page in 0..50 {
        bench.script.then(answer(
            200,
            json!({"data": [], "nextCursor": page.to_string()}),
        ));
    }
    assert_eq!(refusal(&bench).await, Unreadable::ListTooLong);
    assert_eq!(bench.script.calls(), 50);
}

#[tokio::test]
async fn a_list_of_50_pages_and_5_000_items_is_read() {
    let bench = bench();
    for page in 0..50 {
        let items = users(page * 100..page * 100 + 100);
        let next = (page < 49).then(|| page.to_string());
        bench
            .script
            .then(answer(200, json!({"data": items, "nextCursor": next})));
    }
    let found = bench
        .client
        .search_users(&UserSearch::default())
        .await
        .ok()
        .unwrap();
    assert_eq!(found.len(), 5_000);
}

#[tokio::test]
async fn a_list_of_more_than_5_000_items_is_refused() {
    let bench = bench();
    bench
        .script
        .then(answer(200, json!({"data": users(0..5_001)})));
    assert_eq!(refusal(&bench).await, Unreadable::ListTooLong);
}

#[rstest::rstest]
#[case("", "json")]
#[case("[]", "shape")]
#[case("{}", "shape")]
#[case(r#"{"data":{}}"#, "shape")]
#[case(r#"{"data":[],"nextCursor":7}"#, "shape")]
#[case(r#"{"data":[],"data":[]}"#, "json")]
#[case(r#"{"data":[]} x"#, "json")]
#[case("<html>", "json")]
#[tokio::test]
async fn a_page_that_is_not_one_is_refused(#[case] body: &str, #[case] why: &str) {
    let bench = bench();
    bench.script.then(answer(200, body));
    let refused = match refusal(&bench).await {
        Unreadable::Json(_) => "json",
        Unreadable::Shape(_) => "shape",
        _ => "other",
    };
    assert_eq!(refused, why);
}

#[tokio::test]
async fn a_configuration_on_two_pages_is_given_once() {
    let bench = bench();
    let one = json!({"id": Uuid::from_u128(1), "type": "a"});
    bench
        .script
        .then(answer(200, json!({"data": [one], "nextCursor": "x"})));
    bench.script.then(answer(200, json!({"data": [one]})));
    assert_eq!(
        bench.client.list_configurations().await.ok().unwrap().len(),
        1
    );
}

#[tokio::test]
async fn a_user_without_credentials_may_be_404() {
    let bench = bench();
    bench.script.then(answer(404, ""));
    let list = bench
        .client
        .list_user_credentials(Uuid::from_u128(1))
        .await
        .ok()
        .unwrap();
    assert!(list.is_empty());
}
