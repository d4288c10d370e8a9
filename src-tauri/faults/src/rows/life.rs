//! F15, F16, F27, F30, F34, F35: giant answers, replays, sleep, late timers, double presses, and
//! changes in flight.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use counterfoil_core::offer::{State, view::Face};
use counterfoil_practice::Operation;
use mattr_vii::Clock;
use serde_json::{Value, json};

use crate::{
    line::{Act, End, Message, Sent, Times},
    matrix::{Case, Cell},
    plays::{claim, go_live, leap_until, press, same, state_in_journal},
    stage::{Failure, ROOM, Stage, said},
};

pub(crate) fn cells() -> Vec<Cell> {
    vec![
        Cell::new("F16", "C", replays()),
        Cell::new("F27", "S", sleeps()),
        Cell::new("F30", "S", timers()),
        Cell::new("F34", "C", double_presses()),
        Cell::new("F35", "C", rotations()),
    ]
}

/// Which part of the reply is an earlier one's, the check that sees it, and whether the new offer
/// may be deleted by its id.
const REPLAYS: [(&str, &[&str], u8, bool); 6] = [
    (
        "the whole reply",
        &["id", "userId", "uri", "expiresAt", "transactionCode"],
        3,
        false,
    ),
    ("its id", &["id"], 3, false),
    ("its id and person", &["id", "userId"], 3, false),
    ("its id and link", &["id", "uri"], 3, false),
    ("its link", &["uri"], 9, true),
    ("its link and person", &["uri", "userId"], 9, true),
];

fn replays() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, parts, check, deleted) in REPLAYS {
        for first_is in ["live", "cancelled"] {
            cases.push(Case::warm(
                format!("{name}, the first is {first_is}"),
                move |stage| Box::pin(replay(stage, parts, check, deleted, first_is == "live")),
            ));
        }
    }
    cases
}

async fn replay(
    stage: &mut Stage,
    parts: &'static [&'static str],
    check: u8,
    deleted: bool,
    live: bool,
) -> Result<(), Failure> {
    let kept: Arc<Mutex<Value>> = Arc::default();
    let keep = kept.clone();
    stage.freshen().await?;
    stage.line.plan(
        Operation::CreateOffer,
        Times::Once,
        Act::json(move |reply| {
            *keep.lock().unwrap_or_else(PoisonError::into_inner) = reply.clone();
            reply
        }),
    );
    let first = go_live(stage).await?.intent_id;
    if !live {
        let desk = stage.desk.clone();
        let answer = stage
            .play(async move { desk.cancel_offer(first).await })
            .await?;
        answer.map_err(said("not cancelled"))?;
    }
    let deletes = stage.line.count(Operation::DeleteOffer);
    stage.line.plan(
        Operation::CreateOffer,
        Times::Once,
        Act::json(move |mut reply| {
            let earlier = kept.lock().unwrap_or_else(PoisonError::into_inner);
            for part in parts {
                reply[*part] = earlier[*part].clone();
            }
            reply
        }),
    );
    let second = press(stage, stage.draft())
        .await?
        .map_err(said("not told"))?;
    stage.settle().await;
    same("state told", second.state, State::Quarantined)?;
    same("check told", second.failed_check, Some(check))?;
    let shown = stage.desk.show_qr(second.intent_id, ROOM).await;
    same("QR code", shown.is_err(), true)?;
    let more = stage.line.count(Operation::DeleteOffer) - deletes;
    same("delete requests", more, usize::from(deleted))?;
    if live {
        // Nobody took the first one away.
        claim(stage, first).await?;
        stage
            .until(first, |view| view.state == State::Claimed)
            .await?;
    }
    stage.run_out().await;
    let end = state_in_journal(stage, second.intent_id).await?;
    same("state in the end", end, Some(State::Quarantined))
}

/// Seconds that the computer sleeps.
const SLEEPS: [u64; 8] = [5, 30, 120, 290, 299, 301, 3_600, 86_400];

/// F27: sleep while the QR code is up, while an answer is lost, and while a cancel is open.
fn sleeps() -> Vec<Case> {
    let mut cases = Vec::new();
    for seconds in SLEEPS {
        let length = Duration::from_secs(seconds);
        cases.push(Case::warm(format!("{seconds} s, shown"), move |stage| {
            Box::pin(sleep_while_shown(stage, length))
        }));
        cases.push(Case::warm(
            format!("{seconds} s, answer lost"),
            move |stage| Box::pin(sleep_while_unknown(stage, length)),
        ));
        cases.push(Case::warm(
            format!("{seconds} s, claimed meanwhile"),
            move |stage| Box::pin(sleep_over_a_claim(stage, length)),
        ));
        cases.push(Case::warm(
            format!("{seconds} s, cancel not confirmed"),
            move |stage| Box::pin(sleep_over_a_cancel(stage, length)),
        ));
    }
    cases
}

