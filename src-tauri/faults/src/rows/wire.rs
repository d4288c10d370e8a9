//! F1, F4, F5: nobody there, silence, and answers that come late.

use std::time::Duration;

use counterfoil_core::offer::{State, view::Face};
use counterfoil_practice::Operation;
use mattr_vii::Clock;

use crate::{
    faults,
    line::{Act, Times},
    matrix::{Case, Cell},
    plays::{Create, Outcome, claim, go_live, press, same, state_in_journal, word},
    stage::{Failure, ROOM, Stage, said},
};

/// When staff are told that there is no answer (R60).
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn cells() -> Vec<Cell> {
    vec![
        Cell::new("F1", "T", unreachable("T")),
        Cell::new("F1", "L", unreachable("L")),
        Cell::new("F1", "C", refused()),
        Cell::new(
            "F1",
            "P",
            vec![Case::warm("refused", |stage| Box::pin(poll_nobody(stage)))],
        ),
        Cell::new(
            "F1",
            "D",
            vec![Case::warm("refused", |stage| {
                Box::pin(cancel_nobody(stage))
            })],
        ),
        Cell::new("F4", "C", silent()),
        Cell::new("F5", "C", late()),
    ]
}

/// The port is closed when Issue is pressed; it opens again before the one automatic retry, or
/// stays closed.
fn refused() -> Vec<Case> {
    let mut cases = Vec::new();
    for run in 1..=2 {
        cases.push(Case::warm(format!("refused once, {run}"), |stage| {
            Box::pin(hang_up(stage, Times::Once))
        }));
        cases.push(Case::warm(format!("refused always, {run}"), |stage| {
            Box::pin(hang_up(stage, Times::Always))
        }));
    }
    cases
}

async fn hang_up(stage: &mut Stage, times: Times) -> Result<(), Failure> {
    stage.freshen().await?;
    stage.line.hang_up().await;
    let draft = stage.draft();
    let intent = draft.intent_id;
    let desk = stage.desk.clone();
    let pressed = tokio::spawn(async move { desk.issue_offer(draft).await });
    // Asleep are the press, for its patience, and the retry.
    while stage.clock.sleepers() < 2 {
        stage.give_way().await;
    }
    let began = stage.clock.boot();
    if times == Times::Once {
        stage.line.pick_up().await.map_err(said("the port"))?;
    }
    stage.clock.leap();
    let waited = stage.clock.boot().saturating_sub(began);
    let answer = stage.play(pressed).await?;
    let answer = answer.map_err(said("the press broke off"))?;
    if times == Times::Always {
        stage.line.pick_up().await.map_err(said("the port"))?;
    }
    let in_bounds = (Duration::from_millis(500)..=Duration::from_secs(2)).contains(&waited);
    same("a pause of half a second to two", in_bounds, true)?;
    let (outcome, posts) = match times {
        Times::Once => (Outcome::Created, 1),
        Times::Always => (Outcome::NotCreated("offline"), 0),
    };
    let expected = Create {
        act: Act::pass(),
        times,
        outcome,
        posts,
    };
    expected.check_answer(stage, intent, answer).await
}

/// Nobody listens while the list is read, signed in or not: three retries, then a plain error.
fn unreachable(column: &'static str) -> Vec<Case> {
    let mut cases = Vec::new();
    for retry in 0..=3_usize {
        let name = match retry {
            0 => "refused for good".to_owned(),
            retry => format!("refused until retry {retry}"),
        };
        let case = Case::warm(name, move |stage| Box::pin(read_nobody(stage, retry)));
        cases.push(if column == "T" { case.on_cold() } else { case });
    }
    cases
}

