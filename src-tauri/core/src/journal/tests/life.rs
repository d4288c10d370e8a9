use std::time::Duration;

use jiff::SignedDuration;
use mattr_vii::Secret;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::journal::{connection, offers};

#[tokio::test]
async fn an_intent_is_on_the_disk_before_anything_is_sent() {
    let mut desk = Desk::new();
    let row = desk.issue(1).await;
    assert_eq!(
        (row.state, row.known_by, row.boot_id),
        (State::Intended, KnownBy::Desk, desk.journal.boot_id())
    );
    assert_eq!(row.credentials, ["Visitor pass", "Site induction"]);
    assert_eq!(row.issued, desk.now());
    desk.crash().await;
    let after = desk.journal.load(row.intent_id).await.unwrap().unwrap();
    assert_eq!(after.reference, row.reference);
    // Whether it was sent is not known after a restart.
    assert_eq!(
        (after.state, after.known_by),
        (State::Unknown, KnownBy::Desk)
    );
    assert_eq!(desk.report.made_unknown, 1);
}

#[tokio::test]
async fn the_same_intent_twice_is_refused() {
    let desk = Desk::new();
    desk.issue(1).await;
    let again = desk.journal.record_intent(&desk.intent(1)).await;
    assert_eq!(again, Err(JournalError::IntentExists));
    assert_eq!(
        desk.journal
            .timeline(Uuid::from_u128(1))
            .await
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn what_the_reply_said_is_in_the_row_and_survives_a_restart() {
    let mut desk = Desk::new();
    let live = desk.live(1).await;
    assert_eq!(live.offer_id, Some(Uuid::from_u128(1001)));
    assert_eq!(live.sent_at, Some(start()));
    assert!(live.user_made_by_offer);
    assert_eq!(live.deadline_boot, Some(Duration::from_secs(3900)));
    assert_eq!(live.deadline_boot_id, Some(desk.journal.boot_id()));
    desk.crash().await;
    assert_eq!(
        desk.journal.load(live.intent_id).await.unwrap(),
        Some(live.clone())
    );
    let found = desk
        .journal
        .load_by_offer_id(TENANT, Uuid::from_u128(1001))
        .await
        .unwrap();
    assert_eq!(found, Some(live));
    assert_eq!(desk.report.left_live, 1);
}

#[tokio::test]
async fn an_orderly_end_leaves_nothing_to_report() {
    let mut desk = Desk::new();
    desk.live(1).await;
    desk.journal.close().await;
    (desk.journal, desk.report) = open(desk.dir.path(), &desk.clock).unwrap();
    assert_eq!(desk.report, OpenReport::default());
    desk.crash().await;
    assert_eq!(desk.report.left_live, 1);
    assert!(desk.report.check_due);
}

#[tokio::test]
async fn a_late_claim_beats_a_cancel_and_moves_the_end() {
    let desk = Desk::new();
    let cancelled = desk.ended(1).await;
    assert_eq!(cancelled.ended_at, Some(start()));
    desk.clock.advance(Duration::from_secs(60));
    let claimed = desk.go(1, State::Claimed).await;
    assert_eq!(
        claimed.ended_at,
        Some(start() + SignedDuration::from_secs(60))
    );
}

#[tokio::test]
async fn a_second_credential_is_learned_without_a_change_of_state() {
    let desk = Desk::new();
    desk.live(1).await;
    desk.go(1, State::PartlyClaimed).await;
    let ids = vec![Uuid::from_u128(71), Uuid::from_u128(72)];
    let facts = Facts {
        claimed_credential_ids: Some(ids.clone()),
        ..Facts::default()
    };
    let row = desk
        .journal
        .learn(Uuid::from_u128(1), KnownBy::Service, desk.now(), facts)
        .await
        .unwrap();
    assert_eq!(
        (row.state, row.claimed_credential_ids),
        (State::PartlyClaimed, ids)
    );
    let kinds: Vec<_> = desk
        .journal
        .timeline(row.intent_id)
        .await
        .unwrap()
        .into_iter()
        .map(|event| event.kind)
        .collect();
    assert_eq!(
        kinds,
        ["intended", "sent", "created", "partly_claimed", "learned"]
    );
}

#[tokio::test]
async fn notes_are_numbered_with_the_rest_and_hold_nothing_personal() {
    let desk = Desk::new();
    desk.issue(1).await;
    let id = Uuid::from_u128(1);
    desk.journal
        .note(id, "face_turned", KnownBy::Staff, json!({"face": "qr"}))
        .await
        .unwrap();
    let refused = desk
        .journal
        .note(id, "polled", KnownBy::Service, json!({"name": "Hemi W"}))
        .await;
    assert_eq!(refused, Err(JournalError::DetailNotAllowed));
    let unknown = desk
        .journal
        .note(Uuid::from_u128(2), "polled", KnownBy::Desk, json!(null))
        .await;
    assert_eq!(unknown, Err(JournalError::UnknownIntent));
    let events = desk.journal.timeline(id).await.unwrap();
    assert_eq!(
        events
            .iter()
            .map(|event| event.sequence)
            .collect::<Vec<_>>(),
        [1, 2]
    );
    assert_eq!(
        (events[1].kind.as_str(), &events[1].detail),
        ("face_turned", &json!({"face": "qr"}))
    );
}

#[tokio::test]
async fn one_offer_id_belongs_to_one_intent_of_a_tenant() {
    let desk = Desk::new();
    desk.live(1).await;
    desk.issue(2).await;
    desk.go(2, State::Sent).await;
    let facts = Facts {
        offer_id: Some(Uuid::from_u128(1001)),
        ..Facts::default()
    };
    let change = Change {
        facts,
        ..Change::to(State::Created, KnownBy::Service, desk.now())
    };
    let taken = desk.journal.advance(Uuid::from_u128(2), change).await;
    assert_eq!(taken, Err(JournalError::OfferIdTaken));
    assert_eq!(
        desk.journal
            .load(Uuid::from_u128(2))
            .await
            .unwrap()
            .unwrap()
            .state,
        State::Sent
    );
}

#[tokio::test]
async fn a_code_is_known_again_by_its_keyed_hash_and_by_no_other() {
    let mut desk = Desk::new();
    desk.live(1).await;
    desk.crash().await;
    let hash = |code: &str| desk.journal.hash_code(&Secret::new(code.into()));
    assert!(desk.journal.code_seen(hash("code 1")).await.unwrap());
    assert!(!desk.journal.code_seen(hash("code 2")).await.unwrap());
    // Another database has another key.
    let other = Desk::new();
    assert_ne!(
        other.journal.hash_code(&Secret::new("code 1".into())),
        hash("code 1")
    );
}

#[tokio::test]
async fn what_can_still_be_claimed_is_open_for_fifteen_minutes_after_its_end() {
    let desk = Desk::new();
    desk.ended(1).await;
    desk.live(2).await;
    desk.issue(3).await;
    desk.go(3, State::Sent).await;
    desk.go(3, State::Refused).await;
    desk.live(4).await;
    desk.go(4, State::Claimed).await;
    let open = async || {
        let rows = desk.journal.open_offers().await.unwrap();
        rows.into_iter()
            .map(|row| row.intent_id.as_u128())
            .collect::<Vec<_>>()
    };
    assert_eq!(open().await, [1, 2]);
    desk.clock.advance(Duration::from_secs(15 * 60));
    assert_eq!(open().await, [1, 2]);
    desk.clock.advance(Duration::from_secs(1));
    assert_eq!(open().await, [2]);
}

/// The Rust table and the trigger's are one: every pair of states is tried in plain SQL.
#[rstest]
fn the_database_refuses_exactly_the_steps_that_the_states_do_not_have(
    #[values(false, true)] after_a_change_of_the_table: bool,
) {
    let dir = tempfile::tempdir().unwrap();
    let mut c = connection::open_file(&dir.path().join("a.sqlite"), connection::BUSY).unwrap();
    crate::journal::migration::run(&mut c, 0).unwrap();
    if after_a_change_of_the_table {
        c.execute(
            "INSERT OR IGNORE INTO state_follows VALUES ('claimed', 'shown')",
            [],
        )
        .unwrap();
    }
    offers::sync_transitions(&c).unwrap();
    for state in State::ALL {
        for next in State::ALL.into_iter().filter(|next| *next != state) {
            let t = c.transaction().unwrap();
            let ended = |state: State| offers::is_end(state).then_some(1);
            t.execute(
                "INSERT INTO offer (intent_id, tenant_id, reference, state, known_by, configuration_ids,
                     credentials, has_code, lifetime_s, issued_ms, issued_boot_ms, boot_id, due_ms, ended_ms, desk)
                 VALUES (?1, ?1, '7F3K', ?2, 'desk', '[]', '[]', 1, 300, 1, 1, ?1, 1, ?3, 'd')",
                (Uuid::nil().to_string(), state.as_str(), ended(state)),
            )
            .unwrap();
            let moved = t.execute(
                "UPDATE offer SET state = ?1, ended_ms = ?2",
                (next.as_str(), ended(next)),
            );
            assert_eq!(
                moved.is_ok(),
                state.may_become(next),
                "{state:?} to {next:?}: {moved:?}"
            );
        }
    }
}

#[rstest]
#[case(State::Intended, State::Claimed)]
#[case(State::Intended, State::Shown)]
#[tokio::test]
async fn a_step_that_the_states_do_not_have_is_named(#[case] state: State, #[case] next: State) {
    let desk = Desk::new();
    desk.issue(1).await;
    assert_eq!(
        desk.try_go(1, next).await,
        Err(JournalError::NotAllowed { state, next })
    );
    assert_eq!(
        desk.journal
            .timeline(Uuid::from_u128(1))
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        desk.try_go(2, State::Sent).await,
        Err(JournalError::UnknownIntent)
    );
}

struct Repeating(std::sync::Mutex<std::collections::VecDeque<u8>>);

impl Chance for Repeating {
    fn fill(&self, bytes: &mut [u8]) {
        let mut queue = self.0.lock().unwrap();
        let byte = if bytes.len() == 4 {
            queue.pop_front().unwrap_or(0)
        } else {
            0
        };
        bytes.fill(byte);
        if bytes.len() == 10 {
            // Event ids must differ.
            SystemChance.fill(bytes);
        }
    }
}

#[tokio::test]
async fn a_reference_is_drawn_again_while_one_of_the_last_days_has_it() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    let chance = Arc::new(Repeating(std::sync::Mutex::new([7, 7, 7, 19].into())));
    let (journal, report) = open_with(dir.path(), &clock, chance, plenty).unwrap();
    let desk = Desk {
        dir,
        clock,
        journal,
        report,
    };
    assert_eq!(desk.issue(1).await.reference, "7777");
    assert_eq!(desk.issue(2).await.reference, "KKKK");
    assert_eq!(desk.issue(3).await.reference, "0000");
    assert_eq!(
        desk.journal.record_intent(&desk.intent(4)).await,
        Err(JournalError::NoReference)
    );
    desk.clock.advance(Duration::from_secs(8 * 24 * 3600));
    assert_eq!(desk.issue(4).await.reference, "0000");
}

