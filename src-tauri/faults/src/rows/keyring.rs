//! F22, F25: a second copy of the program, and keyrings that do not answer.

use std::sync::Arc;

use async_trait::async_trait;
use counterfoil_core::{
    session::{
        Key, SecretFault, SecretStore,
        view::{KeyringState, TenantRequest},
    },
    tenant::{Environment, TenantPolicy},
};
use mattr_vii::Secret;

use crate::{
    matrix::{Case, Cell},
    plays::{same, word},
    stage::{Failure, Stage, said},
};

pub(crate) fn cells() -> Vec<Cell> {
    vec![
        Cell::new(
            "F22",
            "B",
            vec![Case::warm("a second copy", |stage| {
                Box::pin(second_copy(stage))
            })],
        ),
        Cell::new("F25", "T", keyrings()),
    ]
}

/// A second copy on the same folder is refused; the first goes on.
async fn second_copy(stage: &mut Stage) -> Result<(), Failure> {
    let second = stage.open_again().await;
    same("the second copy", second.err(), Some("journal"))?;
    let desk = stage.desk.clone();
    let read = stage
        .play(async move { desk.list_credentials(true).await })
        .await?;
    read.map(drop).map_err(said("the first copy"))
}

/// What is asked of a desk whose keyring is of no use.
const CALLS: [&str; 4] = ["list", "issue", "check", "status"];

fn keyrings() -> Vec<Case> {
    let mut cases = Vec::new();
    for state in [
        None,
        Some(KeyringState::Locked),
        Some(KeyringState::NoService),
        Some(KeyringState::Refused),
        Some(KeyringState::Several),
        Some(KeyringState::Unreadable),
        Some(KeyringState::Slow),
    ] {
        for call in CALLS {
            let name = state.map_or_else(|| "missing".to_owned(), |state| format!("{state:?}"));
            let case = Case::cold(format!("{name}, {call}"), move |stage| {
                Box::pin(ask_in_vain(stage, state, call))
            });
            cases.push(case.with_secrets(move || Arc::new(Keyring(state))));
        }
    }
    cases
}

/// No secret is to be had: nothing is sent, nothing is written down, and the cause has its name.
async fn ask_in_vain(
    stage: &mut Stage,
    state: Option<KeyringState>,
    call: &'static str,
) -> Result<(), Failure> {
    let id = save_tenant(stage).await?;
    let desk = stage.desk.clone();
    let draft = stage.draft();
    let intent = draft.intent_id;
    let told = stage
        .play(async move {
            desk.switch_tenant(id).await?;
            match call {
                "list" => desk.list_credentials(true).await.map(drop),
                "issue" => desk.issue_offer(draft).await.map(drop),
                "check" => desk.check_connection(id, |_| {}).await.map(drop),
                _ => desk.status().await.map(drop),
            }
        })
        .await?;
    let needed = matches!(call, "list" | "issue").then_some("needs_secret");
    same("code told", told.err().as_ref().map(word), needed)?;
    stage.settle().await;
    same("connections", stage.line.connections(), 0)?;
    same("rows", stage.row(intent).await?.is_none(), true)?;
    let status = stage.desk.status().await.map_err(said("no status"))?;
    same(
        "keyring told",
        status.keyring,
        state.unwrap_or(KeyringState::Ok),
    )
}

/// A workplace that would be reached at the wire's port.
async fn save_tenant(stage: &Stage) -> Result<uuid::Uuid, Failure> {
    let url = stage.line.base_url().replacen("http:", "https:", 1);
    let request = TenantRequest {
        id: None,
        name: "Council".to_owned(),
        environment: Environment::Test,
        pasted: None,
        tenant_url: url.clone(),
        auth_url: url,
        audience: "council".to_owned(),
        client_id: "desk-2".to_owned(),
        client_secret: None,
        link_prefix: String::new(),
        person_claim: String::new(),
        policy: Some(TenantPolicy {
            private_cloud: true,
            ..TenantPolicy::default()
        }),
    };
    let desk = stage.desk.clone();
    let saved = stage
        .play(async move { desk.save_tenant(request).await })
        .await?;
    Ok(saved.map_err(said("not saved"))?.id)
}

/// A keyring that is in one state; `None`: it works and holds nothing.
struct Keyring(Option<KeyringState>);

impl Keyring {
    fn answer<T>(&self, empty: T) -> Result<T, SecretFault> {
        self.0
            .map_or(Ok(empty), |state| Err(SecretFault::Unusable(state)))
    }
}

#[async_trait]
impl SecretStore for Keyring {
    async fn set(&self, _: &Key, _: &Secret) -> Result<(), SecretFault> {
        self.answer(())
    }

    async fn get(&self, _: &Key) -> Result<Option<Secret>, SecretFault> {
        self.answer(None)
    }

    async fn delete(&self, _: &Key) -> Result<(), SecretFault> {
        self.answer(())
    }

    async fn state(&self) -> KeyringState {
        self.0.unwrap_or(KeyringState::Ok)
    }
}
