//! What each answer to a create means (R85), and what errors may show (R74).

use std::time::Duration;

use mattr_vii::{
    Cause, CertificateFault, Error, ErrorKind, FaultKind, Head, Lane, Method,
    PreAuthorizedOfferRequest, Retry, TransportFault, Unreadable,
};
use uuid::Uuid;

use crate::support::{Step, answer, answer_with, bench, fault};

const BODIES: [&str; 4] = [
    r#"{"code":"BadRequest","message":"canary","details":[{"value":"canary","msg":"canary value","param":"claims.x","location":"body"}]}"#,
    "canary",
    "",
    "<html><body>canary</body></html>",
];

/// Statuses and their class in R85: may it have acted, and how often is it sent.
const STATUSES: [(u16, bool, usize); 41] = [
    (300, true, 1),
    (301, true, 1),
    (302, true, 1),
    (303, true, 1),
    (304, true, 1),
    (307, true, 1),
    (308, true, 1),
    (400, false, 1),
    (401, false, 2),
    (402, true, 1),
    (403, false, 1),
    (404, false, 1),
    (405, true, 1),
    (406, true, 1),
    (407, true, 1),
    (408, true, 1),
    (409, false, 1),
    (410, false, 1),
    (411, true, 1),
    (412, true, 1),
    (413, false, 1),
    (414, true, 1),
    (415, false, 1),
    (417, true, 1),
    (418, true, 1),
    (421, true, 1),
    (422, false, 1),
    (423, true, 1),
    (424, true, 1),
    (425, true, 1),
    (428, true, 1),
    (429, false, 1),
    (431, true, 1),
    (451, true, 1),
    (500, true, 1),
    (501, true, 1),
    (502, true, 1),
    (503, true, 1),
    (504, true, 1),
    (520, true, 1),
    (599, true, 1),
];

fn offer() -> PreAuthorizedOfferRequest {
    PreAuthorizedOfferRequest::new(vec![Uuid::from_u128(7)])
}

/// Creates an offer against `steps` and tells the error and how many creates left.
async fn create(steps: impl IntoIterator<Item = Step>) -> (Error, usize) {
    let bench = bench();
    for step in steps {
        bench.script.then(step);
    }
    let error = bench
        .client
        .create_pre_authorized_offer(&offer())
        .await
        .err()
        .unwrap();
    (error, bench.script.calls())
}

#[tokio::test]
async fn every_status_with_every_body_has_its_class() {
    for (status, acted, times) in STATUSES {
        for body in BODIES {
            let (error, sent) = create([answer(status, body), answer(status, body)]).await;
            assert_eq!(error.may_have_acted(), acted, "status {status}");
            assert_eq!(sent, times, "status {status}");
            assert_eq!(error.status(), Some(status));
            assert!(
                !format!("{error} {error:?}").contains("canary"),
                "status {status}"
            );
            assert_eq!(error.retry() == Retry::ByHand, acted, "status {status}");
        }
    }
}

#[tokio::test]
async fn every_success_comes_back_unread() {
    for status in [200, 201, 202, 204, 226, 299] {
        for body in BODIES {
            let bench = bench();
            bench.script.then(answer_with(
                status,
                &[
                    ("x-request-id", "req-1"),
                    ("date", "Mon, 02 Mar 2026 01:00:05 GMT"),
                ],
                body,
            ));
            let reply = bench
                .client
                .create_pre_authorized_offer(&offer())
                .await
                .ok()
                .unwrap();
            assert_eq!(reply.status, status);
            assert_eq!(reply.body.as_slice(), body.as_bytes());
            assert_eq!(reply.request_id.as_deref(), Some("req-1"));
            assert_eq!(reply.date.unwrap().to_string(), "2026-03-02T01:00:05Z");
        }
    }
}

#[rstest::rstest]
#[case(FaultKind::NotSent(Cause::Dns), false, 2)]
#[case(FaultKind::NotSent(Cause::Refused), false, 2)]
#[case(FaultKind::NotSent(Cause::Unreachable), false, 2)]
#[case(FaultKind::NotSent(Cause::ConnectTimeout), false, 2)]
#[case(FaultKind::NotSent(Cause::Tls), false, 2)]
#[case(FaultKind::NotSent(Cause::AddressNotAllowed), false, 1)]
#[case(FaultKind::NotSent(Cause::Request), false, 1)]
#[case(FaultKind::Certificate(CertificateFault::Expired), false, 1)]
#[case(FaultKind::Timeout, true, 1)]
#[case(FaultKind::Interrupted, true, 1)]
#[case(FaultKind::TooLarge, true, 1)]
#[tokio::test]
async fn faults_of_the_wire_have_their_class(
    #[case] kind: FaultKind,
    #[case] acted: bool,
    #[case] times: usize,
) {
    let (error, sent) = create([fault(kind), fault(kind)]).await;
    assert_eq!(error.may_have_acted(), acted);
    assert_eq!(sent, times);
}

