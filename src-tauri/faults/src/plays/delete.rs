//! Column D: cancelling a live offer.

use std::time::Duration;

use counterfoil_core::{
    clock::Clock,
    offer::{State, view::Face},
};
use counterfoil_practice::Operation;

use super::{
    poll::{go_live, leap_until},
    same, state_in_journal,
};
use crate::{
    line::{Act, Times},
    stage::{Failure, ROOM, Stage, said},
};

/// Where the offer is left when staff have their answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// Confirmed.
    Cancelled,
    /// Asked for and not confirmed; it is asked for again until the end.
    NotConfirmed,
}

/// One cancellation under one fault.
#[derive(Clone)]
pub(crate) struct Delete {
    pub(crate) act: Act,
    pub(crate) times: Times,
    pub(crate) left: Left,
    /// Delete requests until staff have their answer, those that were cut included.
    pub(crate) requests: usize,
    /// No sooner than this may it be sent again by itself.
    pub(crate) wait: Duration,
}

impl Delete {
    /// Injects the fault, cancels a live offer, and lets the desk find out the rest by itself.
    pub(crate) async fn play(self, stage: &mut Stage) -> Result<(), Failure> {
        let live = go_live(stage).await?;
        let intent = live.intent_id;
        stage.settle().await;
        stage
            .line
            .plan(Operation::DeleteOffer, self.times, self.act);
        let desk = stage.desk.clone();
        let answer = stage
            .play(async move { desk.cancel_offer(intent).await })
            .await?;
        let view = answer.map_err(said("the cancel broke off"))?;
        let requests = stage.line.count(Operation::DeleteOffer);
        let state = match self.left {
            Left::Cancelled => State::Cancelled,
            Left::NotConfirmed => State::CancelUnknown,
        };
        same("state told", view.state, state)?;
        same("delete requests", requests, self.requests)?;
        same("face", view.face, Face::Blank)?;
        same("can be shown", view.can_show, false)?;
        same(
            "QR code after a cancel",
            stage.desk.show_qr(intent, ROOM).await.is_err(),
            true,
        )?;
        same(
            "state in the journal",
            state_in_journal(stage, intent).await?,
            Some(state),
        )?;
        if self.left == Left::NotConfirmed {
            if self.times == Times::Once {
                let asked = stage.clock.boot();
                leap_until(stage, |stage| {
                    stage.line.count(Operation::DeleteOffer) > requests
                })
                .await?;
                let waited = stage.clock.boot().saturating_sub(asked);
                if waited < self.wait {
                    return Err(format!("asked again after {waited:?}, not {:?}", self.wait));
                }
                stage
                    .until(intent, |view| view.state == State::Cancelled)
                    .await?;
            } else {
                stage
                    .until(intent, |view| view.state == State::Expired)
                    .await?;
            }
        }
        stage.line.heal();
        stage.run_out().await;
        let end = if self.left == Left::NotConfirmed && self.times == Times::Always {
            State::Expired
        } else {
            State::Cancelled
        };
        same(
            "state in the end",
            state_in_journal(stage, intent).await?,
            Some(end),
        )
    }
}
