//! The client against the practice tenant, on loopback.

use std::sync::Arc;

use counterfoil_practice::{
    Fault, FaultAct, Operation, Options, Practice, PracticeSignIn, Role, wallet::PretendWallet,
};
use mattr_vii::{
    Client, Connection, CredentialStatus, Deletion, ErrorKind, EventQuery, HostPolicy, Ports,
    PreAuthorizedOfferRequest, TransactionCodeConfiguration, UserSearch, json, read_vendor_json,
};
use uuid::Uuid;

use crate::support::{FixedChance, LeapingClock, MemoryCredentials};

async fn practice() -> Practice {
    Practice::start(Options::default()).await.unwrap()
}

/// A client that signs in as `sign_in`, from the very text an operator would paste.
fn client(sign_in: &PracticeSignIn) -> Client {
    let vendor = read_vendor_json(&sign_in.vendor_json()).ok().unwrap();
    let connection = Connection::new(&vendor.input, HostPolicy::Loopback).unwrap();
    let credentials = MemoryCredentials::default();
    *credentials.secret.lock().unwrap() = vendor.client_secret.unwrap().expose().to_owned();
    let ports = Ports {
        clock: LeapingClock::new(),
        chance: Arc::new(FixedChance(0)),
        credentials: Arc::new(credentials),
    };
    Client::new(connection, ports).unwrap()
}

struct Made {
    id: Uuid,
    user: Uuid,
    uri: String,
    code: String,
}

async fn make_offer(client: &Client, practice: &Practice) -> Made {
    let staff_pass = client
        .list_configurations()
        .await
        .unwrap()
        .into_iter()
        .find(|configuration| configuration.doctype.contains("staff-pass"))
        .unwrap();
    let mut request = PreAuthorizedOfferRequest::new(vec![staff_pass.id]);
    request.transaction_code_configuration = Some(TransactionCodeConfiguration {
        input_mode: mattr_vii::InputMode::Numeric,
        description: None,
    });
    for name in ["given_name", "family_name", "externalUserId"] {
        request.claims.insert(name.to_owned(), "Sample".into());
    }
    practice
        .control()
        .set_knobs(|knobs| knobs.code_as_number = counterfoil_practice::CodeShape::Text);
    let reply = client
        .create_pre_authorized_offer(&request)
        .await
        .ok()
        .unwrap();
    let body = json::read(&reply.body, json::Limits::SMALL).unwrap();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    Made {
        id: text("id").parse().unwrap(),
        user: text("userId").parse().unwrap(),
        uri: text("uri"),
        code: text("transactionCode"),
    }
}

#[tokio::test]
async fn an_offer_is_made_claimed_and_found_and_its_credential_revoked() {
    let practice = practice().await;
    let client = client(&practice.sign_in());
    let made = make_offer(&client, &practice).await;
    assert!(
        client
            .list_user_credentials(made.user)
            .await
            .unwrap()
            .is_empty()
    );
    let report = PretendWallet::new()
        .claim(&made.uri, Some(&made.code))
        .await;
    assert!(report.claimed(), "{report:?}");
    let issued = client.list_user_credentials(made.user).await.unwrap();
    assert_eq!(issued.len(), 1);
    assert_eq!(issued[0].offer_id, Some(made.id));
    let status = client.fetch_credential_status(issued[0].id).await.unwrap();
    assert_eq!(status, Some(CredentialStatus::Valid));
    let revoked = client
        .set_credential_status(issued[0].id, CredentialStatus::Invalid)
        .await;
    assert_eq!(revoked.ok(), Some(CredentialStatus::Invalid));
}

#[tokio::test]
async fn an_offer_is_deleted_once() {
    let practice = practice().await;
    let client = client(&practice.sign_in());
    let made = make_offer(&client, &practice).await;
    assert_eq!(
        client.delete_pre_authorized_offer(made.id).await.ok(),
        Some(Deletion::Deleted)
    );
    assert_eq!(
        client.delete_pre_authorized_offer(made.id).await.ok(),
        Some(Deletion::NotFound)
    );
}

#[tokio::test]
async fn a_member_is_found_by_number_and_read_by_id() {
    let practice = practice().await;
    let client = client(&practice.sign_in());
    let mut search = UserSearch::default();
    search
        .claims
        .insert("externalUserId".to_owned(), "104233".into());
    let found = client.search_users(&search).await.unwrap();
    assert_eq!(found.len(), 1);
    let user = client.fetch_user(found[0].id).await.unwrap().unwrap();
    assert!(user == found[0]);
    assert!(
        client
            .fetch_user(Uuid::from_u128(1))
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn the_issuer_is_the_practice_tenant_itself() {
    let practice = practice().await;
    let client = client(&practice.sign_in());
    let metadata = client
        .fetch_issuer_metadata(practice.base_url())
        .await
        .unwrap();
    assert_eq!(metadata.credential_issuer, practice.base_url());
}

#[tokio::test]
async fn roles_are_refused_by_name() {
    let practice = practice().await;
    let issuer = client(&practice.sign_in());
    let error = issuer
        .list_events(&EventQuery::default())
        .await
        .err()
        .unwrap();
    assert_eq!(error.kind(), &ErrorKind::Forbidden);
    let auditor = client(&practice.sign_in_as(Role::Auditor));
    assert!(auditor.list_events(&EventQuery::default()).await.is_ok());
    let error = auditor.list_configurations().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Forbidden);
}

#[tokio::test]
async fn a_wrong_secret_is_told() {
    let practice = practice().await;
    let sign_in = PracticeSignIn {
        client_secret: "wrong".to_owned(),
        ..practice.sign_in()
    };
    let error = client(&sign_in).sign_in().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::SignInRefused);
    assert_eq!(error.code(), Some("access_denied"));
}

#[tokio::test]
async fn revoked_tokens_are_replaced_without_anybody_noticing() {
    let practice = practice().await;
    let client = client(&practice.sign_in());
    client.list_configurations().await.unwrap();
    practice.control().revoke_tokens();
    client.list_configurations().await.unwrap();
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_may_have_acted_and_is_not_repeated() {
    let practice = practice().await;
    let client = client(&practice.sign_in());
    let id = client.list_configurations().await.unwrap()[0].id;
    let lost = Fault::always(Operation::CreateOffer, FaultAct::DropAfterActing);
    practice.control().plan(lost);
    let request = PreAuthorizedOfferRequest::new(vec![id]);
    let error = client
        .create_pre_authorized_offer(&request)
        .await
        .err()
        .unwrap();
    assert!(error.may_have_acted());
    assert_eq!(practice.control().offers().len(), 1);
}

#[tokio::test]
async fn an_unknown_configuration_is_refused_with_details() {
    let practice = practice().await;
    let client = client(&practice.sign_in());
    let request = PreAuthorizedOfferRequest::new(vec![Uuid::from_u128(1)]);
    let error = client
        .create_pre_authorized_offer(&request)
        .await
        .err()
        .unwrap();
    assert!(!error.may_have_acted());
    assert!(matches!(error.status(), Some(400 | 404)));
}
