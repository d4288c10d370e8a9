//! The token's life (R81, F7, K1).

use std::{future::Future, sync::atomic::Ordering, time::Duration};

use jiff::SignedDuration;
use mattr_vii::{
    Cause, Client, CredentialsError, Error, ErrorKind, FaultKind, PreAuthorizedOfferRequest, Retry,
};
use serde_json::json;
use uuid::Uuid;

use crate::support::{Bench, MemoryCredentials, answer, bench, bench_with, fault, start, token};

const ID: Uuid = Uuid::from_u128(1);

async fn call(bench: &Bench) {
    bench.script.then(answer(404, ""));
    bench.client.fetch_user(ID).await.ok().unwrap();
}

async fn refused_create(bench: &Bench) -> Error {
    let offer = PreAuthorizedOfferRequest::new(vec![ID]);
    let created = bench.client.create_pre_authorized_offer(&offer).await;
    created.err().unwrap()
}

fn last_bearer(bench: &Bench) -> String {
    bench
        .script
        .sent
        .lock()
        .unwrap()
        .last()
        .unwrap()
        .bearer
        .clone()
        .unwrap()
}

#[tokio::test]
async fn a_hundred_callers_share_one_sign_in() {
    let bench = bench();
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..100 {
        bench.script.then(answer(404, ""));
        let client = bench.client.clone();
        callers.spawn(async move { client.fetch_user(ID).await.is_ok() });
    }
    assert!(callers.join_all().await.into_iter().all(|good| good));
    assert_eq!(bench.script.token_calls(), 1);
    assert_eq!(bench.credentials.secret_reads.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_hundred_callers_share_one_refusal() {
    let bench = bench();
    for _ in 0..2 {
        bench.script.then_token(answer(
            401,
            r#"{"error":"access_denied","error_description":"Unauthorized"}"#,
        ));
    }
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let client = bench.client.clone();
        callers.spawn(async move { client.sign_in().await.err().unwrap() });
    }
    for error in callers.join_all().await {
        assert_eq!(error.kind(), &ErrorKind::SignInRefused);
        assert_eq!(error.code(), Some("access_denied"));
        assert_eq!(error.retry(), Retry::AfterSignIn);
    }
    assert_eq!(bench.script.token_calls(), 1);
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_the_sign_in_to_the_next() {
    let bench = bench();
    let first = tokio::spawn({
        let client = bench.client.clone();
        async move { client.sign_in().await }
    });
    tokio::task::yield_now().await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    bench.client.sign_in().await.ok().unwrap();
}

#[rstest::rstest]
#[case::a_day(86_400, 86_400 - 900)]
#[case::ten_minutes(600, 480)]
#[case::an_hour(3_600, 2_880)]
#[tokio::test]
async fn renewal_is_at_80_percent_or_15_minutes_before_the_end(
    #[case] life: u64,
    #[case] renewed_at: u64,
) {
    let bench = bench();
    bench.script.then_token(answer(200, token("first", life)));
    call(&bench).await;
    bench.clock.advance(Duration::from_secs(renewed_at - 1));
    call(&bench).await;
    assert_eq!(bench.script.token_calls(), 1);
    bench.clock.advance(Duration::from_secs(1));
    call(&bench).await;
    assert_eq!(bench.script.token_calls(), 2);
    assert_eq!(last_bearer(&bench), "token-2");
}

#[tokio::test]
async fn a_jump_of_the_wall_clock_does_not_renew() {
    let bench = bench();
    call(&bench).await;
    bench
        .clock
        .set_wall(start() + SignedDuration::from_hours(24 * 400));
    call(&bench).await;
    assert_eq!(bench.script.token_calls(), 1);
}

#[rstest::rstest]
#[case::unreachable(fault(FaultKind::NotSent(Cause::Dns)), true)]
#[case::failing(answer(500, ""), true)]
#[case::limited(answer(429, ""), true)]
#[case::refused(answer(401, ""), false)]
#[tokio::test]
async fn a_failed_early_renewal_leaves_the_old_token_in_use(
    #[case] step: crate::support::Step,
    #[case] goes_on: bool,
) {
    let bench = bench();
    call(&bench).await;
    bench.clock.advance(Duration::from_secs(86_400 - 600));
    bench.script.then_token(step);
    for _ in 0..3 {
        bench
            .script
            .then_token(fault(FaultKind::NotSent(Cause::Dns)));
    }
    bench.script.then(answer(404, ""));
    let outcome = bench.client.fetch_user(ID).await;
    assert_eq!(outcome.is_ok(), goes_on);
    if goes_on {
        assert_eq!(last_bearer(&bench), "token-1");
        let tries = bench.script.token_calls();
        call(&bench).await;
        assert_eq!(
            bench.script.token_calls(),
            tries,
            "the next try waits a minute"
        );
    }
}

#[tokio::test]
async fn a_401_renews_once_and_the_call_goes_out_once_more() {
    let bench = bench();
    bench
        .script
        .then(answer(401, "Unauthorized"))
        .then(answer(200, "{}"));
    let offer = PreAuthorizedOfferRequest::new(vec![ID]);
    assert!(
        bench
            .client
            .create_pre_authorized_offer(&offer)
            .await
            .is_ok()
    );
    assert_eq!((bench.script.calls(), bench.script.token_calls()), (2, 2));
    assert_eq!(last_bearer(&bench), "token-2");
    assert_eq!(bench.credentials.forgotten.load(Ordering::SeqCst), 1);
    assert_eq!(bench.credentials.kept().as_deref(), Some("token-2"));
}

#[tokio::test]
async fn a_second_401_is_the_end() {
    let bench = bench();
    bench
        .script
        .then(answer(401, "Unauthorized"))
        .then(answer(401, "Unauthorized"));
    let error = bench.client.fetch_user(ID).await.err().unwrap();
    assert_eq!(error.kind(), &ErrorKind::Unauthorized);
    assert_eq!((bench.script.calls(), bench.script.token_calls()), (2, 2));
}

#[tokio::test]
async fn a_401_for_many_callers_renews_once() {
    let bench = bench();
    call(&bench).await;
    for status in [401; 20].into_iter().chain([404; 20]) {
        bench.script.then(answer(status, ""));
    }
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let client = bench.client.clone();
        callers.spawn(async move { client.fetch_user(ID).await.is_ok() });
    }
    assert!(callers.join_all().await.into_iter().all(|good| good));
    assert_eq!(bench.script.token_calls(), 2);
}

#[tokio::test]
async fn a_missing_secret_is_told_before_anything_is_sent() {
    for error in [CredentialsError::Missing, CredentialsError::Unavailable] {
        let bench = bench();
        *bench.credentials.no_secret.lock().unwrap() = Some(error);
        let error = refused_create(&bench).await;
        assert_eq!(error.kind(), &ErrorKind::NeedsSecret);
        assert_eq!(error.operation(), "create_pre_authorized_offer");
        assert!(!error.may_have_acted());
        assert_eq!(bench.script.sent.lock().unwrap().len(), 0);
    }
}

/// Found by seed 113708: the desk called an offer cancelled that could still be redeemed.
#[rstest::rstest]
#[case::delete(|client: Client| async move {
    client.delete_pre_authorized_offer(ID).await.err()
})]
#[case::credentials(|client: Client| async move {
    client.list_user_credentials(ID).await.err()
})]
#[case::user(|client: Client| async move { client.fetch_user(ID).await.err() })]
#[tokio::test]
async fn a_404_of_the_token_service_is_not_a_404_of_the_call<F>(#[case] call: impl Fn(Client) -> F)
where
    F: Future<Output = Option<Error>>,
{
    let bench = bench();
    bench.script.then(answer(401, ""));
    bench.script.then_token(answer(200, token("first", 86_400)));
    bench.script.then_token(answer(404, ""));
    let error = call(bench.client.clone()).await.unwrap();
    assert_eq!(error.kind(), &ErrorKind::ServiceFailed);
    assert_eq!(error.status(), Some(404));
}

#[rstest::rstest]
#[case::not_found(404, "", ErrorKind::ServiceFailed)]
#[case::bad_request(400, r#"{"error":"invalid_request"}"#, ErrorKind::ServiceFailed)]
#[case::wrong_client(400, r#"{"error":"invalid_client"}"#, ErrorKind::SignInRefused)]
#[case::client_not_allowed(400, r#"{"error":"unauthorized_client"}"#, ErrorKind::SignInRefused)]
#[case::too_large(413, "", ErrorKind::ServiceFailed)]
#[case::fields(
    422,
    r#"{"code":"BadRequest","details":[{"location":"body","param":"claims","msg":"no"}]}"#,
    ErrorKind::ServiceFailed
)]
#[tokio::test]
async fn a_refusal_of_the_token_service_is_never_one_of_what_was_typed(
    #[case] status: u16,
    #[case] body: &str,
    #[case] kind: ErrorKind,
) {
    let bench = bench();
    bench.script.then_token(answer(status, body));
    let error = refused_create(&bench).await;
    assert_eq!(error.kind(), &kind);
    assert!(error.details().is_empty() && !error.may_have_acted());
    assert_eq!(bench.script.calls(), 0);
}

