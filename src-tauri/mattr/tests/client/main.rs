//! The client from outside, by topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail as tests do"
)]

mod connection;
mod json;
mod lists;
mod outcomes;
mod practice;
mod recorder;
mod redaction;
mod repeats;
mod requests;
mod sign_in;
mod support;
mod times;
mod vendor_json;
