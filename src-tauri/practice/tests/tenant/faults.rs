//! The fault plan, on the wire.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use counterfoil_practice::{DateHeader, Fault, FaultAct, Operation, break_check};
use jiff::SignedDuration;
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{CONFIGURATIONS, GRANT, OFFERS, Offer, Session, VISITOR};

async fn create(session: &Session) -> reqwest::Result<reqwest::Response> {
    let body = json!({"credentials": [session.id(VISITOR)]});
    session.try_send(Method::POST, OFFERS, Some(body)).await
}

#[tokio::test]
async fn a_line_dropped_before_acting_leaves_no_offer() {
    let session = Session::start().await;
    session
        .control()
        .plan(Fault::once(Operation::CreateOffer, FaultAct::DropBefore));
    assert!(create(&session).await.is_err());
    assert!(session.control().offers().is_empty());
    assert_eq!(create(&session).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_line_dropped_after_acting_leaves_an_orphan() {
    let session = Session::start().await;
    session.control().plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::DropAfterActing,
    ));
    assert!(create(&session).await.is_err());
    assert_eq!(session.control().offers().len(), 1);
}

/// All bytes that come back for a plain request until the line ends.
async fn raw_answer(session: &Session) -> Vec<u8> {
    let base = session.practice.base_url();
    let address = base.strip_prefix("http://").unwrap().to_owned();
    let talk = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream
            .write_all(b"GET /v1/openid/jwks HTTP/1.1\r\nHost: x\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        // An end and a reset are both a lost line; a line that stays open is not.
        if let Err(error) = stream.read_to_end(&mut answer) {
            assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
        }
        answer
    };
    tokio::task::spawn_blocking(talk).await.unwrap()
}

#[tokio::test]
async fn a_dropped_line_sends_not_a_single_byte() {
    let session = Session::start().await;
    session
        .control()
        .plan(Fault::once(Operation::Any, FaultAct::DropAfterActing));
    assert_eq!(raw_answer(&session).await, b"");
}

#[tokio::test]
async fn a_truncated_reply_breaks_off_after_the_chosen_byte() {
    let session = Session::start().await;
    session
        .control()
        .plan(Fault::once(Operation::Any, FaultAct::Truncate(5)));
    let text = String::from_utf8(raw_answer(&session).await).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("content-length: 11"), "{head}");
    assert_eq!(body, "{\"key");
}

#[rstest]
#[case(FaultAct::Stall, 0)]
#[case(FaultAct::StallAfterActing, 1)]
#[case(FaultAct::StallBody(3), 1)]
#[tokio::test]
async fn a_stalled_call_never_ends_and_acts_or_not_as_named(
    #[case] act: FaultAct,
    #[case] offers: usize,
) {
    let session = Session::start().await;
    session
        .control()
        .plan(Fault::once(Operation::CreateOffer, act));
    let whole = async { create(&session).await.unwrap().bytes().await };
    assert!(
        tokio::time::timeout(Duration::from_millis(300), whole)
            .await
            .is_err()
    );
    assert_eq!(session.control().offers().len(), offers);
}

#[tokio::test]
async fn statuses_bodies_and_headers_are_sent_as_planned_without_acting() {
    let session = Session::start().await;
    let control = session.control();
    control.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::too_many(Some(7)),
    ));
    control.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::too_many(None),
    ));
    control.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::server_error(),
    ));
    control.plan(Fault::once(Operation::CreateOffer, FaultAct::bad_gateway()));
    control.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::Redirect("http://127.0.0.1:1/x".into()),
    ));
    let first = create(&session).await.unwrap();
    assert_eq!(
        (
            first.status().as_u16(),
            first.headers()["retry-after"].to_str().unwrap()
        ),
        (429, "7")
    );
    let second = create(&session).await.unwrap();
    assert!(second.status() == 429 && second.headers().get("retry-after").is_none());
    let third = create(&session).await.unwrap();
    assert_eq!(
        (
            third.status().as_u16(),
            third.text().await.unwrap().as_str()
        ),
        (500, "")
    );
    let fourth = create(&session).await.unwrap();
    assert_eq!(fourth.headers()["content-type"], "text/html");
    let fifth = create(&session).await.unwrap();
    assert_eq!(
        (
            fifth.status().as_u16(),
            fifth.headers()["location"].to_str().unwrap()
        ),
        (307, "http://127.0.0.1:1/x")
    );
    assert!(control.offers().is_empty());
}

