use std::collections::HashSet;

use super::*;

async fn all_pages(desk: &Desk, mut asked: PendingRequest) -> Vec<OfferRow> {
    let mut rows = Vec::new();
    loop {
        let page = desk.journal.list(&asked).await.unwrap();
        assert!(page.rows.len() <= 50);
        rows.extend(page.rows);
        match page.next {
            Some(next) => asked.after = Some(next),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn twenty_thousand_rows_come_page_by_page_once_each() {
    let desk = Desk::new();
    desk.journal.fill_for_bench(20_000, start()).await.unwrap();
    let rows = all_pages(&desk, request(PendingFilter::All, "")).await;
    let ids: HashSet<_> = rows.iter().map(|row| row.intent_id).collect();
    assert_eq!((rows.len(), ids.len()), (20_006, 20_006));
    // Live ones by time left, the rest newest first.
    assert!(rows[..6].iter().all(|row| row.state.is_open()));
    assert!(rows[..6].is_sorted_by_key(|row| row.due_ms));
    assert!(rows[6..].is_sorted_by_key(|row| -row.position));

    let found = all_pages(&desk, request(PendingFilter::All, "visitor count")).await;
    let wanted = rows
        .iter()
        .filter(|row| row.credentials == ["Visitor pass"])
        .count();
    assert_eq!(found.len(), wanted);
    assert!(found.iter().all(|row| row.credentials == ["Visitor pass"]));

    let page = desk
        .journal
        .list(&request(PendingFilter::All, ""))
        .await
        .unwrap();
    assert_eq!(
        (page.counts.live, page.counts.all, page.counts.not_known),
        (6, 20_006, 0)
    );
    let today = all_pages(&desk, request(PendingFilter::EndedToday, "")).await;
    assert_eq!(
        today.len(),
        usize::try_from(page.counts.ended_today).unwrap()
    );
    assert!(!today.is_empty());
}

#[tokio::test]
async fn a_rare_row_far_back_is_found_by_each_of_its_words() {
    let desk = Desk::new();
    let mut intent = desk.intent(1);
    intent.credentials = vec!["K\u{101}k\u{101}p\u{14d} licence".into()];
    intent.desk = "Harbour".into();
    let row = desk.journal.record_intent(&intent).await.unwrap();
    desk.go(1, State::Sent).await;
    let facts = Facts {
        offer_id: Some("7b8e4d52-6c1f-4b02-a6f4-2f9d0b1c3e55".parse().unwrap()),
        user_id: Some("c0ffee00-0000-4000-8000-00000000beef".parse().unwrap()),
        ..Facts::default()
    };
    let change = Change {
        facts,
        ..Change::to(State::Created, KnownBy::Service, desk.now())
    };
    desk.journal.advance(row.intent_id, change).await.unwrap();
    desk.go(1, State::Cancelled).await;
    // More than are read one by one.
    desk.journal.fill_for_bench(9_000, start()).await.unwrap();
    for search in [
        "kakapo",
        "K\u{100}K\u{100}P",
        "harb",
        "7b8e4d52",
        "7b8e4d52-6c1f-4b",
        "c0ffee00-0000-4000-8000-00000000beef",
        "licence harbour",
        &row.reference.to_lowercase(),
        &format!("harb {}", row.reference),
    ] {
        let found = all_pages(&desk, request(PendingFilter::All, search)).await;
        assert!(
            found.iter().any(|found| found.intent_id == row.intent_id),
            "{search}"
        );
    }
    for search in ["akapo", "harbour zz", "8e4d52-6c1f", "\"", "harb*o"] {
        let found = all_pages(&desk, request(PendingFilter::All, search)).await;
        assert!(
            found.iter().all(|found| found.intent_id != row.intent_id),
            "{search}"
        );
    }
}

#[tokio::test]
async fn offers_of_one_preset_are_found_in_every_list_with_and_without_words() {
    let desk = Desk::new();
    desk.journal.fill_for_bench(20_000, start()).await.unwrap();
    let everything = all_pages(&desk, request(PendingFilter::All, "")).await;
    for preset in [COMMON_PRESET, RARE_PRESET] {
        for (filter, search) in [
            (PendingFilter::All, ""),
            (PendingFilter::All, "visitor"),
            (PendingFilter::All, "maori counter"),
            (PendingFilter::EndedToday, ""),
            (PendingFilter::EndedToday, "visitor"),
            (PendingFilter::Live, ""),
            (PendingFilter::NotKnown, ""),
        ] {
            let asked = PendingRequest {
                preset_id: Some(preset),
                ..request(filter, search)
            };
            let found = all_pages(&desk, asked).await;
            let others = all_pages(&desk, request(filter, search)).await;
            let wanted: Vec<_> = others
                .into_iter()
                .filter(|row| row.preset_id == Some(preset))
                .collect();
            assert_eq!(found, wanted, "{preset} {search}");
        }
    }
    let made = |preset| {
        everything
            .iter()
            .filter(|row| row.preset_id == Some(preset))
            .count()
    };
    assert_eq!((made(COMMON_PRESET), made(RARE_PRESET)), (6_662, 20));
}

#[tokio::test]
async fn each_filter_holds_its_rows_and_the_counts_agree() {
    let desk = Desk::new();
    desk.live(1).await;
    desk.ended(2).await;
    desk.issue(3).await;
    desk.go(3, State::Sent).await;
    desk.live(4).await;
    desk.go(4, State::CancelUnknown).await;
    desk.issue(5).await;
    let list = async |filter| {
        let page = desk.journal.list(&request(filter, "")).await.unwrap();
        (
            page.rows
                .iter()
                .map(|row| row.intent_id.as_u128())
                .collect::<Vec<_>>(),
            page.counts,
        )
    };
    let (live, counts) = list(PendingFilter::Live).await;
    assert_eq!(live, [1, 4]);
    assert_eq!(list(PendingFilter::NotKnown).await.0, [4, 3]);
    assert_eq!(list(PendingFilter::EndedToday).await.0, [2]);
    assert_eq!(list(PendingFilter::All).await.0, [1, 4, 5, 3, 2]);
    assert_eq!(
        (
            counts.live,
            counts.not_known,
            counts.ended_today,
            counts.all
        ),
        (2, 2, 1, 5)
    );
}

#[tokio::test]
async fn live_offers_are_sorted_by_time_left_across_pages() {
    let desk = Desk::new();
    for (number, seconds) in [(1, 90), (2, 30), (3, 60), (4, 30)] {
        desk.issue(number).await;
        desk.go(number, State::Sent).await;
        let end = start() + jiff::SignedDuration::from_secs(seconds);
        let facts = Facts {
            expires_at: Some(end),
            ..Facts::default()
        };
        let change = Change {
            facts,
            ..Change::to(State::Created, KnownBy::Service, desk.now())
        };
        desk.journal
            .advance(Uuid::from_u128(number), change)
            .await
            .unwrap();
    }
    let asked = PendingRequest {
        limit: 1,
        ..request(PendingFilter::Live, "")
    };
    let rows = all_pages(&desk, asked).await;
    assert_eq!(
        rows.iter()
            .map(|row| row.intent_id.as_u128())
            .collect::<Vec<_>>(),
        [2, 4, 3, 1]
    );
}

#[tokio::test]
async fn a_mark_of_another_list_or_of_nobody_is_refused() {
    let desk = Desk::new();
    for mark in [
        "",
        "rest",
        "rest:0:1:2",
        "rest:x:1",
        "no:0:1",
        "ended:0:1",
        "open:1:1",
    ] {
        let asked = PendingRequest {
            after: Some(mark.into()),
            ..request(PendingFilter::NotKnown, "")
        };
        assert_eq!(
            desk.journal.list(&asked).await,
            Err(JournalError::BadMark),
            "{mark}"
        );
    }
}