#[tokio::test]
async fn an_unreachable_token_service_never_means_that_a_create_acted() {
    let bench = bench();
    for _ in 0..3 {
        bench.script.then_token(fault(FaultKind::Timeout));
    }
    let error = refused_create(&bench).await;
    assert_eq!(error.kind(), &ErrorKind::Timeout);
    assert!(!error.may_have_acted());
    assert_eq!((bench.script.calls(), bench.script.token_calls()), (0, 3));
}

#[tokio::test]
async fn f10_a_failing_token_service_is_asked_three_times_in_all() {
    let bench = bench();
    for _ in 0..4 {
        bench.script.then_token(answer(503, ""));
    }
    let error = bench.client.fetch_user(ID).await.err().unwrap();
    assert_eq!(error.kind(), &ErrorKind::ServiceFailed);
    assert_eq!((bench.script.calls(), bench.script.token_calls()), (0, 3));
}

/// Keeps a token issued `age` before now that lives for `life`, both in seconds.
fn kept(age: i64, life: i64) -> Bench {
    let credentials = MemoryCredentials::default();
    let issued = start() - SignedDuration::from_secs(age);
    credentials.keep("kept", issued, issued + SignedDuration::from_secs(life));
    bench_with(credentials)
}

#[rstest::rstest]
#[case::fresh(60, 86_400, true)]
#[case::clock_a_little_behind(-30, 86_400, true)]
#[case::from_the_future(-3_600, 86_400, false)]
#[case::ended(86_400, 86_400, false)]
#[case::ends_before_it_begins(60, -10, false)]
#[case::lives_for_a_year(60, 31_536_000, false)]
#[case::due_for_renewal(86_000, 86_400, false)]
#[tokio::test]
async fn a_kept_token_is_used_when_its_times_make_sense(
    #[case] age: i64,
    #[case] life: i64,
    #[case] used: bool,
) {
    let bench = kept(age, life);
    call(&bench).await;
    assert_eq!(bench.script.token_calls(), usize::from(!used));
    assert_eq!(last_bearer(&bench), if used { "kept" } else { "token-1" });
}

