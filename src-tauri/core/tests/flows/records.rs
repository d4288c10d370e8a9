//! Exports and the log of what happened.

use counterfoil_core::{
    activity::{ActivityRequest, ActivityWhat},
    desk::{ExportActivityRequest, ExportOffersRequest},
    export::ExportFormat,
    offer::{State, view::PendingFilter},
};
use jiff::Timestamp;
use serde_json::Value;

use super::counter::{Counter, ROOM};

fn offers(format: ExportFormat) -> ExportOffersRequest {
    ExportOffersRequest {
        filter: PendingFilter::All,
        search: String::new(),
        preset_id: None,
        day_start: Timestamp::UNIX_EPOCH,
        format,
    }
}

fn everything() -> ActivityRequest {
    ActivityRequest {
        search: String::new(),
        since: None,
        desk: None,
        what: ActivityWhat::All,
        before: None,
        limit: 500,
    }
}

/// A counter with a claimed, a cancelled and a live offer, whose code was shown, and what must not be
/// in a file: the claims typed, the links and the codes.
async fn counter() -> (Counter, Vec<String>) {
    let counter = Counter::open().await;
    let claimed = counter.live_visitor().await.intent_id;
    let cancelled = counter.live_visitor().await.intent_id;
    let live = counter.live_visitor().await.intent_id;
    let mut secrets = vec!["Rawiri".to_owned(), "openid-credential-offer".to_owned()];
    for intent in [claimed, cancelled, live] {
        let (uri, code) = counter.desk.lend_to_practice_wallet(intent).unwrap();
        secrets.push(uri.expose().to_owned());
        secrets.extend(code.map(|code| code.expose().to_owned()));
    }
    counter.desk.turn_to_code(live).unwrap();
    counter.desk.show_code(live).await.unwrap();
    counter.desk.show_qr(live, ROOM).await.unwrap();
    counter.claim(claimed).await;
    counter.until(claimed, State::Claimed).await;
    counter.desk.cancel_offer(cancelled).await.unwrap();
    (counter, secrets)
}

fn assert_clean(file: &str, secrets: &[String]) {
    for secret in secrets {
        assert!(!file.contains(secret.as_str()), "{secret} is in {file}");
    }
}

#[tokio::test]
async fn a29_an_export_holds_references_and_no_name_code_link_or_claim_and_says_practice() {
    let (counter, secrets) = counter().await;
    for format in [ExportFormat::Csv, ExportFormat::Json] {
        let mut file = Vec::new();
        let done = counter.desk.export_offers(offers(format), &mut file).await;
        assert_eq!(done.unwrap().rows, 3);
        let file = String::from_utf8(file).unwrap();
        assert_eq!(file.matches("Practice").count() % 3, 0, "{file}");
        assert!(file.contains("Practice"));
        for state in ["claimed", "cancelled", "shown"] {
            assert!(file.contains(state), "{state}");
        }
        assert_clean(&file, &secrets);
    }
}

#[tokio::test]
async fn a29_an_export_has_the_columns_that_are_allowed_and_no_other() {
    let (counter, _) = counter().await;
    let mut file = Vec::new();
    let desk = &counter.desk;
    desk.export_offers(offers(ExportFormat::Json), &mut file)
        .await
        .unwrap();
    let read: Vec<serde_json::Map<String, Value>> = serde_json::from_slice(&file).unwrap();
    let columns: Vec<_> = read[0].keys().map(String::as_str).collect();
    assert_eq!(
        columns.join(" "),
        "reference offer_id credentials desk workplace environment issued_at expires_at ended_at \
         state how_known"
    );
}

#[tokio::test]
async fn a54_activity_shows_issue_code_cancel_outcome_and_how_known_and_its_export_is_clean() {
    let (counter, secrets) = counter().await;
    let page = counter.desk.list_activity(everything()).await.unwrap();
    for what in [
        "created",
        "code_shown",
        "code_face",
        "cancel_asked",
        "cancelled",
        "claimed",
    ] {
        assert!(
            page.entries.iter().any(|entry| entry.what == what),
            "{what}"
        );
    }
    for format in [ExportFormat::Csv, ExportFormat::Json] {
        let request = ExportActivityRequest {
            activity: everything(),
            format,
        };
        let mut file = Vec::new();
        let done = counter.desk.export_activity(request, &mut file).await;
        let done = done.unwrap();
        assert_eq!(done.missing, Some(Vec::new()), "the log is complete");
        let file = String::from_utf8(file).unwrap();
        assert!(file.contains("code_shown"));
        assert_clean(&file, &secrets);
    }
    let page = counter.desk.list_activity(everything()).await.unwrap();
    assert_eq!(page.entries[0].what, "activity_exported");
}

#[tokio::test]
async fn a54_prints_are_in_the_log() {
    let (counter, _) = counter().await;
    let claimed = counter.live_visitor().await.intent_id;
    counter.desk.printed(None).await;
    counter.desk.printed(Some(claimed)).await;
    let page = counter.desk.list_activity(everything()).await.unwrap();
    for what in ["receipt_printed", "list_printed"] {
        assert!(page.entries.iter().any(|entry| entry.what == what));
    }
}

/// A disk that is full.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Err(std::io::ErrorKind::StorageFull.into())
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_an_error_and_not_an_export() {
    let (counter, _) = counter().await;
    for format in [ExportFormat::Csv, ExportFormat::Json] {
        let done = counter.desk.export_offers(offers(format), Full).await;
        assert!(done.is_err());
    }
    let page = counter.desk.list_activity(everything()).await.unwrap();
    assert!(
        page.entries
            .iter()
            .all(|entry| entry.what != "offers_exported")
    );
}
