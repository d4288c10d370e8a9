//! As `offer_reply`, past the percent-encoding: `{"reply": .., "offer": ..}` becomes a reply whose
//! link holds the offer, so that the fuzzer changes members of both and not single characters.
#![no_main]

use counterfoil_fuzz::offer;
use libfuzzer_sys::fuzz_target;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

#[derive(Deserialize)]
struct Input<'a> {
    reply: Map<String, Value>,
    /// As written, members named twice included.
    #[serde(borrow)]
    offer: &'a RawValue,
}

fuzz_target!(|text: &str| {
    let Ok(Input { mut reply, offer }) = serde_json::from_str(text) else {
        return;
    };
    let encoded = utf8_percent_encode(offer.get(), NON_ALPHANUMERIC);
    let uri = format!("openid-credential-offer://?credential_offer={encoded}");
    reply.insert("uri".to_owned(), Value::String(uri));
    let _ = offer::check_body(Value::Object(reply).to_string().as_bytes());
});