#[tokio::test]
async fn a_kept_token_due_for_renewal_still_serves_while_the_service_is_away() {
    let bench = kept(86_000, 86_400);
    for _ in 0..4 {
        bench
            .script
            .then_token(fault(FaultKind::NotSent(Cause::Refused)));
    }
    call(&bench).await;
    assert_eq!(last_bearer(&bench), "kept");
}

#[tokio::test]
async fn signing_in_afresh_passes_over_the_kept_token() {
    let bench = kept(60, 86_400);
    bench.client.sign_in_afresh().await.ok().unwrap();
    assert_eq!(bench.script.token_calls(), 1);
    assert_eq!(bench.credentials.kept().as_deref(), Some("token-1"));
}

#[rstest::rstest]
#[case(json!({"access_token": "a", "expires_in": 0, "token_type": "Bearer"}))]
#[case(json!({"access_token": "a", "expires_in": -1, "token_type": "Bearer"}))]
#[case(json!({"access_token": "a", "expires_in": 0.5, "token_type": "Bearer"}))]
#[case(json!({"access_token": "a", "expires_in": "3600", "token_type": "Bearer"}))]
#[case(json!({"access_token": "a", "expires_in": null, "token_type": "Bearer"}))]
#[case(json!({"access_token": "a", "token_type": "Bearer"}))]
#[case(json!({"access_token": "a", "expires_in": 60, "token_type": "mac"}))]
#[case(json!({"access_token": "a", "expires_in": 60}))]
#[case(json!({"access_token": "", "expires_in": 60, "token_type": "Bearer"}))]
#[case(json!({"access_token": "a\r\nb", "expires_in": 60, "token_type": "Bearer"}))]
#[case(json!({"access_token": "a b", "expires_in": 60, "token_type": "Bearer"}))]
#[case(json!({"access_token": "a".repeat(20_000), "expires_in": 60, "token_type": "Bearer"}))]
#[case(json!({"access_token": 17, "expires_in": 60, "token_type": "Bearer"}))]
#[case(json!([]))]
#[tokio::test]
async fn a_token_reply_that_makes_no_sense_is_refused(#[case] body: serde_json::Value) {
    let bench = bench();
    bench.script.then_token(answer(200, body));
    let error = bench.client.sign_in().await.err().unwrap();
    assert_eq!(error.kind(), &ErrorKind::Unreadable);
    assert_eq!(bench.credentials.kept(), None);
}

#[tokio::test]
async fn an_overlong_life_is_cut_to_a_week() {
    let bench = bench();
    bench
        .script
        .then_token(answer(200, token("long", u64::MAX)));
    bench.client.sign_in().await.ok().unwrap();
    let kept = bench.credentials.token.lock().unwrap();
    let kept = kept.as_ref().unwrap();
    assert_eq!(
        kept.expires.duration_since(kept.issued),
        SignedDuration::from_hours(24 * 7)
    );
}

#[tokio::test]
async fn the_tenants_clock_is_measured_and_the_token_services_is_not() {
    let bench = bench();
    bench.script.take_time(&bench.clock, Duration::from_secs(2));
    let date = [("date", "Mon, 02 Mar 2026 02:00:00 GMT")];
    bench
        .script
        .then_token(crate::support::answer_with(200, &date, token("t", 60)));
    bench.client.sign_in().await.ok().unwrap();
    assert_eq!(bench.client.server_offset(), None);
    bench
        .script
        .then(crate::support::answer_with(404, &date, ""));
    bench.client.fetch_user(ID).await.ok().unwrap();
    let offset = bench.client.server_offset().unwrap();
    // Four seconds of our clock have passed; the reply was made one second ago.
    assert_eq!(
        offset.server_minus_wall,
        SignedDuration::from_secs(3_600 - 4 + 1)
    );
    assert_eq!(offset.round_trip, Duration::from_secs(2));
}
