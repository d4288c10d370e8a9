//! R85: what each answer to a create means.

use crate::{
    faults::{BODIES, with_each_body},
    line::{Act, Message, Times},
    matrix::{Case, Cell},
    plays::{Create, Outcome},
};

/// Statuses that are no success. What is in neither other list is unknown.
const STATUSES: [u16; 41] = [
    300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411,
    412, 413, 414, 415, 417, 418, 421, 422, 423, 424, 425, 428, 429, 431, 451, 500, 501, 502, 503,
    504, 520, 599,
];

/// Statuses that say that nothing was made, and the code that staff are told.
pub(super) const REFUSALS: [(u16, &str); 9] = [
    (400, "refused"),
    (403, "not_allowed"),
    (404, "gone"),
    (409, "refused"),
    (410, "refused"),
    (413, "too_large"),
    (415, "refused"),
    (422, "refused"),
    (429, "rate_limited"),
];

pub(crate) fn cells() -> Vec<Cell> {
    let mut cases = statuses();
    cases.extend(successes());
    vec![Cell::new("R85", "C", cases)]
}

/// 41 statuses with four bodies each.
fn statuses() -> Vec<Case> {
    let mut cases = Vec::new();
    for status in STATUSES {
        let refusal = REFUSALS.iter().find(|(known, _)| *known == status);
        let (outcome, posts) = match (status, refusal) {
            (401, _) => (Outcome::Refused("sign_in_refused"), 2),
            (_, Some((_, code))) => (Outcome::Refused(code), 1),
            _ => (Outcome::Unknown, 1),
        };
        for (name, act) in with_each_body(status) {
            cases.push(create(name, act, Times::Always, outcome, posts));
        }
    }
    cases
}

/// A success that is not an offer is unreadable; with the offer, any 2xx will do.
fn successes() -> Vec<Case> {
    let mut cases = Vec::new();
    for status in [200, 201, 202, 226, 299] {
        for (name, kind, body) in BODIES {
            let reply = Message::reply(status, &[("content-type", kind)], body.as_bytes());
            // An object is JSON; that it is no offer is seen by the next check.
            let check = if name == "details" { 2 } else { 1 };
            cases.push(create(
                format!("{status}, {name}"),
                Act::answer_after_acting(reply),
                Times::Always,
                Outcome::Unreadable { check },
                1,
            ));
        }
        let act = Act::changed(move |mut reply| {
            reply.head = reply.head.replacen(" 200 ", &format!(" {status} "), 1);
            reply
        });
        let name = format!("{status}, offer");
        cases.push(create(name, act, Times::Always, Outcome::Created, 1));
    }
    cases
}

/// A press of Issue under this fault.
pub(super) fn create(name: String, act: Act, times: Times, outcome: Outcome, posts: usize) -> Case {
    let play = Create {
        act,
        times,
        outcome,
        posts,
    };
    Case::warm(name, move |stage| Box::pin(play.clone().play(stage)))
}
