use std::time::Duration;

use super::*;

fn files_with(dir: &Path, wanted: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        if bytes
            .windows(wanted.len())
            .any(|window| window == wanted.as_bytes())
        {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// R113: neither in the database nor in its log, as bytes.
#[tokio::test]
async fn an_erased_offer_leaves_no_bytes_in_any_file() {
    let desk = Desk::new();
    let row = desk.ended(77).await;
    desk.live(78).await;
    let (dashed, simple) = (
        row.offer_id.unwrap().to_string(),
        row.offer_id.unwrap().simple().to_string(),
    );
    assert!(!files_with(desk.dir.path(), &dashed).is_empty());
    assert!(!files_with(desk.dir.path(), &simple).is_empty());
    assert!(desk.journal.erase(row.intent_id).await.unwrap());
    assert_eq!(files_with(desk.dir.path(), &dashed), Vec::<String>::new());
    assert_eq!(files_with(desk.dir.path(), &simple), Vec::<String>::new());
    assert_eq!(desk.journal.load(row.intent_id).await.unwrap(), None);
    assert!(
        desk.journal
            .timeline(row.intent_id)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        desk.journal
            .list(&request(PendingFilter::All, ""))
            .await
            .unwrap()
            .counts
            .all,
        1
    );
}

#[tokio::test]
async fn only_what_ended_long_ago_is_erased_and_open_offers_stay() {
    let desk = Desk::new();
    desk.ended(1).await;
    desk.live(2).await;
    desk.clock.advance(Duration::from_secs(60));
    desk.ended(3).await;
    let before = start() + jiff::SignedDuration::from_secs(30);
    assert_eq!(desk.journal.erase_ended_before(before).await.unwrap(), 1);
    assert!(!desk.journal.erase(Uuid::from_u128(2)).await.unwrap());
    let page = desk
        .journal
        .list(&request(PendingFilter::All, ""))
        .await
        .unwrap();
    assert_eq!(
        page.rows
            .iter()
            .map(|row| row.intent_id.as_u128())
            .collect::<Vec<_>>(),
        [2, 3]
    );
}

/// R131: offers for 30 days, the log for 365, over 400 of them.
#[tokio::test]
async fn r131_four_hundred_days_leave_a_month_of_offers_and_a_year_of_the_log_without_a_gap() {
    let desk = Desk::new();
    let day = jiff::SignedDuration::from_hours(24);
    for number in 1..=400 {
        desk.ended(number).await;
        let now = desk.now().wall;
        desk.journal
            .erase_ended_before(now - day * 30)
            .await
            .unwrap();
        desk.journal
            .erase_activity_before(now - day * 365)
            .await
            .unwrap();
        desk.clock.advance(Duration::from_secs(24 * 60 * 60));
    }
    let asked = PendingRequest {
        limit: 200,
        ..request(PendingFilter::All, "")
    };
    let page = desk.journal.list(&asked).await.unwrap();
    assert_eq!((page.rows.len(), page.counts.all), (31, 31));
    assert!(desk.journal.missing_activity().await.unwrap().is_empty());
    // The last look was a day ago.
    let now = desk.now().wall;
    let older_than = async |days| {
        let before = now - day * days;
        desk.journal.erase_activity_before(before).await.unwrap()
    };
    assert_eq!(older_than(366).await, 0, "kept for longer than a year");
    assert!(older_than(365).await > 0, "kept for less than a year");
}
