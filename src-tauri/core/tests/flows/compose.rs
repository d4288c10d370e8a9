use counterfoil_core::{claims::Problem, desk::DeskError, offer::State};
use counterfoil_practice::Role;

use super::counter::Counter;

fn problems(error: DeskError) -> Vec<(String, Problem)> {
    match error {
        DeskError::Invalid(fields) => fields
            .into_iter()
            .map(|problem| (problem.field, problem.problem))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn bad_fields_are_all_named_at_once_and_nothing_is_sent() {
    let counter = Counter::open().await;
    let mut draft = counter.visitor().await;
    draft.typed.remove("site");
    draft.lifetime = "0".to_owned();
    counter.tenant.clear_requests();
    let error = counter.desk.issue_offer(draft).await.err().unwrap();
    let found = problems(error);
    assert!(
        found.contains(&("site".to_owned(), Problem::Missing)),
        "{found:?}"
    );
    assert!(found.contains(&("lifetime".to_owned(), Problem::NotALifetime)));
    let created = counter
        .tenant
        .requests()
        .into_iter()
        .any(|seen| seen.method == "POST" && seen.path.contains("pre-authorized"));
    assert!(!created);
}

#[tokio::test]
async fn a_lifetime_of_601_seconds_is_refused_at_the_field() {
    let counter = Counter::open().await;
    for lifetime in ["10:01", "601s", "0", "-1", "soon"] {
        let mut draft = counter.visitor().await;
        draft.lifetime = lifetime.to_owned();
        let error = counter.desk.issue_offer(draft).await.err().unwrap();
        assert_eq!(
            problems(error),
            [("lifetime".to_owned(), Problem::NotALifetime)],
            "{lifetime}"
        );
    }
}

#[tokio::test]
async fn a15_the_same_intent_twice_is_one_flight_and_one_offer() {
    let counter = Counter::open().await;
    let draft = counter.visitor().await;
    let mut again = counter.visitor().await;
    again.intent_id = draft.intent_id;
    let (first, second) = tokio::join!(
        counter.desk.issue_offer(draft),
        counter.desk.issue_offer(again)
    );
    assert_eq!(first.unwrap().reference, second.unwrap().reference);
    assert_eq!(counter.tenant.offers().len(), 1);
}

#[tokio::test]
async fn a14_no_claim_and_no_code_reaches_the_journal_files() {
    let folder = tempfile::tempdir().unwrap();
    let counter = Counter::open_in(folder.path(), counterfoil_practice::Knobs::default()).await;
    let mut draft = counter.visitor().await;
    draft
        .typed
        .insert("given_name".to_owned(), "Zaphodic-canary".to_owned());
    let view = counter.desk.issue_offer(draft).await.unwrap();
    assert_eq!(view.state, State::Created);
    let (uri, code) = counter
        .desk
        .lend_to_practice_wallet(view.intent_id)
        .unwrap();
    counter.desk.cancel_offer(view.intent_id).await.unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for canary in [
            "Zaphodic-canary",
            uri.expose(),
            code.as_ref().unwrap().expose(),
        ] {
            let found = bytes
                .windows(canary.len())
                .any(|window| window == canary.as_bytes());
            assert!(!found, "{}", path.display());
        }
    }
}

#[tokio::test]
async fn a_role_that_may_not_issue_is_told_so_and_the_row_says_refused() {
    let counter = Counter::open().await;
    let draft = counter.visitor().await;
    let intent = draft.intent_id;
    counter
        .tenant
        .set_knobs(|knobs| knobs.role = Some(Role::Verifier));
    let error = counter.desk.issue_offer(draft).await.err().unwrap();
    assert!(matches!(error, DeskError::Service(_)), "{error:?}");
    let told = counter.news.offers();
    let last = told
        .iter()
        .rev()
        .find(|view| view.intent_id == intent)
        .unwrap();
    assert_eq!(last.state, State::Refused);
}

#[tokio::test]
async fn a13_a_person_typed_as_new_again_is_noticed_in_this_run() {
    let counter = Counter::open().await;
    let card = counter.credential("library card").await;
    let typed = |name, born| {
        let number = ("externalUserId", "90417");
        counter.draft(
            &[card],
            &[("given_name", name), ("birth_date", born), number],
        )
    };
    let again = typed("Hemirawiri", "2001-07-12");
    let before = counter.desk.possible_match(&again.typed).await.unwrap();
    assert!(before.is_none());
    let first = typed("Hēmirāwiri", "2001-07-12");
    counter.desk.issue_offer(first).await.unwrap();
    let found = counter.desk.possible_match(&again.typed).await.unwrap();
    assert_eq!(found.unwrap().name, "Hēmirāwiri");
    let other = typed("Hemirawiri", "1999-01-01");
    let unlike = counter.desk.possible_match(&other.typed).await.unwrap();
    assert!(unlike.is_none());
}
