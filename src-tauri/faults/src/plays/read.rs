//! Columns T and L: signing in, and reading the list of configurations.

use std::time::Duration;

use counterfoil_practice::Operation;

use super::{same, word};
use crate::{
    line::{Act, Times},
    stage::{Failure, Stage},
};

/// Signing in under one fault, on a desk that has sent nothing yet.
#[derive(Clone)]
pub(crate) struct SignIn {
    pub(crate) act: Act,
    pub(crate) times: Times,
    /// The code that staff are told; `None`: it works in the end.
    pub(crate) told: Option<&'static str>,
    /// Token requests, those that were cut included.
    pub(crate) requests: usize,
}

impl SignIn {
    /// Injects the fault, asks for the list and checks that a token came first or nothing did.
    pub(crate) async fn play(self, stage: &mut Stage) -> Result<(), Failure> {
        stage.line.plan(Operation::Token, self.times, self.act);
        same("code told", read_list(stage).await?, self.told)?;
        let tokens = stage.line.count(Operation::Token);
        same("token requests", tokens, self.requests)?;
        let lists = stage.line.count(Operation::ListConfigurations);
        same("list requests", lists, usize::from(self.told.is_none()))?;
        // What went wrong once must not stay wrong.
        stage.line.heal();
        same("code told after it healed", read_list(stage).await?, None)
    }
}

/// Reading the list of configurations under one fault.
#[derive(Clone)]
pub(crate) struct List {
    pub(crate) act: Act,
    pub(crate) times: Times,
    /// The code that staff are told; `None`: it works in the end.
    pub(crate) told: Option<&'static str>,
    /// List requests, those that were cut included.
    pub(crate) requests: usize,
    /// Token requests.
    pub(crate) tokens: usize,
}

/// A list that is older than this is asked for again.
const FRESH: Duration = Duration::from_secs(601);

impl List {
    /// Injects the fault, reads the list anew and checks that an old one still serves.
    pub(crate) async fn play(self, stage: &mut Stage) -> Result<(), Failure> {
        stage
            .line
            .plan(Operation::ListConfigurations, self.times, self.act);
        same("code told", read_list(stage).await?, self.told)?;
        let lists = stage.line.count(Operation::ListConfigurations);
        same("list requests", lists, self.requests)?;
        same(
            "token requests",
            stage.line.count(Operation::Token),
            self.tokens,
        )?;
        if self.times == Times::Always && self.told.is_some() {
            // The list of before, for whoever only wants to go on.
            stage.clock.advance(FRESH);
            let desk = stage.desk.clone();
            let stale = stage
                .play(async move { desk.list_credentials(false).await })
                .await?;
            same(
                "the list of before",
                stale.is_ok_and(|list| !list.is_empty()),
                true,
            )?;
        }
        stage.line.heal();
        same("code told after it healed", read_list(stage).await?, None)
    }
}

/// Reads the list from the service; the code that staff are told when that fails.
async fn read_list(stage: &Stage) -> Result<Option<&'static str>, Failure> {
    let desk = stage.desk.clone();
    let read = stage
        .play(async move { desk.list_credentials(true).await })
        .await?;
    Ok(read.err().map(|error| word(&error)))
}
