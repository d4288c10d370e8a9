//! F7 to F13: answers that are no success, and successes that nobody can read, in every column.

use std::time::Duration;

use crate::{
    faults::{self, with_each_body},
    line::{Act, Message, Times},
    matrix::{Case, Cell},
    plays::{Delete, Left, List, Outcome, Poll, SignIn},
    rows::r85::{REFUSALS, create},
};

/// The longest wait that R91 believes, and the shortest.
const LONGEST_WAIT: u64 = 300;

pub(crate) fn cells() -> Vec<Cell> {
    let mut cells = unauthorized();
    cells.extend(forbidden());
    cells.extend(too_many());
    cells.extend(failing());
    cells.extend(redirected());
    cells.extend(refusing());
    cells.extend(unreadable());
    cells.extend(giants());
    cells
}

/// F7: a 401, and again after the renewal.
fn unauthorized() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (name, act) in with_each_body(401) {
        columns.sign_in(&name, &act, Times::Always, Some("sign_in_refused"), 1);
        columns.list(&name, &act, Times::Once, None, (2, 1));
        columns.list(&name, &act, Times::Always, Some("sign_in_refused"), (2, 1));
        columns.create(&name, &act, Times::Once, Outcome::Created, 2);
        columns.create(
            &name,
            &act,
            Times::Always,
            Outcome::Refused("sign_in_refused"),
            2,
        );
        columns.poll(&name, &act, Times::Once, false, 2);
        columns.poll(&name, &act, Times::Always, true, 2);
        columns.delete(&name, &act, Times::Once, Left::Cancelled, 2);
        columns.delete(&name, &act, Times::Always, Left::NotConfirmed, 2);
    }
    columns.cells("F7")
}

/// F8: a 403. At the token service it means that client id and secret are wrong.
fn forbidden() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (name, act) in with_each_body(403) {
        columns.sign_in(&name, &act, Times::Always, Some("sign_in_refused"), 1);
        columns.list(&name, &act, Times::Always, Some("not_allowed"), (1, 0));
        for times in Times::ALL {
            columns.create(&name, &act, times, Outcome::Refused("not_allowed"), 1);
            columns.poll(&name, &act, times, true, 1);
            columns.delete(&name, &act, times, Left::NotConfirmed, 1);
        }
    }
    columns.cells("F8")
}

/// F9: a 429. Nobody asks again before the time that the service wants.
fn too_many() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (form, header, seconds) in faults::RETRY_AFTER {
        for (body_name, body) in [("details", faults::BODIES[0].2), ("empty", "")] {
            let act = faults::f9(header, body);
            let name = format!("{form}, {body_name}");
            columns.sign_in(&name, &act, Times::Always, Some("rate_limited"), 1);
            columns.list(&name, &act, Times::Always, Some("rate_limited"), (1, 0));
            for times in Times::ALL {
                columns.create(&name, &act, times, Outcome::Refused("rate_limited"), 1);
            }
            // A date is counted from the moment of the question, which the case does not set.
            let wait = if seconds == 0 || form == "date past" {
                1
            } else {
                seconds.min(LONGEST_WAIT)
            };
            columns.poll_waiting(&name, &act, wait);
            columns.delete_waiting(&name, &act, wait);
        }
    }
    columns.cells("F9")
}

/// F10: 5xx and the pages of proxies.
fn failing() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (name, act) in faults::f10() {
        columns.sign_in(&name, &act, Times::Once, None, 2);
        columns.sign_in(&name, &act, Times::Always, Some("service_failed"), 3);
        columns.list(&name, &act, Times::Once, None, (2, 0));
        columns.list(&name, &act, Times::Always, Some("service_failed"), (4, 0));
        for times in Times::ALL {
            columns.create(&name, &act, times, Outcome::Unknown, 1);
        }
        columns.poll(&name, &act, Times::Once, false, 2);
        columns.poll(&name, &act, Times::Always, true, 4);
        columns.delete(&name, &act, Times::Once, Left::Cancelled, 2);
        columns.delete(&name, &act, Times::Always, Left::NotConfirmed, 4);
    }
    columns.cells("F10")
}

