use counterfoil_core::offer::{
    KnownBy, State,
    view::{Face, PersonChoice},
};
use counterfoil_practice::{CodeShape, ExpiresAtShape, WalletShape};
use mattr_vii::Secret;

use super::counter::{Counter, ROOM};

#[tokio::test]
async fn an_offer_is_issued_shown_redeemed_and_called_claimed_because_the_service_says_so() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    assert_eq!(live.person.as_deref(), Some("Hēmi Te Ōkahu"));
    counter.claim(live.intent_id).await;

    let claimed = counter.until(live.intent_id, State::Claimed).await;
    assert_eq!(claimed.known_by, KnownBy::Service);
    assert_eq!(claimed.claimed_credentials, claimed.credentials);
    assert_eq!(claimed.face, Face::Blank);
    assert!(!claimed.can_show);
    assert!(counter.desk.show_qr(live.intent_id, ROOM).await.is_err());
}

#[tokio::test]
async fn every_documented_shape_of_the_reply_is_understood() {
    for code in [CodeShape::Number, CodeShape::Text] {
        for expires_at in [
            ExpiresAtShape::Iso,
            ExpiresAtShape::EpochSeconds,
            ExpiresAtShape::EpochMillis,
        ] {
            let counter = Counter::open().await;
            counter.tenant.set_knobs(|knobs| {
                knobs.code_as_number = code;
                knobs.expires_at = expires_at;
                knobs.leading_zero = true;
            });
            let live = counter.live_visitor().await;
            counter.desk.turn_to_code(live.intent_id).unwrap();
            let shown = counter.desk.show_code(live.intent_id).await.unwrap();
            assert_eq!(shown.code.len(), 6, "{code:?} {expires_at:?}");
            assert!(shown.code.starts_with('0'));
            counter.claim(live.intent_id).await;
        }
    }
}

#[tokio::test]
async fn the_smallest_create_with_only_credentials_is_accepted_checked_and_shown() {
    let counter = Counter::open().await;
    let id = counter.credential("visitor pass").await;
    let mut draft = counter.draft(&[id], &[("site", "Northern yard")]);
    draft.transaction_code = None;
    let view = counter.desk.issue_offer(draft).await.unwrap();
    assert!(!view.has_code);
    counter.desk.show_qr(view.intent_id, ROOM).await.unwrap();
    counter.claim(view.intent_id).await;
    counter.until(view.intent_id, State::Claimed).await;
}

#[tokio::test]
async fn a40_several_credentials_in_one_offer_are_claimed_only_when_all_have_arrived() {
    let counter = Counter::open().await;
    let ids = [
        counter.credential("visitor pass").await,
        counter.credential("staff pass").await,
    ];
    let form = counter.desk.make_form(&ids, None).await.unwrap();
    let typed: Vec<(String, String)> = form
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| (field.id.clone(), sample(field)))
        .collect();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(id, text)| (&**id, &**text)).collect();
    let view = counter
        .desk
        .issue_offer(counter.draft(&ids, &typed))
        .await
        .unwrap();
    counter.claim(view.intent_id).await;
    let claimed = counter.until(view.intent_id, State::Claimed).await;
    assert_eq!(claimed.claimed_credentials.len(), 2);
}

#[tokio::test]
async fn an_existing_person_and_a_new_one_keep_their_user_id() {
    let counter = Counter::open().await;
    let found = counter.desk.search_people("104233").await.unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].name.starts_with("Hēmi Rāwiri"));

    let mut draft = counter.visitor().await;
    draft.person = PersonChoice::Existing {
        user_id: found[0].user_id,
    };
    let view = counter.desk.issue_offer(draft).await.unwrap();
    assert_eq!(view.user_id, Some(found[0].user_id));
    counter.claim(view.intent_id).await;
    counter.until(view.intent_id, State::Claimed).await;

    let mut draft = counter.visitor().await;
    draft.person = PersonChoice::New {
        number: "990001".to_owned(),
    };
    let view = counter.desk.issue_offer(draft).await.unwrap();
    let found = counter.desk.search_people("990001").await.unwrap();
    assert_eq!(view.user_id, Some(found[0].user_id));
}

#[tokio::test]
async fn a_second_wallet_shape_is_redeemed_as_well() {
    let counter = Counter::open().await;
    counter
        .tenant
        .set_knobs(|knobs| knobs.wallet_shape = WalletShape::V1);
    let live = counter.live_visitor().await;
    counter.claim(live.intent_id).await;
    counter.until(live.intent_id, State::Claimed).await;
}

#[tokio::test]
async fn an_issued_credential_without_an_offer_id_counts_when_only_this_offer_explains_it() {
    let counter = Counter::open().await;
    counter.tenant.set_knobs(|knobs| knobs.omit_offer_id = true);
    let live = counter.live_visitor().await;
    counter.claim(live.intent_id).await;
    counter.until(live.intent_id, State::Claimed).await;
}

#[tokio::test]
async fn a18_qr_and_code_are_never_given_out_together() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    assert!(counter.desk.show_code(live.intent_id).await.is_err());
    let turned = counter.desk.turn_to_code(live.intent_id).unwrap();
    assert_eq!(turned.face, Face::Code);
    assert!(counter.desk.show_code(live.intent_id).await.is_ok());
    counter.desk.show_qr(live.intent_id, ROOM).await.unwrap();
    assert!(counter.desk.show_code(live.intent_id).await.is_err());
}

#[tokio::test]
async fn a66_the_offer_that_is_shown_is_the_servers_byte_for_byte() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let (uri, _) = counter
        .desk
        .lend_to_practice_wallet(live.intent_id)
        .unwrap();
    let fitted = counterfoil_core::qr::fit(&uri, &ROOM).unwrap();
    let read = counterfoil_core::qr::read_back(&fitted.matrix).unwrap();
    assert_eq!(read.as_slice(), Secret::expose(&uri).as_bytes());
}

/// Something valid for any field.
fn sample(field: &counterfoil_core::claims::Field) -> String {
    use counterfoil_core::claims::FieldKind as K;
    match field.kind {
        K::Boolean => "true",
        K::Number => "7",
        K::Date => "1988-03-04",
        K::DateTime => "2026-03-04T10:00:00Z",
        K::Text | K::Lines | K::Unknown => "Sample",
        K::Sex => "2",
        K::DrivingPrivileges => r#"[{"category":"B","issued":"","expires":"","restrictions":""}]"#,
        K::Portrait => "",
    }
    .to_owned()
}
