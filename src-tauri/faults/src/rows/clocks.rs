//! F26: this computer's wall clock jumps while an offer is followed. Boot time and the tenant's
//! clock go on as before.

use std::time::Duration;

use counterfoil_core::offer::{State, view::Face};
use counterfoil_practice::Operation;
use jiff::{SignedDuration, Timestamp};
use mattr_vii::Clock;

use crate::{
    line::{Act, End, Sent, Times},
    matrix::{Case, Cell},
    plays::{claim, go_live, leap_until, press, same, state_in_journal},
    stage::{Failure, Stage, said},
};

/// Where the wall clock goes, from where it is.
#[derive(Clone, Copy)]
enum Jump {
    By(SignedDuration),
    To(&'static str),
}

const JUMPS: [(&str, Jump); 14] = [
    ("1 s ahead", Jump::By(SignedDuration::from_secs(1))),
    ("1 s back", Jump::By(SignedDuration::from_secs(-1))),
    ("30 s ahead", Jump::By(SignedDuration::from_secs(30))),
    ("30 s back", Jump::By(SignedDuration::from_secs(-30))),
    ("10 min ahead", Jump::By(SignedDuration::from_mins(10))),
    ("10 min back", Jump::By(SignedDuration::from_mins(-10))),
    ("1 h ahead", Jump::By(SignedDuration::from_hours(1))),
    ("1 h back", Jump::By(SignedDuration::from_hours(-1))),
    ("1 day ahead", Jump::By(SignedDuration::from_hours(24))),
    ("1 day back", Jump::By(SignedDuration::from_hours(-24))),
    ("to 1970", Jump::To("1970-01-01T00:00:00Z")),
    ("to 2038", Jump::To("2038-01-19T03:14:08Z")),
    ("to 2100", Jump::To("2100-01-01T00:00:00Z")),
    (
        "to the end of winter time",
        Jump::To("2026-04-05T02:00:00Z"),
    ),
];

/// Asked lifetime of every offer here.
const LIFETIME: Duration = Duration::from_secs(300);
/// A lost one is given up this long after its press (R89), and a question later at most.
const GIVEN_UP: Duration = Duration::from_secs(300 + 90 + 10);

pub(crate) fn cells() -> Vec<Cell> {
    let mut live = Vec::new();
    let mut lost = Vec::new();
    let mut late = Vec::new();
    for (name, jump) in JUMPS {
        live.push(Case::warm(name, move |stage| {
            Box::pin(while_live(stage, jump))
        }));
        lost.push(Case::warm(name, move |stage| {
            Box::pin(while_unknown(stage, jump))
        }));
        late.push(Case::warm(format!("{name}, after the end"), move |stage| {
            Box::pin(after_the_end(stage, jump))
        }));
    }
    vec![
        Cell::new("F26", "C", lost),
        Cell::new("F26", "S", live),
        Cell::new("F26", "P", late),
    ]
}

fn leap_wall(stage: &Stage, jump: Jump) -> Result<(), Failure> {
    let wall: Timestamp = match jump {
        Jump::By(by) => stage.clock.wall().checked_add(by).map_err(said("jump"))?,
        Jump::To(text) => text.parse().map_err(said("jump"))?,
    };
    stage.clock.set_wall(wall);
    Ok(())
}

/// The QR code stays until its deadline on boot time, and goes then.
async fn while_live(stage: &mut Stage, jump: Jump) -> Result<(), Failure> {
    let began = stage.clock.boot();
    let live = go_live(stage).await?;
    let intent = live.intent_id;
    leap_until(stage, |stage| {
        stage.clock.boot() - began > Duration::from_secs(60)
    })
    .await?;
    let before = stage.desk.current_offer().and_then(|view| view.left_ms);
    leap_wall(stage, jump)?;
    let after = stage.desk.current_offer().and_then(|view| view.left_ms);
    same("time left over the jump", after, before)?;
    leap_until(stage, |stage| {
        stage.clock.boot() - began > Duration::from_secs(120)
    })
    .await?;
    let view = stage.desk.current_offer().ok_or("no offer")?;
    same(
        "face a minute later",
        (view.state, view.face),
        (State::Shown, Face::Qr),
    )?;
    stage
        .until(intent, |view| view.state == State::Expired)
        .await?;
    let lasted = stage.clock.boot() - began;
    let in_time = (LIFETIME.saturating_sub(Duration::from_secs(3))..=LIFETIME).contains(&lasted);
    if !in_time {
        return Err(format!("it was up for {lasted:?}"));
    }
    stage.run_out().await;
    Ok(())
}

/// A lost answer is given up at its time, neither sooner nor later.
async fn while_unknown(stage: &mut Stage, jump: Jump) -> Result<(), Failure> {
    stage.freshen().await?;
    let cut = Act::cut_reply(Sent::Nothing, End::Close);
    stage.line.plan(Operation::CreateOffer, Times::Once, cut);
    let began = stage.clock.boot();
    let view = press(stage, stage.draft())
        .await?
        .map_err(said("not issued"))?;
    let intent = view.intent_id;
    same("state told", view.state, State::Unknown)?;
    stage.settle().await;
    leap_wall(stage, jump)?;
    stage
        .until(intent, |view| view.state == State::Closed)
        .await?;
    let lasted = stage.clock.boot() - began;
    if lasted < LIFETIME || lasted > GIVEN_UP {
        return Err(format!("it was given up after {lasted:?}"));
    }
    same(
        "state in the journal",
        state_in_journal(stage, intent).await?,
        Some(State::Closed),
    )?;
    stage.run_out().await;
    Ok(())
}

/// A wallet that began in time may finish up to a quarter of an hour later, and is heard (R93).
async fn after_the_end(stage: &mut Stage, jump: Jump) -> Result<(), Failure> {
    let lag = Duration::from_secs(600);
    stage.tenant.set_knobs(|knobs| knobs.credentials_lag = lag);
    let live = go_live(stage).await?;
    let intent = live.intent_id;
    claim(stage, intent).await?;
    stage
        .until(intent, |view| view.state == State::Expired)
        .await?;
    leap_wall(stage, jump)?;
    let heard = stage
        .until(intent, |view| view.state == State::Claimed)
        .await;
    stage
        .tenant
        .set_knobs(|knobs| knobs.credentials_lag = Duration::ZERO);
    heard?;
    stage.run_out().await;
    Ok(())
}