/// F11: a redirect is a named error and is never followed.
fn redirected() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (name, act) in faults::f11() {
        columns.sign_in(&name, &act, Times::Always, Some("not_the_service"), 1);
        columns.list(&name, &act, Times::Always, Some("not_the_service"), (1, 0));
        columns.create(&name, &act, Times::Always, Outcome::Unknown, 1);
        columns.poll(&name, &act, Times::Always, true, 1);
        columns.delete(&name, &act, Times::Once, Left::NotConfirmed, 1);
    }
    columns.cells("F11")
}

/// F12: refusals. A 404 of the poll is "nothing yet"; of a delete, "ask first"; of the sign-in
/// neither, and whatever the token service refuses is nothing that staff typed.
fn refusing() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (status, code) in REFUSALS {
        if matches!(status, 403 | 429) {
            continue;
        }
        for (name, act) in with_each_body(status) {
            columns.sign_in(&name, &act, Times::Always, Some("service_failed"), 1);
            columns.list(&name, &act, Times::Always, Some(code), (1, 0));
            columns.create(&name, &act, Times::Always, Outcome::Refused(code), 1);
            columns.poll(&name, &act, Times::Always, status != 404, 1);
            let left = if status == 404 {
                Left::Cancelled
            } else {
                Left::NotConfirmed
            };
            columns.delete(&name, &act, Times::Once, left, 1);
        }
    }
    columns.cells("F12")
}

/// F13: a success that nobody can read. The tenant has acted.
fn unreadable() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (body_name, body) in faults::unreadable_bodies() {
        for kind in ["application/json", "text/html"] {
            let headers = [("content-type", kind)];
            let act = Act::answer_after_acting(Message::reply(200, &headers, &body));
            let name = format!("{body_name}, {kind}");
            columns.sign_in(&name, &act, Times::Always, Some("unreadable"), 1);
            columns.list(&name, &act, Times::Always, Some("unreadable"), (1, 0));
            // Too deep is JSON still; that it is unsafe is seen by the next check.
            let check = if body_name.contains("deep") { 2 } else { 1 };
            columns.create(&name, &act, Times::Always, Outcome::Unreadable { check }, 1);
            columns.poll(&name, &act, Times::Always, true, 1);
            columns.delete(&name, &act, Times::Once, Left::Cancelled, 1);
        }
    }
    columns.cells("F13")
}

/// F15: giant and odd JSON, over every cap.
fn giants() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (name, body) in faults::giant_bodies() {
        let reply = Message::reply(200, &[("content-type", "application/json")], &body);
        let act = Act::answer_after_acting(reply);
        columns.sign_in(name, &act, Times::Once, Some("unreadable"), 1);
        columns.list(name, &act, Times::Always, Some("unreadable"), (1, 0));
        let outcome = Outcome::Unreadable { check: 1 };
        columns.create(name, &act, Times::Once, outcome, 1);
        columns.poll(name, &act, Times::Once, true, 1);
    }
    columns.cells("F15")
}

/// F4: the exchange falls silent; the client gives a call up after a quarter of a minute.
pub(crate) fn silences() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (name, act) in faults::f4() {
        columns.sign_in(name, &act, Times::Once, None, 2);
        columns.sign_in(name, &act, Times::Always, Some("timeout"), 3);
        columns.list(name, &act, Times::Once, None, (2, 0));
        columns.list(name, &act, Times::Always, Some("timeout"), (4, 0));
        columns.poll(name, &act, Times::Once, false, 2);
        columns.poll(name, &act, Times::Always, true, 4);
        let requests = match name {
            "after the reply head" | "in the reply body" => 1,
            _ => 2,
        };
        columns.delete(name, &act, Times::Once, Left::Cancelled, requests);
    }
    columns.cells("F4")
}

/// F3: the exchange breaks off.
pub(crate) fn cuts() -> Vec<Cell> {
    let mut columns = Columns::default();
    for (name, act) in faults::f3() {
        columns.sign_in(&name, &act, Times::Once, None, 2);
        columns.sign_in(&name, &act, Times::Always, Some("offline"), 3);
        columns.list(&name, &act, Times::Once, None, (2, 0));
        columns.list(&name, &act, Times::Always, Some("offline"), (4, 0));
        columns.poll(&name, &act, Times::Once, false, 2);
        columns.poll(&name, &act, Times::Always, true, 4);
        let whole_head = ["after the reply head", "in the reply body"];
        if whole_head.iter().any(|cut| name.starts_with(cut)) {
            // A 204 has no body: nothing is cut off.
            for times in Times::ALL {
                columns.delete(&name, &act, times, Left::Cancelled, 1);
            }
        } else {
            columns.delete(&name, &act, Times::Once, Left::Cancelled, 2);
            // The 404 of the second is known by its head, however its body is cut.
            let (left, requests) = if name.starts_with("before the last byte") {
                (Left::Cancelled, 2)
            } else {
                (Left::NotConfirmed, 4)
            };
            columns.delete(&name, &act, Times::Always, left, requests);
        }
        for times in Times::ALL {
            columns.create(&name, &act, times, Outcome::Unknown, 1);
        }
    }
    columns.cells("F3")
}