/// Of every offer here; two seconds early, never late (R97).
const LIFETIME: Duration = Duration::from_secs(300);

/// The state of a live offer this long after its creation.
fn live_after(length: Duration) -> State {
    if length + Duration::from_secs(2) < LIFETIME {
        State::Shown
    } else {
        State::Expired
    }
}

async fn sleep_while_shown(stage: &mut Stage, length: Duration) -> Result<(), Failure> {
    let intent = go_live(stage).await?.intent_id;
    stage.clock.advance(length);
    if live_after(length) == State::Expired {
        // Even before any timer has woken.
        same(
            "QR code on waking",
            stage.desk.show_qr(intent, ROOM).await.is_err(),
            true,
        )?;
    }
    stage.settle().await;
    same(
        "state",
        state_in_journal(stage, intent).await?,
        Some(live_after(length)),
    )?;
    let view = stage.news.last(intent).ok_or("nothing told")?;
    same(
        "can be shown",
        view.can_show,
        live_after(length) == State::Shown,
    )?;
    stage.run_out().await;
    same(
        "state in the end",
        state_in_journal(stage, intent).await?,
        Some(State::Expired),
    )
}

async fn sleep_while_unknown(stage: &mut Stage, length: Duration) -> Result<(), Failure> {
    stage.freshen().await?;
    let cut = Act::cut_reply(Sent::Nothing, End::Close);
    stage.line.plan(Operation::CreateOffer, Times::Once, cut);
    let view = press(stage, stage.draft())
        .await?
        .map_err(said("not told"))?;
    stage.settle().await;
    stage.clock.advance(length);
    stage.settle().await;
    let closed = length > LIFETIME + Duration::from_secs(90);
    let state = if closed {
        State::Closed
    } else {
        State::Unknown
    };
    same(
        "state",
        state_in_journal(stage, view.intent_id).await?,
        Some(state),
    )?;
    stage.run_out().await;
    same(
        "create requests",
        stage.line.count(Operation::CreateOffer),
        1,
    )?;
    same(
        "state in the end",
        state_in_journal(stage, view.intent_id).await?,
        Some(State::Closed),
    )
}

async fn sleep_over_a_claim(stage: &mut Stage, length: Duration) -> Result<(), Failure> {
    let intent = go_live(stage).await?.intent_id;
    claim(stage, intent).await?;
    stage.clock.advance(length);
    stage.settle().await;
    same(
        "state on waking",
        state_in_journal(stage, intent).await?,
        Some(State::Claimed),
    )?;
    let view = stage.news.last(intent).ok_or("nothing told")?;
    same("face", (view.face, view.can_show), (Face::Blank, false))?;
    stage.run_out().await;
    Ok(())
}

async fn sleep_over_a_cancel(stage: &mut Stage, length: Duration) -> Result<(), Failure> {
    let intent = go_live(stage).await?.intent_id;
    let refused = Act::answer(Message::reply(403, &[], b""));
    stage
        .line
        .plan(Operation::DeleteOffer, Times::Once, refused);
    let desk = stage.desk.clone();
    let answer = stage
        .play(async move { desk.cancel_offer(intent).await })
        .await?;
    let view = answer.map_err(said("the cancel broke off"))?;
    same("state told", view.state, State::CancelUnknown)?;
    stage.clock.advance(length);
    stage.settle().await;
    let state = if live_after(length) == State::Shown {
        State::Cancelled
    } else {
        State::Expired
    };
    same(
        "state on waking",
        state_in_journal(stage, intent).await?,
        Some(state),
    )?;
    same(
        "QR code",
        stage.desk.show_qr(intent, ROOM).await.is_err(),
        true,
    )?;
    stage.run_out().await;
    Ok(())
}

/// F30: a timer wakes late, early, twice, or only now and then. Expired is never late.
fn timers() -> Vec<Case> {
    let mut cases = Vec::new();
    for step in [
        29_u64, 33, 59, 60, 61, 100, 149, 150, 151, 200, 298, 299, 300, 301, 600, 1_800,
    ] {
        cases.push(Case::warm(format!("every {step} s"), move |stage| {
            Box::pin(step_by(stage, Duration::from_secs(step)))
        }));
    }
    cases
}

