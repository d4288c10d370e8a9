//! What the keyring gives back in the place of the access token: used only when it can be sent and
//! is not over; otherwise there is a new one.
#![no_main]

use counterfoil_fuzz::{
    answers::Answers,
    computer::{finish, start},
    settings::keys,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let keys = keys(Some(text.to_owned()));
    let kept = finish(keys.load_token());
    let answers = Answers::to_calls(b"404\n\n");
    let asked = finish(answers.client(keys.clone()).fetch_domain());
    assert!(asked.is_ok_and(|domain| domain.is_none()));
    let bearers = answers.bearers();
    let [sent] = bearers.as_slice() else {
        panic!("{} requests", bearers.len())
    };
    let is_new = sent == "aa.bb.cc";
    match kept {
        // EXPOSE: compared, not kept.
        Some(kept) if kept.access_token.expose() == sent => {
            assert!(kept.expires > kept.issued);
            assert!(
                is_new || kept.expires > start(),
                "a token that is over was sent"
            );
        }
        _ => assert!(is_new, "a token that was not read was sent"),
    }
    assert!(
        sent.bytes().all(|byte| byte.is_ascii_graphic()),
        "not fit for a header"
    );
});
