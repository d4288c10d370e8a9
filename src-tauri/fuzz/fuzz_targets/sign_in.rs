//! What the token service answers: a token that can be sent and ends, or an error without a word
//! of it.
#![no_main]

use counterfoil_fuzz::{
    answers::Answers,
    canary::assert_untold,
    computer::{finish, start},
    settings::keys,
};
use jiff::SignedDuration;
use libfuzzer_sys::fuzz_target;
use mattr_vii::ErrorKind;

/// A token is used for seven days at most.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

fuzz_target!(|text: &[u8]| {
    let answers = Answers::to_sign_in(text);
    let keys = keys(None);
    let client = answers.client(keys.clone());
    let outcome = finish(client.sign_in_afresh());
    let kept = finish(keys.load_token());
    assert!(answers.given() <= 4, "{} tries", answers.given());
    match outcome {
        Ok(()) => {
            let Some(kept) = kept else {
                panic!("no token is kept")
            };
            // EXPOSE: looked at, not kept.
            let token = kept.access_token.expose();
            assert!(!token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()));
            let life = kept.expires.duration_since(kept.issued);
            assert!(life.is_positive() && life <= LONGEST, "a life of {life}");
            assert!(kept.issued >= start());
            assert!(finish(client.fetch_domain()).is_ok_and(|domain| domain.is_none()));
            assert_eq!(answers.bearers().last().map(String::as_str), Some(token));
        }
        Err(error) => {
            assert_untold(&error);
            assert!(!error.may_have_acted(), "signing in changes nothing");
            assert!(!matches!(
                error.kind(),
                ErrorKind::Unauthorized | ErrorKind::Forbidden
            ));
            assert!(kept.is_none(), "a refused token is kept");
            assert!(answers.bearers().is_empty(), "a refused token was sent");
        }
    }
});
