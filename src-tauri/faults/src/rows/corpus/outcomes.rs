//! K17, F17: what the service says of the person's credentials, and claims that come after an end.

use std::time::Duration;

use counterfoil_core::offer::State;
use counterfoil_practice::Operation;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    line::{Act, Message, Times},
    matrix::{Case, Cell},
    offer::STRANGER,
    plays::{claim, go_live, leap_until, same, state_in_journal},
    stage::{Failure, Stage, said},
};

pub(super) fn cells() -> Vec<Cell> {
    vec![
        Cell::new("K17", "P", sources()),
        Cell::new("F17", "D", after_a_cancel()),
    ]
}

/// The ids that belong to the offer of a case.
struct Ids {
    offer: Uuid,
    configuration: Uuid,
}

/// What is known after one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Claimed,
    /// A credential of the offer, and nobody says which.
    Partly,
    Nothing,
    /// The answer cannot be used.
    Unreadable,
}

fn source(
    name: impl Into<String>,
    known: Known,
    body: impl Fn(&Ids) -> Value + Send + Sync + Copy + 'static,
) -> Case {
    Case::warm(name, move |stage| Box::pin(ask(stage, known, body)))
}

/// Issues, lets the service say this about the person, and looks at the offer after one question.
async fn ask(stage: &mut Stage, known: Known, body: impl Fn(&Ids) -> Value) -> Result<(), Failure> {
    let live = go_live(stage).await?;
    let intent = live.intent_id;
    let offer = stage
        .tenant
        .offers()
        .last()
        .map(|offer| offer.id)
        .ok_or("no offer")?;
    let ids = Ids {
        offer,
        configuration: stage.visitor,
    };
    let text = body(&ids).to_string();
    let before = stage.line.count(Operation::UserCredentials);
    let reply = Message::reply(
        200,
        &[("content-type", "application/json")],
        text.as_bytes(),
    );
    stage.line.plan(
        Operation::UserCredentials,
        Times::Always,
        Act::answer(reply),
    );
    leap_until(stage, |stage| {
        stage.line.count(Operation::UserCredentials) > before
    })
    .await?;
    let state = match known {
        Known::Claimed => State::Claimed,
        Known::Partly => State::PartlyClaimed,
        Known::Nothing | Known::Unreadable => State::Shown,
    };
    same(
        "state in the journal",
        state_in_journal(stage, intent).await?,
        Some(state),
    )?;
    let view = stage.desk.current_offer().ok_or("no offer")?;
    same("told as offline", view.offline, known == Known::Unreadable)?;
    same("can be shown", view.can_show, known != Known::Claimed)?;
    stage.line.heal();
    stage.run_out().await;
    let end = if known == Known::Claimed {
        State::Claimed
    } else {
        State::Expired
    };
    same(
        "state in the end",
        state_in_journal(stage, intent).await?,
        Some(end),
    )
}

fn page(entries: Vec<Value>) -> Value {
    json!({"data": entries, "nextCursor": ""})
}

/// The entry of a claim, as it should be.
fn entry(ids: &Ids) -> Value {
    json!({
        "id": STRANGER, "type": "org.example.visitor", "offerId": ids.offer,
        "credentialConfigurationId": ids.configuration, "issuedDate": "2026-12-01T00:00:00.000Z",
        "status": "valid",
    })
}