#[tokio::test]
async fn creating_goes_out_by_the_fresh_lane_and_reading_by_the_shared_one() {
    let bench = bench();
    bench.script.then(answer(200, "{}")).then(answer(404, ""));
    bench
        .client
        .create_pre_authorized_offer(&offer())
        .await
        .ok()
        .unwrap();
    bench.client.fetch_user(Uuid::from_u128(1)).await.unwrap();
    let sent = bench.script.sent.lock().unwrap();
    let lanes: Vec<_> = sent.iter().map(|sent| (sent.method, sent.lane)).collect();
    assert_eq!(
        lanes,
        [
            (Method::Post, Lane::Ordinary),
            (Method::Post, Lane::Create),
            (Method::Get, Lane::Ordinary)
        ]
    );
}

#[tokio::test]
async fn the_second_try_of_an_unsent_create_waits_half_a_second_to_two() {
    let bench = bench();
    let unsent = || fault(FaultKind::NotSent(Cause::Refused));
    bench.script.then(unsent()).then(answer(200, "{}"));
    bench
        .client
        .create_pre_authorized_offer(&offer())
        .await
        .ok()
        .unwrap();
    assert_eq!(bench.clock.slept(), [Duration::from_secs(2)]);
}

#[tokio::test]
async fn an_unsent_first_try_gives_no_second_chance_to_an_unknown_one() {
    let (error, sent) = create([
        fault(FaultKind::NotSent(Cause::Refused)),
        fault(FaultKind::Interrupted),
    ])
    .await;
    assert!(error.may_have_acted());
    assert_eq!(sent, 2);
}

#[tokio::test]
async fn after_a_401_at_most_one_more_create_reaches_the_wire() {
    let (error, sent) = create([answer(401, "Unauthorized"), fault(FaultKind::Timeout)]).await;
    assert_eq!((error.may_have_acted(), sent), (true, 2));
}

fn cut_after(status: u16) -> Step {
    let head = Head {
        status,
        headers: Vec::new(),
    };
    Err(TransportFault {
        kind: FaultKind::Interrupted,
        answered: Some(head),
    })
}

#[rstest::rstest]
#[case(400, ErrorKind::Refused, false)]
#[case(500, ErrorKind::ServiceFailed, true)]
#[case(200, ErrorKind::Interrupted, true)]
#[tokio::test]
async fn a_status_that_arrived_before_the_cut_still_counts(
    #[case] status: u16,
    #[case] kind: ErrorKind,
    #[case] acted: bool,
) {
    let (error, _) = create([cut_after(status)]).await;
    assert_eq!((error.kind(), error.may_have_acted()), (&kind, acted));
    assert_eq!(error.status(), Some(status));
}

#[tokio::test]
async fn reading_never_acts() {
    for step in [
        answer(501, ""),
        answer(302, ""),
        answer(200, "{"),
        fault(FaultKind::TooLarge),
    ] {
        let bench = bench();
        bench.script.then(step);
        for _ in 0..3 {
            bench.script.then(answer(501, ""));
        }
        let error = bench
            .client
            .fetch_user(Uuid::from_u128(1))
            .await
            .err()
            .unwrap();
        assert!(!error.may_have_acted());
    }
}

#[tokio::test]
async fn a_platform_error_keeps_field_and_words_but_not_the_value() {
    let headers = [("x-request-id", "0f3a-77")];
    let (error, _) = create([answer_with(400, &headers, BODIES[0])]).await;
    assert_eq!(error.kind(), &ErrorKind::Refused);
    assert_eq!(error.code(), Some("BadRequest"));
    assert_eq!(error.request_id(), Some("0f3a-77"));
    let detail = &error.details()[0];
    assert_eq!(detail.param.as_deref(), Some("claims.x"));
    assert_eq!(detail.msg.as_deref(), Some("canary value"));
    assert_eq!(detail.location.as_deref(), Some("body"));
    insta::assert_snapshot!(error, @"create_pre_authorized_offer: Refused, status 400, code BadRequest");
    insta::assert_debug_snapshot!(error, @"Error(create_pre_authorized_offer: Refused, status 400, code BadRequest; may have acted: false)");
    insta::assert_debug_snapshot!(detail, @"Detail(..)");
}

#[rstest::rstest]
#[case(r#"{"code":"a canary with spaces"}"#)]
#[case(r#"{"code":""}"#)]
#[case(r#"{"code":17}"#)]
#[case(r#"{"code":"x","code":"y"}"#)]
#[case(r#"["BadRequest"]"#)]
#[tokio::test]
async fn a_code_that_is_not_a_plain_word_is_dropped(#[case] body: &str) {
    let (error, _) = create([answer(400, body)]).await;
    assert_eq!(error.code(), None);
}

