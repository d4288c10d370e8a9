//! What an error may print (R74): no text of the service, no value and no address, whatever is in it.

use mattr_vii::PreAuthorizedOfferRequest;
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{answer_with, bench};

const MARK: &str = "kanarie";

/// A text around the mark, as a person's data or a careless service would write it.
fn marked() -> impl Strategy<Value = String> {
    ("\\PC{0,20}", "[\\x00-\\x1f\\x7f \"\\\\{}:/]{0,6}")
        .prop_map(|(text, odd)| format!("{text}{odd} {MARK} {text}"))
}

fn bodies(one: &str, other: &str) -> [Value; 4] {
    [
        json!({ "code": one, "message": other, "details": [{ "param": one, "msg": other, "location": one, "value": other }] }),
        json!({ "error": one, "error_description": other, "error_uri": one }),
        json!({ one: { other: [one, other] } }),
        json!([one, other]),
    ]
}

fn printed(status: u16, body: &str, header: &str) -> String {
    let bench = bench();
    for _ in 0..8 {
        let headers = [
            ("x-request-id", header),
            ("location", header),
            ("retry-after", header),
        ];
        bench.script.then(answer_with(status, &headers, body));
    }
    let request = PreAuthorizedOfferRequest::new(vec![Uuid::from_u128(7)]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let answer = runtime.block_on(bench.client.create_pre_authorized_offer(&request));
    let error = answer.err().unwrap();
    let source = std::error::Error::source(&error).map(ToString::to_string);
    format!(
        "{error} {error:?} {error:#?} {source:?} {:?} {:?}",
        error.details(),
        error.request_id()
    )
}

proptest! {
    #![proptest_config(Config {
        cases: 500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x5eed_0009),
        ..Config::default()
    })]

    #[test]
    fn r74_no_error_prints_a_word_of_the_answer_or_of_its_headers(
        one in marked(),
        other in marked(),
        status in prop::sample::select(vec![302_u16, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503]),
    ) {
        for body in bodies(&one, &other) {
            for text in [body.to_string(), format!("<html>{body}</html>"), one.clone()] {
                let printed = printed(status, &text, &other);
                prop_assert!(!printed.contains(MARK), "{}", printed);
            }
        }
    }
}
