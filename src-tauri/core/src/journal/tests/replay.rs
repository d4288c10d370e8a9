use super::*;
use crate::journal::{events, offers, search};

/// DESIGN.md: the table is a projection of the events, so that they can be replayed elsewhere.
#[tokio::test]
async fn replaying_the_events_gives_the_same_rows() {
    let desk = Desk::new();
    desk.ended(1).await;
    desk.go(1, State::Claimed).await;
    desk.live(2).await;
    desk.go(2, State::PartlyClaimed).await;
    desk.issue(3).await;
    desk.go(3, State::Sent).await;
    let facts = Facts {
        failed_check: Some(7),
        refusal_code: Some("BadRequest".into()),
        request_id: Some("r-1".into()),
        clock_offset: Some(jiff::SignedDuration::from_millis(-1500)),
        expiry_is_estimate: Some(true),
        ..Facts::default()
    };
    let change = Change {
        facts,
        ..Change::to(State::Quarantined, KnownBy::Desk, desk.now())
    };
    desk.journal
        .advance(Uuid::from_u128(3), change)
        .await
        .unwrap();

    let (before, after) = desk
        .journal
        .writer
        .run(|c| {
            let all = |c: &rusqlite::Connection| -> Vec<OfferRow> {
                let mut query = c.prepare("SELECT * FROM offer ORDER BY position").unwrap();
                query
                    .query_and_then([], offers::read)
                    .unwrap()
                    .map(Result::unwrap)
                    .collect()
            };
            let before = all(c);
            let told: Vec<_> = before
                .iter()
                .flat_map(|row| events::load(c, row.intent_id).unwrap())
                .collect();
            let t = c.transaction()?;
            for row in &before {
                search::remove(&t, row.position)?;
                t.execute(
                    "INSERT INTO erasing VALUES (?1)",
                    [row.intent_id.to_string()],
                )?;
            }
            t.execute("DELETE FROM offer", [])?;
            t.execute("DELETE FROM sqlite_sequence WHERE name = 'offer'", [])?;
            for event in &told {
                offers::project(&t, event, None)?;
            }
            t.execute("DELETE FROM erasing", [])?;
            t.commit()?;
            Ok((before, all(c)))
        })
        .await
        .unwrap();
    assert_eq!(before.len(), 3);
    assert_eq!(before, after);
}

#[tokio::test]
async fn an_event_can_be_neither_changed_nor_deleted_by_itself() {
    let desk = Desk::new();
    desk.live(1).await;
    let refused = desk
        .journal
        .writer
        .run(|c| {
            let tries = [
                "UPDATE event SET kind = 'x'",
                "DELETE FROM event",
                "DELETE FROM offer",
            ];
            Ok(tries.map(|sql| c.execute(sql, []).is_err()))
        })
        .await
        .unwrap();
    assert_eq!(refused, [true; 3]);
    assert_eq!(
        desk.journal
            .timeline(Uuid::from_u128(1))
            .await
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn events_hold_no_hash_of_a_code() {
    let desk = Desk::new();
    desk.live(1).await;
    for event in desk.journal.timeline(Uuid::from_u128(1)).await.unwrap() {
        assert!(
            !event.detail.to_string().contains("hash"),
            "{}",
            event.detail
        );
    }
}
