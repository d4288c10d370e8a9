//! Column P: asking whether a live offer was claimed.

use std::{sync::OnceLock, time::Duration};

use counterfoil_core::{
    clock::Clock,
    offer::{
        State,
        view::{Face, OfferView},
    },
};
use counterfoil_practice::{Operation, wallet::PretendWallet};
use mattr_vii::Secret;
use uuid::Uuid;

use super::{press, same};
use crate::{
    line::{Act, Times},
    stage::{Failure, ROOM, Stage, said},
};

/// One question under one fault.
#[derive(Clone)]
pub(crate) struct Poll {
    pub(crate) act: Act,
    pub(crate) times: Times,
    /// Whether staff are told that the service could not be asked.
    pub(crate) offline: bool,
    /// Requests for one question, those that were cut included.
    pub(crate) requests: usize,
    /// No sooner than this may the question after it be asked.
    pub(crate) wait: Duration,
}

/// Of every offer here.
const LIFETIME: Duration = Duration::from_secs(300);

impl Poll {
    /// Injects the fault into a question about a live offer; then the holder claims it.
    pub(crate) async fn play(self, stage: &mut Stage) -> Result<(), Failure> {
        let live = go_live(stage).await?;
        let intent = live.intent_id;
        stage.settle().await;
        let before = stage.line.count(Operation::UserCredentials);
        stage
            .line
            .plan(Operation::UserCredentials, self.times, self.act);
        let asked = |stage: &Stage| stage.line.count(Operation::UserCredentials) - before;
        leap_until(stage, |stage| asked(stage) > 0).await?;
        let first = stage.clock.boot();
        leap_until(stage, |stage| asked(stage) >= self.requests).await?;
        same("requests of one question", asked(stage), self.requests)?;
        let view = stage.desk.current_offer();
        let view = view.ok_or("nothing is on the counter")?;
        same("told as offline", view.offline, self.offline)?;
        same("state", view.state, State::Shown)?;
        same("face", view.face, Face::Qr)?;
        stage.line.heal();
        leap_until(stage, |stage| asked(stage) > self.requests).await?;
        let waited = stage.clock.boot().saturating_sub(first);
        if waited < self.wait {
            return Err(format!("asked again after {waited:?}, not {:?}", self.wait));
        }
        if self.wait >= LIFETIME {
            // The wait outlasts the offer.
            let ended = stage
                .until(intent, |view| view.state == State::Expired)
                .await?;
            stage.run_out().await;
            return same("face in the end", ended.face, Face::Blank);
        }
        claim(stage, intent).await?;
        let claimed = stage
            .until(intent, |view| view.state == State::Claimed)
            .await?;
        same("face in the end", claimed.face, Face::Blank)?;
        stage.run_out().await;
        same(
            "create requests",
            stage.line.count(Operation::CreateOffer),
            1,
        )
    }
}

/// Issues a visitor pass and shows its QR code.
pub(crate) async fn go_live(stage: &Stage) -> Result<OfferView, Failure> {
    let made = press(stage, stage.draft()).await?;
    let intent = made.map_err(said("not issued"))?.intent_id;
    let shown = stage.desk.show_qr(intent, ROOM).await;
    shown.map_err(said("not shown"))?;
    stage.settle().await;
    stage
        .desk
        .current_offer()
        .ok_or_else(|| "no offer".to_owned())
}

/// One for all stages: it reads the certificates of the system when it is made.
static WALLET: OnceLock<PretendWallet> = OnceLock::new();

/// The holder redeems the offer with the right code, past the spoilt wire.
pub(crate) async fn claim(stage: &Stage, intent: Uuid) -> Result<(), Failure> {
    let lent = stage.desk.lend_to_practice_wallet(intent);
    let (uri, code) = lent.map_err(said("nothing to claim"))?;
    let report = WALLET
        .get_or_init(PretendWallet::new)
        .claim(uri.expose(), code.as_ref().map(Secret::expose))
        .await;
    stage.settle().await;
    same("the wallet has it", report.claimed(), true)
}

/// Lets the clock leap from sleeper to sleeper until something has been seen.
pub(crate) async fn leap_until(
    stage: &Stage,
    seen: impl Fn(&Stage) -> bool,
) -> Result<(), Failure> {
    /// More than a lifetime has seconds.
    const MOST_LEAPS: u32 = 2_000;
    for _ in 0..MOST_LEAPS {
        stage.settle().await;
        if seen(stage) {
            return Ok(());
        }
        if !stage.clock.leap() {
            break;
        }
    }
    Err("what was waited for did not come".to_owned())
}
