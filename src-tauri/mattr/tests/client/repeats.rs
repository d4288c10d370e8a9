//! Which calls are repeated, how often and after what pause (R91).

use std::time::Duration;

use mattr_vii::{Cause, Deletion, ErrorKind, FaultKind, NewUser, Retry};
use uuid::Uuid;

use crate::support::{answer, answer_with, bench, fault};

const ID: Uuid = Uuid::from_u128(9);

#[rstest::rstest]
#[case(FaultKind::NotSent(Cause::Dns), 4)]
#[case(FaultKind::Interrupted, 4)]
#[case(FaultKind::Timeout, 4)]
#[case(FaultKind::Certificate(mattr_vii::CertificateFault::Other), 1)]
#[case(FaultKind::NotSent(Cause::AddressNotAllowed), 1)]
#[case(FaultKind::TooLarge, 1)]
#[tokio::test]
async fn reading_is_tried_up_to_four_times(#[case] kind: FaultKind, #[case] times: usize) {
    let bench = bench();
    for _ in 0..times {
        bench.script.then(fault(kind));
    }
    bench.client.fetch_user(ID).await.err().unwrap();
    assert_eq!(bench.script.calls(), times);
}

#[rstest::rstest]
#[case(500, 4)]
#[case(503, 4)]
#[case(408, 4)]
#[case(400, 1)]
#[case(403, 1)]
#[case(405, 1)]
#[case(429, 1)]
#[case(302, 1)]
#[tokio::test]
async fn only_passing_answers_are_asked_again(#[case] status: u16, #[case] times: usize) {
    let bench = bench();
    for _ in 0..times {
        bench.script.then(answer(status, ""));
    }
    let error = bench
        .client
        .delete_pre_authorized_offer(ID)
        .await
        .err()
        .unwrap();
    assert_eq!(error.status(), Some(status));
    assert_eq!(bench.script.calls(), times);
}

#[tokio::test]
async fn a_deletion_without_an_answer_may_have_been_done() {
    let bench = bench();
    for _ in 0..4 {
        bench.script.then(fault(FaultKind::Interrupted));
    }
    let delete = bench.client.delete_pre_authorized_offer(ID).await;
    assert!(delete.err().unwrap().may_have_acted());
    for _ in 0..4 {
        bench.script.then(fault(FaultKind::Interrupted));
    }
    let read = bench.client.fetch_user(ID).await;
    assert!(!read.err().unwrap().may_have_acted());
}

#[tokio::test]
async fn r67_no_more_is_read_than_an_answer_of_its_kind_may_hold() {
    let bench = bench();
    for _ in 0..4 {
        bench.script.then(answer(404, ""));
    }
    drop(bench.client.delete_pre_authorized_offer(ID).await);
    drop(bench.client.fetch_domain().await);
    drop(bench.client.fetch_credential_status(ID).await);
    drop(bench.client.fetch_user(ID).await);
    let sent = bench.script.sent.lock().unwrap();
    let caps: Vec<usize> = sent.iter().map(|sent| sent.reply_cap).collect();
    let (small, page) = (64 << 10, 8 << 20);
    assert_eq!(caps, [small, small, small, small, page], "the token first");
}

#[tokio::test]
async fn pauses_double_from_half_a_second() {
    let bench = bench();
    for _ in 0..3 {
        bench.script.then(answer(502, "<html>"));
    }
    bench.script.then(answer(204, ""));
    assert_eq!(
        bench.client.delete_pre_authorized_offer(ID).await.ok(),
        Some(Deletion::Deleted)
    );
    assert_eq!(
        bench.clock.slept(),
        [500, 1_000, 2_000].map(Duration::from_millis)
    );
}

#[rstest::rstest]
#[case::short("9", 9)]
#[case::the_longest("20", 20)]
#[tokio::test]
async fn a_short_retry_after_of_a_503_is_kept(#[case] header: &str, #[case] seconds: u64) {
    let bench = bench();
    bench
        .script
        .then(answer_with(503, &[("retry-after", header)], ""));
    bench.script.then(answer(404, ""));
    assert!(bench.client.fetch_user(ID).await.ok().unwrap().is_none());
    assert_eq!(bench.clock.slept(), [Duration::from_secs(seconds)]);
}

#[rstest::rstest]
#[case::a_second_too_long("21")]
#[case::minutes("120")]
#[tokio::test]
async fn a_long_retry_after_of_a_503_is_left_to_the_caller(#[case] header: &str) {
    let bench = bench();
    bench
        .script
        .then(answer_with(503, &[("retry-after", header)], ""));
    let error = bench.client.fetch_user(ID).await.err().unwrap();
    assert_eq!(error.kind(), &ErrorKind::ServiceFailed);
    assert!(matches!(error.retry(), Retry::Later(_)));
}

#[tokio::test]
async fn a_new_user_is_sent_once() {
    let bench = bench();
    bench.script.then(answer(500, ""));
    let error = bench
        .client
        .create_user(&NewUser::default())
        .await
        .err()
        .unwrap();
    assert!(error.may_have_acted());
    assert_eq!(bench.script.calls(), 1);
}

#[tokio::test]
async fn a_404_on_delete_is_its_own_answer() {
    let bench = bench();
    bench.script.then(answer(404, ""));
    assert_eq!(
        bench.client.delete_pre_authorized_offer(ID).await.ok(),
        Some(Deletion::NotFound)
    );
}