async fn read_nobody(stage: &mut Stage, retry: usize) -> Result<(), Failure> {
    stage.line.hang_up().await;
    let desk = stage.desk.clone();
    let reading = tokio::spawn(async move { desk.list_credentials(true).await });
    let mut pauses = Vec::new();
    while !reading.is_finished() {
        if stage.clock.sleepers() == 1 {
            pauses.extend(stage.clock.take_slept());
            if pauses.len() == retry {
                stage.line.pick_up().await.map_err(said("the port"))?;
            }
            stage.clock.leap();
        }
        stage.give_way().await;
    }
    let told = reading.await.map_err(said("broke off"))?.err();
    let wanted = (retry == 0).then_some("offline");
    same("code told", told.as_ref().map(word), wanted)?;
    same("pauses", pauses.len(), if retry == 0 { 3 } else { retry })?;
    // R91: at most half a second, then twice as long each time.
    let most = [500, 1_000, 2_000].map(Duration::from_millis);
    let bounded = pauses.iter().zip(most).all(|(pause, most)| *pause <= most);
    same("pauses within their bounds", bounded, true)?;
    if retry == 0 {
        stage.line.pick_up().await.map_err(said("the port"))?;
    }
    Ok(())
}

/// A live offer stays up while nobody can be asked about it.
async fn poll_nobody(stage: &mut Stage) -> Result<(), Failure> {
    let intent = go_live(stage).await?.intent_id;
    stage.line.hang_up().await;
    let view = stage.until(intent, |view| view.offline).await?;
    same(
        "state and face",
        (view.state, view.face),
        (State::Shown, Face::Qr),
    )?;
    stage.line.pick_up().await.map_err(said("the port"))?;
    claim(stage, intent).await?;
    stage
        .until(intent, |view| view.state == State::Claimed)
        .await?;
    stage.run_out().await;
    Ok(())
}

/// A cancel that reaches nobody is not confirmed, and is asked for again.
async fn cancel_nobody(stage: &mut Stage) -> Result<(), Failure> {
    let intent = go_live(stage).await?.intent_id;
    stage.line.hang_up().await;
    let desk = stage.desk.clone();
    let cancelling = tokio::spawn(async move { desk.cancel_offer(intent).await });
    let view = stage
        .until(intent, |view| view.state == State::CancelUnknown)
        .await?;
    same(
        "can be shown",
        (view.can_show, view.face),
        (false, Face::Blank),
    )?;
    stage.line.pick_up().await.map_err(said("the port"))?;
    stage
        .until(intent, |view| view.state == State::Cancelled)
        .await?;
    let answer = cancelling.await.map_err(said("broke off"))?;
    answer.map(drop).map_err(said("the cancel"))?;
    stage.run_out().await;
    Ok(())
}

/// Silence at every place; after half a minute staff are told that nobody knows.
fn silent() -> Vec<Case> {
    let case = |(name, act): (&str, Act)| {
        Case::warm(name, move |stage| {
            Box::pin(wait_in_vain(stage, act.clone()))
        })
    };
    faults::f4().into_iter().map(case).collect()
}

async fn wait_in_vain(stage: &mut Stage, act: Act) -> Result<(), Failure> {
    let (intent, answer) = press_and_wait(stage, act).await?;
    same("state told", answer, State::Unknown)?;
    same(
        "state in the journal",
        state_in_journal(stage, intent).await?,
        Some(State::Unknown),
    )?;
    same(
        "QR code",
        stage.desk.show_qr(intent, ROOM).await.is_err(),
        true,
    )?;
    same(
        "create requests",
        stage.line.count(Operation::CreateOffer),
        1,
    )?;
    // The connection ends at last; that changes nothing.
    stage.line.release();
    stage.run_out().await;
    same(
        "create requests in the end",
        stage.line.count(Operation::CreateOffer),
        1,
    )?;
    same("shown", stage.news.ever_showable(intent), false)?;
    same(
        "state in the end",
        state_in_journal(stage, intent).await?,
        Some(State::Closed),
    )
}