/// The cases of one fault, by operation.
#[derive(Default)]
struct Columns {
    sign_in: Vec<Case>,
    list: Vec<Case>,
    create: Vec<Case>,
    poll: Vec<Case>,
    delete: Vec<Case>,
}

impl Columns {
    fn sign_in(
        &mut self,
        name: &str,
        act: &Act,
        times: Times,
        told: Option<&'static str>,
        requests: usize,
    ) {
        let play = SignIn {
            act: act.clone(),
            times,
            told,
            requests,
        };
        let case = Case::cold(format!("{name}, {times:?}"), move |stage| {
            Box::pin(play.clone().play(stage))
        });
        self.sign_in.push(case);
    }

    /// `requests` are those for the list and those for a token.
    fn list(
        &mut self,
        name: &str,
        act: &Act,
        times: Times,
        told: Option<&'static str>,
        (requests, tokens): (usize, usize),
    ) {
        let play = List {
            act: act.clone(),
            times,
            told,
            requests,
            tokens,
        };
        let case = Case::warm(format!("{name}, {times:?}"), move |stage| {
            Box::pin(play.clone().play(stage))
        });
        self.list.push(case);
    }

    fn create(&mut self, name: &str, act: &Act, times: Times, outcome: Outcome, posts: usize) {
        let name = format!("{name}, {times:?}");
        self.create
            .push(create(name, act.clone(), times, outcome, posts));
    }

    fn poll(&mut self, name: &str, act: &Act, times: Times, offline: bool, requests: usize) {
        let play = Poll {
            act: act.clone(),
            times,
            offline,
            requests,
            wait: Duration::ZERO,
        };
        let case = Case::warm(format!("{name}, {times:?}"), move |stage| {
            Box::pin(play.clone().play(stage))
        });
        self.poll.push(case);
    }

    fn poll_waiting(&mut self, name: &str, act: &Act, seconds: u64) {
        let play = Poll {
            act: act.clone(),
            times: Times::Once,
            offline: true,
            requests: 1,
            wait: Duration::from_secs(seconds),
        };
        let case = Case::warm(name.to_owned(), move |stage| {
            Box::pin(play.clone().play(stage))
        });
        self.poll.push(case);
    }

    fn delete_waiting(&mut self, name: &str, act: &Act, seconds: u64) {
        // The longest wait outlasts the offer: it runs out, not confirmed.
        let times = if seconds < LONGEST_WAIT {
            Times::Once
        } else {
            Times::Always
        };
        let play = Delete {
            act: act.clone(),
            times,
            left: Left::NotConfirmed,
            requests: 1,
            wait: Duration::from_secs(seconds),
        };
        let case = Case::warm(name.to_owned(), move |stage| {
            Box::pin(play.clone().play(stage))
        });
        self.delete.push(case);
    }

    fn delete(&mut self, name: &str, act: &Act, times: Times, left: Left, requests: usize) {
        let play = Delete {
            act: act.clone(),
            times,
            left,
            requests,
            wait: Duration::ZERO,
        };
        let case = Case::warm(format!("{name}, {times:?}"), move |stage| {
            Box::pin(play.clone().play(stage))
        });
        self.delete.push(case);
    }

    fn cells(self, fault: &'static str) -> Vec<Cell> {
        let columns = [
            ("T", self.sign_in),
            ("L", self.list),
            ("C", self.create),
            ("P", self.poll),
            ("D", self.delete),
        ];
        columns
            .into_iter()
            .filter(|(_, cases)| !cases.is_empty())
            .map(|(operation, cases)| Cell::new(fault, operation, cases))
            .collect()
    }
}