#[tokio::test]
async fn a_malformed_reply_comes_after_acting() {
    let session = Session::start().await;
    session.control().plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::Malformed(b"{\"id\":".to_vec()),
    ));
    let reply = create(&session).await.unwrap();
    assert_eq!(
        (
            reply.status().as_u16(),
            reply.text().await.unwrap().as_str()
        ),
        (200, "{\"id\":")
    );
    assert_eq!(session.control().offers().len(), 1);
}

#[tokio::test]
async fn a_reply_is_edited_after_acting_and_a_cleared_plan_is_forgotten() {
    let session = Session::start().await;
    let edit = |mut reply: Value| {
        reply["id"] = "edited".into();
        reply
    };
    session.control().plan(Fault::always(
        Operation::CreateOffer,
        FaultAct::EditReply(Box::new(edit)),
    ));
    for _ in 0..2 {
        let reply: Value = create(&session).await.unwrap().json().await.unwrap();
        assert_eq!(reply["id"], "edited");
    }
    session.control().clear_faults();
    let reply: Value = create(&session).await.unwrap().json().await.unwrap();
    assert_ne!(reply["id"], "edited");
}

#[tokio::test]
async fn a_delay_is_only_a_delay() {
    let session = Session::start().await;
    session.control().plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::Delay(Duration::from_millis(20)),
    ));
    assert_eq!(create(&session).await.unwrap().status(), 200);
}

#[tokio::test]
async fn the_date_header_is_the_tenants_time_absent_or_off() {
    let session = Session::start().await;
    let control = session.control();
    let date = async || {
        let reply = session.get(CONFIGURATIONS).await;
        reply
            .headers
            .get("date")
            .map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(
        date().await.as_deref(),
        Some("Mon, 02 Mar 2026 01:00:00 GMT")
    );
    control.advance(Duration::from_secs(90));
    assert_eq!(
        date().await.as_deref(),
        Some("Mon, 02 Mar 2026 01:01:30 GMT")
    );
    control
        .set_knobs(|knobs| knobs.date_header = DateHeader::OffBy(SignedDuration::from_hours(-1)));
    assert_eq!(
        date().await.as_deref(),
        Some("Mon, 02 Mar 2026 00:01:30 GMT")
    );
    control.set_knobs(|knobs| knobs.date_header = DateHeader::Absent);
    assert_eq!(date().await, None);
}

#[tokio::test]
async fn requests_are_kept_for_tests_whole() {
    let session = Session::start().await;
    create(&session).await.unwrap();
    let seen = session.control().requests();
    let last = seen.last().unwrap();
    assert_eq!((last.method.as_str(), last.path.as_str()), ("POST", OFFERS));
    assert_eq!(
        last.body,
        json!({"credentials": [session.id(VISITOR)]}).to_string()
    );
    assert!(last.headers.contains_key("authorization"));
    session.control().clear_requests();
    assert!(session.control().requests().is_empty());
}

/// Numbers whose lie shows in the reply itself.
#[rstest]
#[tokio::test]
async fn every_lie_changes_the_reply_and_still_leaves_a_real_offer(
    #[values(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16)] number: u8,
) {
    let session = Session::start().await;
    session.control().plan(Fault::once(
        Operation::CreateOffer,
        break_check(number).unwrap(),
    ));
    let body = json!({"credentials": [session.id(VISITOR)], "transactionCodeConfiguration": {"inputMode": "numeric"}});
    let told = session.post(OFFERS, body.clone()).await;
    let truth = session.post(OFFERS, body).await;
    assert_eq!(session.control().offers().len(), 2);
    let offer = Offer::read(&truth.json);
    match number {
        1 => assert!(told.text.len() > 65_536),
        2 => assert!(told.json["id"].is_number()),
        4 => assert!(told.json["uri"].as_str().unwrap().ends_with("%zz")),
        5 => assert!(
            !told.json["uri"]
                .as_str()
                .unwrap()
                .starts_with("openid-credential-offer:")
        ),
        12 => assert_eq!(told.json["transactionCode"], "1234567"),
        3 | 16 => assert_ne!(told.json, truth.json),
        9 => assert_eq!(Offer::read(&told.json).code, "short"),
        _ => {
            let mut lie = Offer::read(&told.json).content;
            lie["grants"][GRANT]["pre-authorized_code"] = offer.code.clone().into();
            assert_ne!(lie, offer.content);
        }
    }
    assert!(break_check(14).is_none());
}