#[tokio::test]
async fn a_redirect_is_told_as_one() {
    let (error, _) = create([answer(302, "")]).await;
    assert_eq!(error.kind(), &ErrorKind::Redirected);
}

#[tokio::test]
async fn details_are_bounded() {
    let detail = serde_json::json!({"msg": "m".repeat(5_000), "param": "p".repeat(5_000)});
    let body = serde_json::json!({"code": "X", "details": vec![detail; 5]});
    let (error, _) = create([answer(422, body)]).await;
    let kept: usize = error
        .details()
        .iter()
        .map(|d| d.msg.as_ref().unwrap().len() + d.param.as_ref().unwrap().len())
        .sum();
    assert_eq!(kept, 4 * (300 + 200), "2 KiB, no detail in part");
}

#[rstest::rstest]
#[case("7", 7)]
#[case("0", 1)]
#[case("1000000000", 300)]
#[case("99999999999999999999999", 300)]
#[case("-5", 5)]
#[case("soon", 5)]
#[case("", 5)]
#[case("1.5", 5)]
#[case("Mon, 02 Mar 2026 01:01:00 GMT", 60)]
#[case("Mon, 02 Mar 2020 01:01:00 GMT", 1)]
#[tokio::test]
async fn retry_after_is_read_clamped_and_forgiven(#[case] value: &str, #[case] seconds: u64) {
    let (error, sent) = create([answer_with(429, &[("retry-after", value)], "")]).await;
    let retry_after = Duration::from_secs(seconds);
    assert_eq!(error.kind(), &ErrorKind::RateLimited { retry_after });
    assert_eq!(error.retry(), Retry::Later(retry_after));
    assert_eq!(sent, 1);
}

#[tokio::test]
async fn a_certificate_fault_is_named() {
    let (error, _) = create([fault(FaultKind::Certificate(CertificateFault::WrongName))]).await;
    assert_eq!(error.kind(), &ErrorKind::Certificate);
    assert_eq!(error.certificate(), Some(CertificateFault::WrongName));
    assert_eq!(error.retry(), Retry::Never);
}

#[tokio::test]
async fn a_typed_reply_of_the_wrong_shape_tells_the_path() {
    let bench = bench();
    bench
        .script
        .then(answer(200, r#"{"data":[{"id":"canary","type":"t"}]}"#));
    let error = bench.client.list_configurations().await.err().unwrap();
    assert_eq!(
        error.unreadable(),
        Some(&Unreadable::Shape("data[0].id".to_owned()))
    );
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[rstest::rstest]
#[case("credentials", |o: &mut PreAuthorizedOfferRequest| o.credentials.clear())]
#[case("expiresIn", |o: &mut PreAuthorizedOfferRequest| o.expires_in = Some(Duration::ZERO))]
#[case("expiresIn", |o: &mut PreAuthorizedOfferRequest| o.expires_in = Some(Duration::from_secs(601)))]
#[case("expiresIn", |o: &mut PreAuthorizedOfferRequest| o.expires_in = Some(Duration::from_millis(1_500)))]
#[case("transactionCodeConfiguration.description", |o: &mut PreAuthorizedOfferRequest| {
    o.transaction_code_configuration = Some(mattr_vii::TransactionCodeConfiguration {
        input_mode: mattr_vii::InputMode::Numeric,
        description: Some("\u{e9}".repeat(301)),
    });
})]
#[tokio::test]
async fn what_mattr_is_known_to_refuse_is_not_sent(
    #[case] field: &str,
    #[case] spoil: fn(&mut PreAuthorizedOfferRequest),
) {
    let bench = bench();
    let mut offer = offer();
    spoil(&mut offer);
    let error = bench
        .client
        .create_pre_authorized_offer(&offer)
        .await
        .err()
        .unwrap();
    assert_eq!(
        (error.kind(), error.field()),
        (&ErrorKind::Invalid, Some(field))
    );
    assert!(!error.may_have_acted());
    assert_eq!(bench.script.sent.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn a_request_over_500_kib_is_not_sent() {
    let bench = bench();
    let mut offer = offer();
    offer
        .claims
        .insert("portrait".to_owned(), "a".repeat(600_000).into());
    let error = bench
        .client
        .create_pre_authorized_offer(&offer)
        .await
        .err()
        .unwrap();
    assert_eq!(error.kind(), &ErrorKind::TooLarge);
    assert!(!error.may_have_acted());
    assert_eq!(bench.script.sent.lock().unwrap().len(), 0);
}