fn sources() -> Vec<Case> {
    let mut cases = vec![
        source("as it should be", Known::Claimed, |ids| {
            page(vec![entry(ids)])
        }),
        source("twice", Known::Claimed, |ids| {
            page(vec![entry(ids), entry(ids)])
        }),
        source("nothing", Known::Nothing, |_| page(Vec::new())),
        source(
            "no cursor",
            Known::Claimed,
            |ids| json!({"data": [entry(ids)]}),
        ),
        source(
            "unknown members",
            Known::Claimed,
            |ids| json!({"data": [entry(ids)], "x": [1]}),
        ),
        source("behind another's", Known::Claimed, |ids| {
            let mut other = entry(ids);
            other["offerId"] = json!(STRANGER);
            page(vec![other, entry(ids)])
        }),
        source("no data", Known::Unreadable, |_| json!({})),
        source("data null", Known::Unreadable, |_| json!({"data": null})),
        source(
            "data an object",
            Known::Unreadable,
            |ids| json!({"data": entry(ids)}),
        ),
        source("a list", Known::Unreadable, |ids| json!([entry(ids)])),
        source(
            "the same cursor for ever",
            Known::Unreadable,
            |ids| json!({"data": [entry(ids)], "nextCursor": "a"}),
        ),
        source("an entry null", Known::Unreadable, |_| {
            page(vec![Value::Null])
        }),
        source("an entry a text", Known::Unreadable, |_| {
            page(vec![json!("x")])
        }),
    ];
    let members: [(&str, Known, Known); 6] = [
        // Absent, and of another type.
        ("id", Known::Unreadable, Known::Unreadable),
        ("offerId", Known::Claimed, Known::Unreadable),
        ("type", Known::Claimed, Known::Unreadable),
        (
            "credentialConfigurationId",
            Known::Partly,
            Known::Unreadable,
        ),
        ("issuedDate", Known::Claimed, Known::Unreadable),
        ("status", Known::Claimed, Known::Unreadable),
    ];
    for (name, absent, wrong) in members {
        cases.push(changed(format!("no {name}"), absent, name, None));
        for (kind, value) in [
            ("true", json!(true)),
            ("a list", json!([])),
            ("an object", json!({})),
            ("a number", json!(-1.5)),
        ] {
            cases.push(changed(format!("{name} {kind}"), wrong, name, Some(value)));
        }
    }
    for (name, value, known) in [
        ("offerId of another", json!(STRANGER), Known::Nothing),
        ("offerId null", Value::Null, Known::Claimed),
        ("offerId empty", json!(""), Known::Unreadable),
        ("offerId no uuid", json!("offer-1"), Known::Unreadable),
    ] {
        cases.push(changed(name.to_owned(), known, "offerId", Some(value)));
    }
    for (name, value) in [
        ("an unknown word", json!("frozen")),
        ("empty", json!("")),
        ("invalid", json!("invalid")),
        ("suspended", json!("suspended")),
        ("null", Value::Null),
        ("markup", json!("<b>")),
    ] {
        cases.push(changed(
            format!("status {name}"),
            Known::Claimed,
            "status",
            Some(value),
        ));
    }
    for (name, value) in [
        ("null", Value::Null),
        ("epoch seconds", json!(1_772_413_260)),
        ("epoch milliseconds", json!(1_772_413_260_000_i64)),
        ("of 1970", json!("1970-01-01T00:00:00Z")),
        ("of 9999", json!("9999-01-01T00:00:00Z")),
        ("empty", json!("")),
        ("in words", json!("soon")),
    ] {
        // With its offer id, the time does not matter as long as it is one.
        let known = match name {
            "empty" | "in words" => Known::Unreadable,
            _ => Known::Claimed,
        };
        cases.push(changed(
            format!("issued {name}"),
            known,
            "issuedDate",
            Some(value),
        ));
    }
    cases
}

fn changed(name: String, known: Known, member: &'static str, value: Option<Value>) -> Case {
    let play = move |ids: &Ids, value: &Option<Value>| {
        let mut one = entry(ids);
        match value {
            Some(value) => one[member] = value.clone(),
            None => crate::offer::without(&mut one, member),
        }
        page(vec![one])
    };
    Case::warm(name, move |stage| {
        let value = value.clone();
        Box::pin(async move { ask(stage, known, |ids| play(ids, &value)).await })
    })
}

/// F17: the holder was quicker than the cancel, and the service tells it at once or later.
fn after_a_cancel() -> Vec<Case> {
    let mut cases = Vec::new();
    for answer in [204, 404] {
        for lag in [0_u64, 2, 10, 60, 200, 299, 301, 600, 890] {
            cases.push(Case::warm(
                format!("{answer}, told after {lag} s"),
                move |stage| Box::pin(cancel_too_late(stage, answer, Duration::from_secs(lag))),
            ));
        }
    }
    cases
}

async fn cancel_too_late(stage: &mut Stage, answer: u16, lag: Duration) -> Result<(), Failure> {
    stage.tenant.set_knobs(|knobs| {
        knobs.delete_claimed_answers = answer;
        knobs.credentials_lag = lag;
    });
    let live = go_live(stage).await?;
    let intent = live.intent_id;
    claim(stage, intent).await?;
    let desk = stage.desk.clone();
    let answer = stage
        .play(async move { desk.cancel_offer(intent).await })
        .await?;
    let view = answer.map_err(said("not cancelled"))?;
    same("can be shown", view.can_show, false)?;
    let claimed = match view.state {
        State::Claimed => Ok(view),
        _ => {
            stage
                .until(intent, |view| view.state == State::Claimed)
                .await
        }
    };
    stage.tenant.set_knobs(|knobs| {
        knobs.delete_claimed_answers = 404;
        knobs.credentials_lag = Duration::ZERO;
    });
    claimed?;
    stage.run_out().await;
    same(
        "state in the end",
        state_in_journal(stage, intent).await?,
        Some(State::Claimed),
    )
}
