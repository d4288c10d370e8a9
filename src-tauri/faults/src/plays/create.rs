//! Column C: one press of Issue, followed until nobody follows the offer any more.

use counterfoil_core::{
    desk::DeskError,
    offer::{
        State,
        view::{DraftRequest, Face, OfferView},
    },
};
use counterfoil_practice::Operation;
use uuid::Uuid;

use super::{same, word};
use crate::{
    line::{Act, Times},
    stage::{Failure, ROOM, Stage},
};

/// What must become of the press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Made, checked and showable.
    Created,
    /// It may exist; nothing is shown and nothing is sent again.
    Unknown,
    /// It exists and its reply cannot be read; as unknown.
    Unreadable {
        /// The check that failed.
        check: u8,
    },
    /// It exists and its reply fails this check: never shown.
    Quarantined {
        /// The check that failed.
        check: u8,
        /// Whether its id could be read, so that it was deleted.
        deleted: bool,
    },
    /// Refused by the service; the form is kept and this code is told.
    Refused(&'static str),
    /// It never left; the form is kept and this code is told.
    NotCreated(&'static str),
}

impl Outcome {
    /// The state of the row when the press has been answered.
    fn state(self) -> Option<State> {
        Some(match self {
            Self::Created => State::Created,
            Self::Unknown => State::Unknown,
            Self::Unreadable { .. } => State::Unreadable,
            Self::Quarantined { .. } => State::Quarantined,
            Self::Refused(_) => State::Refused,
            Self::NotCreated(_) => State::NotCreated,
        })
    }

    /// The state of the row long after the deadline, without a person's doing.
    fn end(self) -> Option<State> {
        match self {
            Self::Created => Some(State::Expired),
            Self::Unknown | Self::Unreadable { .. } => Some(State::Closed),
            _ => self.state(),
        }
    }

    fn told(self) -> Option<&'static str> {
        match self {
            Self::Refused(code) | Self::NotCreated(code) => Some(code),
            _ => None,
        }
    }

    fn check(self) -> Option<u8> {
        match self {
            Self::Unreadable { check } | Self::Quarantined { check, .. } => Some(check),
            _ => None,
        }
    }
}

/// One press of Issue under one fault.
#[derive(Clone)]
pub(crate) struct Create {
    pub(crate) act: Act,
    pub(crate) times: Times,
    pub(crate) outcome: Outcome,
    /// Create requests on the wire, those that were cut included (I3).
    pub(crate) posts: usize,
}

impl Create {
    /// Injects the fault, presses Issue and checks all that follows.
    pub(crate) async fn play(self, stage: &mut Stage) -> Result<(), Failure> {
        stage.freshen().await?;
        stage
            .line
            .plan(Operation::CreateOffer, self.times, self.act.clone());
        let draft = stage.draft();
        let intent = draft.intent_id;
        let answer = press(stage, draft).await?;
        stage.settle().await;
        self.check_answer(stage, intent, answer).await
    }

    /// What must be true once the press has been answered, and long after.
    pub(crate) async fn check_answer(
        &self,
        stage: &mut Stage,
        intent: Uuid,
        answer: Result<OfferView, DeskError>,
    ) -> Result<(), Failure> {
        let outcome = self.outcome;
        match answer {
            Ok(view) => {
                same("code told", None, outcome.told())?;
                same("state told", Some(view.state), outcome.state())?;
                same("check told", view.failed_check, outcome.check())?;
            }
            Err(error) => {
                same("code told", Some(word(&error)), outcome.told())?;
                let words = format!("{error} {error:?}");
                same("server text in an error", words.contains("canary"), false)?;
                let left = stage.desk.current_offer().map(|view| view.state);
                same("the counter after a refusal", left, None)?;
            }
        }
        same(
            "create requests",
            stage.line.count(Operation::CreateOffer),
            self.posts,
        )?;
        check_requests(stage)?;
        let deleted = matches!(outcome, Outcome::Quarantined { deleted: true, .. });
        same(
            "delete requests",
            stage.line.count(Operation::DeleteOffer),
            usize::from(deleted),
        )?;
        same(
            "state in the journal",
            state_in_journal(stage, intent).await?,
            outcome.state(),
        )?;
        check_faces(stage, intent, outcome).await?;
        stage.run_out().await;
        same(
            "create requests in the end",
            stage.line.count(Operation::CreateOffer),
            self.posts,
        )?;
        same(
            "state in the end",
            state_in_journal(stage, intent).await?,
            outcome.end(),
        )
    }
}

/// Every whole create went out signed and as JSON.
fn check_requests(stage: &Stage) -> Result<(), Failure> {
    for seen in stage.line.seen() {
        if seen.operation == Operation::CreateOffer {
            let signed = seen.request.header("authorization").is_some();
            same("signed", signed, true)?;
            same("a JSON object", seen.request.json().is_object(), true)?;
        }
    }
    Ok(())
}

/// Is a QR code to be had exactly when it may be?
async fn check_faces(stage: &mut Stage, intent: Uuid, outcome: Outcome) -> Result<(), Failure> {
    let shown = stage.desk.show_qr(intent, ROOM).await;
    if outcome == Outcome::Created {
        shown.map_err(|error| format!("the QR code is not shown: {error}"))?;
        let face = stage.desk.current_offer().map(|view| view.face);
        return same("face", face, Some(Face::Qr));
    }
    if shown.is_ok() || stage.news.ever_showable(intent) {
        return Err("something of it could be shown".to_owned());
    }
    Ok(())
}

/// Presses Issue and lets retries have their pauses.
pub(crate) async fn press(
    stage: &Stage,
    draft: DraftRequest,
) -> Result<Result<OfferView, DeskError>, Failure> {
    let desk = stage.desk.clone();
    stage
        .play(async move { desk.issue_offer(draft).await })
        .await
}

/// The state of the intent's row; `None` without a row.
pub(crate) async fn state_in_journal(
    stage: &Stage,
    intent: Uuid,
) -> Result<Option<State>, Failure> {
    Ok(stage.row(intent).await?.map(|row| row.state))
}