/// Presses Issue and lets half a minute pass while the line is silent.
async fn press_and_wait(stage: &mut Stage, act: Act) -> Result<(uuid::Uuid, State), Failure> {
    stage.freshen().await?;
    stage.line.plan(Operation::CreateOffer, Times::Once, act);
    let draft = stage.draft();
    let intent = draft.intent_id;
    let desk = stage.desk.clone();
    let pressed = tokio::spawn(async move { desk.issue_offer(draft).await });
    while stage.line.holding() == 0 {
        stage.give_way().await;
    }
    stage.clock.advance(PATIENCE - Duration::from_secs(1));
    for _ in 0..100 {
        stage.give_way().await;
    }
    same("told before half a minute", pressed.is_finished(), false)?;
    stage.clock.advance(Duration::from_secs(1));
    let answer = pressed.await.map_err(said("the press broke off"))?;
    let view = answer.map_err(said("not told as unknown"))?;
    Ok((intent, view.state))
}

/// The answer comes after staff were told that nobody knows: a good one can be shown or
/// cancelled, a refusal says so, a bad one is deleted.
fn late() -> Vec<Case> {
    let good = || Act::pass().held();
    let mut cases = Vec::new();
    for seconds in [0_u64, 1, 60, 119] {
        cases.push(Case::warm(
            format!("good, {seconds} s later, shown"),
            move |stage| Box::pin(come_late(stage, good(), seconds, State::CreatedLate, true)),
        ));
        cases.push(Case::warm(
            format!("good, {seconds} s later, cancelled"),
            move |stage| Box::pin(come_late(stage, good(), seconds, State::CreatedLate, false)),
        ));
    }
    for (status, state) in [
        (400, State::Refused),
        (403, State::Refused),
        (422, State::Refused),
        (429, State::Refused),
        (500, State::Unknown),
        (302, State::Unknown),
    ] {
        for (name, act) in faults::with_each_body(status) {
            cases.push(Case::warm(name, move |stage| {
                Box::pin(come_late(stage, act.clone().held(), 10, state, false))
            }));
        }
    }
    let wrong = Act::json(|mut reply| {
        reply["userId"] = "nobody".into();
        reply
    });
    cases.push(Case::warm("wrong, 10 s later", move |stage| {
        Box::pin(come_late(
            stage,
            wrong.clone().held(),
            10,
            State::Quarantined,
            false,
        ))
    }));
    cases
}

async fn come_late(
    stage: &mut Stage,
    act: Act,
    seconds: u64,
    state: State,
    show: bool,
) -> Result<(), Failure> {
    let (intent, told) = press_and_wait(stage, act).await?;
    same("state told", told, State::Unknown)?;
    stage.clock.advance(Duration::from_secs(seconds));
    same(
        "QR code before the answer",
        stage.desk.show_qr(intent, ROOM).await.is_err(),
        true,
    )?;
    stage.line.release();
    stage.settle().await;
    same(
        "state in the journal",
        state_in_journal(stage, intent).await?,
        Some(state),
    )?;
    let shown = stage.desk.show_qr(intent, ROOM).await.is_ok();
    same("can be shown", shown, state == State::CreatedLate)?;
    if state == State::CreatedLate && !show {
        let desk = stage.desk.clone();
        let answer = stage
            .play(async move { desk.cancel_offer(intent).await })
            .await?;
        let view = answer.map_err(said("not cancelled"))?;
        same("state after the cancel", view.state, State::Cancelled)?;
    }
    let deletes = usize::from(state == State::Quarantined || state == State::CreatedLate && !show);
    same(
        "delete requests",
        stage.line.count(Operation::DeleteOffer),
        deletes,
    )?;
    stage.run_out().await;
    same(
        "create requests",
        stage.line.count(Operation::CreateOffer),
        1,
    )?;
    let end = match state {
        State::CreatedLate if show => State::Expired,
        State::CreatedLate => State::Cancelled,
        State::Unknown => State::Closed,
        other => other,
    };
    same(
        "state in the end",
        state_in_journal(stage, intent).await?,
        Some(end),
    )?;
    // The next press is not disturbed by any of this.
    let next = press(stage, stage.draft())
        .await?
        .map_err(said("the next press"))?;
    same("the next press", next.state, State::Created)?;
    stage.run_out().await;
    Ok(())
}