#[tokio::test]
async fn tenants_desk_and_choice_survive_a_restart_and_practice_is_never_stored() {
    let mut desk = Desk::new();
    let settings = crate::tenant::tests::settings();
    desk.journal.save_tenant(&settings).await.unwrap();
    let renamed = crate::tenant::TenantSettings {
        name: "Renamed".into(),
        ..settings.clone()
    };
    desk.journal.save_tenant(&renamed).await.unwrap();
    let pinned = crate::tenant::PinnedIssuer {
        issuer: "https://id.council.govt.nz".into(),
        authorization_servers: vec!["https://id.council.govt.nz".into()],
    };
    assert!(desk.journal.pin_issuer(settings.id, &pinned).await.unwrap());
    desk.journal.save_active_tenant(settings.id).await.unwrap();
    desk.journal.save_settings(b"{}".to_vec()).await.unwrap();
    desk.crash().await;
    let saved = desk.journal.list_tenants().await.unwrap();
    assert_eq!(saved.len(), 1);
    assert_eq!(
        (saved[0].name.as_str(), saved[0].issuer.as_ref()),
        ("Renamed", Some(&pinned.issuer))
    );
    assert_eq!(saved[0].authorization_servers, pinned.authorization_servers);
    assert_eq!(
        desk.journal.load_active_tenant().await.unwrap(),
        Some(settings.id)
    );
    assert_eq!(
        desk.journal.load_settings().await.unwrap().as_deref(),
        Some(b"{}".as_slice())
    );
    assert!(desk.journal.remove_tenant(settings.id).await.unwrap());
    assert!(!desk.journal.remove_tenant(settings.id).await.unwrap());
    let practice = crate::tenant::TenantSettings {
        environment: crate::tenant::Environment::Practice,
        ..settings
    };
    assert!(desk.journal.save_tenant(&practice).await.is_err());
}
