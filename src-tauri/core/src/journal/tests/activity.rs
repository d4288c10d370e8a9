use super::*;
use crate::activity::{ActivityEntry, NumberRange};

async fn page(desk: &Desk, request: &ActivityRequest) -> Vec<ActivityEntry> {
    desk.journal.list_activity(request).await.unwrap().entries
}

fn kinds(entries: &[ActivityEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.what.as_str()).collect()
}

async fn without_rules(desk: &Desk, sql: &'static str) {
    desk.journal
        .writer
        .run(move |c| Ok(c.execute_batch(sql)?))
        .await
        .unwrap();
}

#[tokio::test]
async fn a54_the_log_holds_offers_and_what_concerns_the_desk_newest_first() {
    let desk = Desk::new();
    desk.ended(7).await;
    let at = desk.now().wall;
    desk.journal
        .log("settings_saved", "Counter 1".into(), at, None)
        .await
        .unwrap();
    let entries = page(&desk, &everything()).await;
    assert_eq!(kinds(&entries), ["settings_saved", "cancelled", "created"]);
    assert_eq!(entries[1].reference, entries[2].reference);
    assert_eq!(entries[0].reference, None);
    assert!(entries.iter().all(|entry| entry.desk == "Counter 1"));
}

#[tokio::test]
async fn entries_are_found_by_reference_kind_desk_and_time() {
    let desk = Desk::new();
    let reference = desk.ended(7).await.reference;
    desk.live(8).await;
    let search = ActivityRequest {
        search: reference.to_lowercase(),
        ..everything()
    };
    assert_eq!(kinds(&page(&desk, &search).await), ["cancelled", "created"]);
    let what = |what| ActivityRequest {
        what,
        ..everything()
    };
    let cancels = what(ActivityWhat::Cancels);
    assert_eq!(kinds(&page(&desk, &cancels).await), ["cancelled"]);
    let elsewhere = ActivityRequest {
        desk: Some("Counter 2".into()),
        ..everything()
    };
    assert!(page(&desk, &elsewhere).await.is_empty());
    let tomorrow = ActivityRequest {
        since: Some(desk.now().wall + jiff::SignedDuration::from_hours(24)),
        ..everything()
    };
    assert!(page(&desk, &tomorrow).await.is_empty());
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap_or_a_double() {
    let desk = Desk::new();
    for number in 1..=9 {
        desk.live(number).await;
    }
    let mut request = ActivityRequest {
        limit: 4,
        ..everything()
    };
    let mut numbers = Vec::new();
    loop {
        let found = desk.journal.list_activity(&request).await.unwrap();
        assert_eq!(found.desks.is_empty(), request.before.is_some());
        numbers.extend(found.entries.iter().map(|entry| entry.number));
        match found.next {
            Some(next) => request.before = Some(next),
            None => break,
        }
    }
    assert_eq!(numbers.len(), 9);
    assert!(numbers.windows(2).all(|pair| pair[0] > pair[1]));
}

#[tokio::test]
async fn a54_an_entry_is_never_changed_and_only_the_oldest_may_go() {
    let desk = Desk::new();
    desk.ended(7).await;
    for sql in [
        "UPDATE activity SET kind = 'claimed'",
        "DELETE FROM activity WHERE number = 2",
    ] {
        let done = desk
            .journal
            .writer
            .run(move |c| Ok(c.execute(sql, [])?))
            .await;
        assert!(done.is_err(), "{sql}");
    }
    without_rules(&desk, "DELETE FROM activity WHERE number = 1").await;
    assert_eq!(desk.journal.missing_activity().await.unwrap(), []);
}

#[tokio::test]
async fn entries_taken_out_of_the_file_are_named() {
    let desk = Desk::new();
    for number in 1..=4 {
        desk.ended(number).await;
    }
    assert_eq!(desk.journal.missing_activity().await.unwrap(), []);
    without_rules(
        &desk,
        "DROP TRIGGER activity_loses_its_oldest_only;
         DELETE FROM activity WHERE number BETWEEN 5 AND 7 OR number = 16;",
    )
    .await;
    let gaps = [
        NumberRange { first: 5, last: 7 },
        NumberRange {
            first: 16,
            last: 16,
        },
    ];
    assert_eq!(desk.journal.missing_activity().await.unwrap(), gaps);
    let opened = desk.journal.list_activity(&everything()).await.unwrap();
    assert_eq!(opened.missing, gaps);
}

#[tokio::test]
async fn an_erased_offer_leaves_its_entries_and_nothing_that_leads_to_a_person() {
    let desk = Desk::new();
    let row = desk.ended(7).await;
    desk.journal.erase(row.intent_id).await.unwrap();
    let entries = page(&desk, &everything()).await;
    assert_eq!(kinds(&entries), ["cancelled", "created"]);
    for entry in entries {
        assert_eq!((entry.reference, entry.user_id), (None, None));
    }
    assert_eq!(desk.journal.missing_activity().await.unwrap(), []);
}
