//! A whole offer through the engine beside a bare POST of the same body to the same tenant.

use std::{collections::BTreeMap, hint::black_box, path::Path, sync::Arc, time::Duration};

use counterfoil_core::{
    chance::SystemChance,
    clock::SystemClock,
    desk::{Audience, Desk, DeskOptions, Ports, Practice as PracticePort},
    offer::view::{DraftRequest, OfferView, PersonChoice, TransactionCodeRequest},
    session::MemoryStore,
};
use counterfoil_practice::{Fault, FaultAct, Operation, Options, Practice, SeenRequest};
use mattr_vii::{Connection, ConnectionInput, HostPolicy, Secret};
use uuid::Uuid;

use super::{
    Outcome,
    row::{Row, Times, now},
};

const RUNS: usize = 100;
const SLOW_RUNS: usize = 20;

struct Nobody;

impl Audience for Nobody {
    fn offer_changed(&self, _offer: OfferView) {}
    fn tick(&self, _intent: Uuid, _left_ms: i64) {}
    fn pending_changed(&self) {}
    fn status_changed(&self) {}
}

/// Alternates the two, so that both meet the same machine. The engine's share holds two synced
/// writes to the journal, which the bare request does without.
///
/// The practice tenant answers at once, a real one after a round trip over the internet:
/// `service_takes` adds that to every create, for both sides alike.
pub(crate) async fn measure(service_takes: Duration) -> Outcome<Row> {
    let folder = tempfile::tempdir()?;
    let practice = Practice::start(Options::default()).await?;
    if !service_takes.is_zero() {
        let slow = FaultAct::Delay(service_takes);
        practice
            .control()
            .plan(Fault::always(Operation::CreateOffer, slow));
    }
    let desk = open_desk(&practice, folder.path()).await?;
    let credential = visitor(&desk).await?;
    issue(&desk, credential, &mut Times::default()).await?;
    let sent = create_request(&practice)?;
    let client = reqwest::Client::new();
    let (mut ours, mut bare) = (Times::default(), Times::default());
    let runs = if service_takes.is_zero() {
        RUNS
    } else {
        SLOW_RUNS
    };
    for _ in 0..runs {
        issue(&desk, credential, &mut ours).await?;
        let start = now();
        post(&client, practice.base_url(), &sent).await?;
        bare.since(start);
    }
    Ok(Row {
        what: format!(
            "issue an offer, engine beside bare POST, service takes {} ms",
            service_takes.as_millis()
        ),
        ours: ours.median(),
        bare: Some(bare.median()),
        unit: "ms",
        target: "<= 1.3x",
        note: format!("ours {}, bare {}", ours.note(), bare.note()),
    })
}

/// Issues once, timed, and takes the offer off the desk again, untimed.
async fn issue(desk: &Desk, credential: Uuid, times: &mut Times) -> Outcome<()> {
    let draft = draft(desk, credential);
    let start = now();
    let view = desk.issue_offer(draft).await?;
    times.since(start);
    desk.cancel_offer(view.intent_id).await?;
    desk.close_offer(view.intent_id);
    Ok(())
}

/// The same body with the same headers, as the engine sent it.
async fn post(client: &reqwest::Client, base: &str, sent: &SeenRequest) -> Outcome<()> {
    let answer = client
        .post(format!("{base}{}", sent.path))
        .headers(sent.headers.clone())
        .body(sent.body.to_vec())
        .send()
        .await?;
    black_box(answer.error_for_status()?.bytes().await?);
    Ok(())
}

fn create_request(practice: &Practice) -> Outcome<SeenRequest> {
    let mut requests = practice.control().requests();
    requests.retain(|request| request.method == "POST" && request.path.contains("pre-authorized"));
    requests
        .pop()
        .ok_or_else(|| "the engine sent no create request".into())
}

async fn visitor(desk: &Desk) -> Outcome<Uuid> {
    let all = desk.list_credentials(false).await?;
    let found = all.iter().find(|one| one.name().contains("visitor"));
    Ok(found.ok_or("no visitor pass")?.id)
}

fn draft(desk: &Desk, credential: Uuid) -> DraftRequest {
    let typed = [
        ("given_name", "Ana"),
        ("family_name", "Vale"),
        ("site", "Northern yard"),
    ];
    DraftRequest {
        intent_id: desk.new_intent(),
        configuration_ids: vec![credential],
        person: PersonChoice::None,
        typed: BTreeMap::from(typed.map(|(field, text)| (field.to_owned(), text.to_owned()))),
        lifetime: "5".to_owned(),
        transaction_code: Some(TransactionCodeRequest {
            description: "Ask the desk for your code".to_owned(),
        }),
        keep: Vec::new(),
        preset_id: None,
        language: "en".to_owned(),
        replaces: None,
    }
}

async fn open_desk(practice: &Practice, folder: &Path) -> Outcome<Desk> {
    let sign_in = practice.sign_in();
    let input = ConnectionInput {
        tenant_url: sign_in.tenant_url,
        auth_url: sign_in.auth_url,
        audience: sign_in.audience,
        client_id: sign_in.client_id,
    };
    let connection = Connection::new(&input, HostPolicy::Loopback)
        .map_err(|faults| format!("the practice tenant's addresses are refused: {faults:?}"))?;
    let options = DeskOptions {
        data_dir: folder.to_owned(),
        name: Some("Bench".to_owned()),
        first_run: false,
        practice: PracticePort {
            connection,
            client_secret: Secret::new(sign_in.client_secret),
            issuer: practice.base_url().to_owned(),
        },
    };
    let ports = Ports {
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        secrets: Arc::new(MemoryStore::default()),
        audience: Arc::new(Nobody),
    };
    Ok(Desk::open(options, ports).await?)
}
