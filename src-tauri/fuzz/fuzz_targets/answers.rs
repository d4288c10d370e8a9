//! What the API answers to each call, on one line the name of the call and then the answers as
//! [`counterfoil_fuzz::answers`] reads them.
#![no_main]

use std::time::Duration;

use counterfoil_fuzz::{
    answers::Answers,
    canary::assert_untold,
    computer::finish,
    settings::{ISSUER, TENANT, keys},
};
use libfuzzer_sys::fuzz_target;
use mattr_vii::{
    AuthorizationCodeOfferRequest, Client, CredentialStatus, Error, ErrorKind, EventQuery, NewUser,
    PreAuthorizedOfferRequest, UserSearch,
};

const MOST_ITEMS: usize = 5_000;
const MOST_PAGES: usize = 50;
const MOST_TRIES: usize = 4;

/// Whether a call changes something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Acts {
    Never,
    Perhaps,
}

fuzz_target!(|text: &[u8]| {
    let Some(at) = text.iter().position(|byte| *byte == b'\n') else {
        return;
    };
    let answers = Answers::to_calls(&text[at + 1..]);
    let client = answers.client(keys(None));
    finish(call(&text[..at], &client));
    assert!(
        answers.maybe_acted() <= 1,
        "sent again after it may have acted"
    );
    assert!(
        answers.given() <= 2 * MOST_PAGES * MOST_TRIES,
        "asked for ever"
    );
});

async fn call(name: &[u8], client: &Client) {
    use Acts::{Never, Perhaps};
    match name {
        b"configurations" => is_list(client.list_configurations().await),
        b"configuration" => settle(client.fetch_configuration(TENANT).await, Never),
        b"credentials" => is_list(client.list_user_credentials(TENANT).await),
        b"users" => is_list(client.search_users(&UserSearch::default()).await),
        b"user" => settle(client.fetch_user(TENANT).await, Never),
        b"new user" => settle(client.create_user(&NewUser::default()).await, Perhaps),
        b"status" => settle(client.fetch_credential_status(TENANT).await, Never),
        b"revoke" => {
            let answered = client
                .set_credential_status(TENANT, CredentialStatus::Invalid)
                .await;
            settle(answered, Perhaps);
        }
        b"domain" => settle(client.fetch_domain().await, Never),
        b"events" => settle(client.list_events(&EventQuery::default()).await, Never),
        b"metadata" => settle(client.fetch_issuer_metadata(ISSUER).await, Never),
        b"delete" => settle(client.delete_pre_authorized_offer(TENANT).await, Perhaps),
        b"create" => {
            let request = PreAuthorizedOfferRequest::new(vec![TENANT]);
            settle(client.create_pre_authorized_offer(&request).await, Perhaps);
        }
        b"code offer" => {
            let request = AuthorizationCodeOfferRequest {
                credentials: vec![TENANT],
                request_parameters: None,
            };
            settle(
                client.create_authorization_code_offer(&request).await,
                Perhaps,
            );
        }
        _ => {}
    }
}

fn is_list<T>(outcome: Result<Vec<T>, Error>) {
    if let Ok(list) = &outcome {
        assert!(list.len() <= MOST_ITEMS, "{} items", list.len());
    }
    settle(outcome, Acts::Never);
}

fn settle<T>(outcome: Result<T, Error>, acts: Acts) {
    let Err(error) = outcome else { return };
    assert_untold(&error);
    assert!(
        acts == Acts::Perhaps || !error.may_have_acted(),
        "reading acts"
    );
    assert!(error.code().is_none_or(is_word), "a code that is no word");
    let told = error
        .details()
        .iter()
        .flat_map(|one| [&one.param, &one.msg, &one.location]);
    let bytes: usize = told.flatten().map(String::len).sum();
    assert!(bytes <= 2_048, "{bytes} bytes of an error are kept");
    if let ErrorKind::RateLimited { retry_after } = error.kind() {
        let sane = Duration::from_secs(1)..=Duration::from_secs(300);
        assert!(sane.contains(retry_after), "wait {retry_after:?}");
    }
}

fn is_word(code: &str) -> bool {
    let marks = b"_-.";
    code.len() <= 64
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte))
}