async fn step_by(stage: &mut Stage, step: Duration) -> Result<(), Failure> {
    let began = stage.clock.boot();
    let intent = go_live(stage).await?.intent_id;
    loop {
        stage.clock.advance(step);
        let over = stage.clock.boot() - began >= LIFETIME;
        let shown = stage.desk.show_qr(intent, ROOM).await.is_ok();
        if over {
            same("QR code after the deadline", shown, false)?;
        } else if stage.clock.boot() - began + Duration::from_secs(3) < LIFETIME {
            same("QR code before the deadline", shown, true)?;
        }
        stage.settle().await;
        if over {
            break;
        }
    }
    same(
        "state",
        state_in_journal(stage, intent).await?,
        Some(State::Expired),
    )?;
    stage.run_out().await;
    Ok(())
}

/// F34: the same press several times at once is one flight.
fn double_presses() -> Vec<Case> {
    let answers = [
        ("good", Act::pass(), Some(State::Created)),
        (
            "lost",
            Act::cut_reply(Sent::Nothing, End::Close),
            Some(State::Unknown),
        ),
        (
            "failing",
            Act::answer(Message::reply(500, &[], b"")),
            Some(State::Unknown),
        ),
        (
            "wrong",
            Act::json(|mut reply| {
                reply["userId"] = json!("nobody");
                reply
            }),
            Some(State::Quarantined),
        ),
        (
            "unreadable",
            Act::body(|_| Vec::new()),
            Some(State::Unreadable),
        ),
    ];
    let mut cases = Vec::new();
    for (name, act, state) in answers {
        for presses in [2_usize, 3, 4, 5, 6, 10] {
            let act = act.clone();
            cases.push(Case::warm(
                format!("{presses} presses, {name}"),
                move |stage| Box::pin(press_often(stage, act.clone(), presses, state)),
            ));
        }
    }
    cases
}

async fn press_often(
    stage: &mut Stage,
    act: Act,
    presses: usize,
    state: Option<State>,
) -> Result<(), Failure> {
    stage.freshen().await?;
    stage.line.plan(Operation::CreateOffer, Times::Always, act);
    let first = stage.draft();
    let intent = first.intent_id;
    let mut flights = Vec::new();
    for draft in (1..presses).map(|_| stage.draft()).chain([first]) {
        let desk = stage.desk.clone();
        let draft = counterfoil_core::offer::view::DraftRequest {
            intent_id: intent,
            ..draft
        };
        flights.push(tokio::spawn(async move { desk.issue_offer(draft).await }));
    }
    for flight in flights {
        let answer = flight.await.map_err(said("a press broke off"))?;
        let told = answer.map_err(said("a press failed"))?.state;
        same("state told", Some(told), state)?;
    }
    same(
        "create requests",
        stage.line.count(Operation::CreateOffer),
        1,
    )?;
    stage.run_out().await;
    same(
        "create requests in the end",
        stage.line.count(Operation::CreateOffer),
        1,
    )
}

/// F35: the client's tokens end while something is under way. One renewal, one retry.
fn rotations() -> Vec<Case> {
    let mut cases = Vec::new();
    for phase in [
        "before Issue",
        "while shown",
        "before a cancel",
        "before the list",
        "before Show again",
    ] {
        for times in 1..=4_u32 {
            cases.push(Case::warm(
                format!("{phase}, {times} times"),
                move |stage| Box::pin(rotate(stage, phase, times)),
            ));
        }
    }
    cases
}

async fn rotate(stage: &mut Stage, phase: &'static str, times: u32) -> Result<(), Failure> {
    for _ in 0..times {
        stage.freshen().await?;
        if phase == "before the list" {
            stage.tenant.revoke_tokens();
            let desk = stage.desk.clone();
            let read = stage
                .play(async move { desk.list_credentials(true).await })
                .await?;
            read.map_err(said("the list"))?;
            same("token requests", stage.line.count(Operation::Token), 1)?;
            continue;
        }
        if phase == "before Issue" {
            stage.tenant.revoke_tokens();
        }
        let intent = go_live(stage).await?.intent_id;
        let posts = if phase == "before Issue" { 2 } else { 1 };
        same(
            "create requests",
            stage.line.count(Operation::CreateOffer),
            posts,
        )?;
        if phase != "before Issue" {
            stage.tenant.revoke_tokens();
        }
        if phase == "before Show again" {
            stage
                .desk
                .show_qr(intent, ROOM)
                .await
                .map_err(said("not shown"))?;
        }
        if phase == "before a cancel" {
            let desk = stage.desk.clone();
            let answer = stage
                .play(async move { desk.cancel_offer(intent).await })
                .await?;
            let view = answer.map_err(said("not cancelled"))?;
            same("state told", view.state, State::Cancelled)?;
        } else {
            claim(stage, intent).await?;
            leap_until(stage, |stage| {
                stage
                    .news
                    .last(intent)
                    .is_some_and(|view| view.state == State::Claimed)
            })
            .await?;
        }
        same("token requests", stage.line.count(Operation::Token), 1)?;
        stage.run_out().await;
    }
    Ok(())
}
