//! F14: one case for each way to fail the checks between reply and QR code.

mod codes;
mod meaning;
mod reply;
mod uri;

use serde_json::Value;

use crate::{
    line::{Act, Times},
    matrix::Cell,
    offer,
    plays::Outcome,
    rows::r85::create,
};

/// A way to fail: its name, the fault, the check's number and whether the offer's id can be read.
type Way = (String, Act, u8, bool);

pub(crate) fn cells() -> Vec<Cell> {
    let ways = [
        reply::shape(),
        reply::ids(),
        uri::characters(),
        uri::parameters(),
        meaning::issuer(),
        meaning::configurations(),
        meaning::grants(),
        codes::presence(),
        codes::description(),
        codes::value(),
        codes::leaks(),
        meaning::servers_and_times(),
        uri::lengths(),
    ];
    let cases = ways
        .into_iter()
        .flatten()
        .map(|(name, act, check, deleted)| {
            let outcome = if check <= 2 && !deleted {
                Outcome::Unreadable { check }
            } else {
                Outcome::Quarantined { check, deleted }
            };
            create(format!("V{check}, {name}"), act, Times::Once, outcome, 1)
        });
    vec![Cell::new("F14", "C", cases.collect())]
}

fn way(name: impl Into<String>, check: u8, act: Act) -> Way {
    (name.into(), act, check, true)
}

fn lost(name: impl Into<String>, check: u8, act: Act) -> Way {
    (name.into(), act, check, false)
}

/// Sets a member of the reply.
fn set(name: &'static str, value: Value) -> Act {
    offer::reply(move |reply| reply[name] = value.clone())
}
