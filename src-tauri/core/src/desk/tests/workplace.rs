use std::{
    future::{Future, ready},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use mattr_vii::{Client, Connection, ConnectionInput, Error, HostPolicy, Secret};
use tokio::sync::Notify;
use uuid::Uuid;

use super::save_tenant::form;
use crate::{
    chance::SystemChance,
    clock::ManualClock,
    desk::{Audience, Desk, DeskOptions, Machine, Network, Ports, Practice, RealNetwork},
    journal::{DiskWork, Turns},
    offer::view::OfferView,
    session::{MemoryStore, view::TenantRequest},
};

const OLD: &str = "https://council.vii.nz01.mattr.global";
const NEW: &str = "https://city.vii.nz01.mattr.global";

/// Keeps the next answer of the journal back, once asked to.
#[derive(Default)]
struct Gate {
    shut: AtomicBool,
    reached: Notify,
    opened: Arc<Notify>,
}

impl Turns for Gate {
    fn pass(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        if !self.shut.swap(false, Ordering::SeqCst) {
            return Box::pin(ready(()));
        }
        self.reached.notify_one();
        let opened = self.opened.clone();
        Box::pin(async move { opened.notified().await })
    }
}

/// Remembers where clients were made for. Nothing is sent in these tests.
#[derive(Default)]
struct Places(Mutex<Vec<String>>);

impl Network for Places {
    fn client(&self, connection: Connection, ports: mattr_vii::Ports) -> Result<Client, Error> {
        let place = connection.tenant_url().to_string();
        self.0.lock().unwrap().push(place);
        RealNetwork.client(connection, ports)
    }
}

struct Nobody;

impl Audience for Nobody {
    fn offer_changed(&self, _offer: OfferView) {}
    fn tick(&self, _intent: Uuid, _left_ms: i64) {}
    fn pending_changed(&self) {}
    fn status_changed(&self) {}
}

fn practice() -> Practice {
    let url = "http://127.0.0.1:7001";
    let input = ConnectionInput {
        tenant_url: url.to_owned(),
        auth_url: url.to_owned(),
        audience: "practice".to_owned(),
        client_id: "practice".to_owned(),
    };
    Practice {
        connection: Connection::new(&input, HostPolicy::Loopback).unwrap(),
        client_secret: Secret::new("practice".to_owned()),
        issuer: url.to_owned(),
    }
}

#[tokio::test]
async fn r62_settings_that_change_while_they_are_read_do_not_stay_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let (gate, places) = (Arc::new(Gate::default()), Arc::new(Places::default()));
    let machine = Machine {
        network: places.clone(),
        disk: DiskWork::InTurn(gate.clone()),
        boot_id: None,
    };
    let options = DeskOptions {
        data_dir: folder.path().to_owned(),
        name: None,
        first_run: false,
        practice: practice(),
    };
    let start = "2026-03-02T01:00:00Z".parse().unwrap();
    let ports = Ports {
        clock: Arc::new(ManualClock::starting_at(start)),
        chance: Arc::new(SystemChance),
        secrets: Arc::new(MemoryStore::default()),
        audience: Arc::new(Nobody),
    };
    let desk = Desk::open_on(machine, options, ports).await.unwrap();
    let id = desk.save_tenant(form()).await.unwrap().id;
    places.0.lock().unwrap().clear();
    gate.shut.store(true, Ordering::SeqCst);
    let opening = {
        let desk = desk.clone();
        tokio::spawn(async move { desk.open_workplace(id).await.map(drop) })
    };
    gate.reached.notified().await;
    // The old settings were read, and are on their way.
    let moved = TenantRequest {
        id: Some(id),
        pasted: form().pasted.map(|json| json.replace(OLD, NEW)),
        ..form()
    };
    desk.save_tenant(moved).await.unwrap();
    gate.opened.notify_one();
    opening.await.unwrap().unwrap();
    let workplace = desk.open_workplace(id).await.unwrap();
    assert_eq!(workplace.settings.tenant_url.trim_end_matches('/'), NEW);
    let last = places.0.lock().unwrap().last().cloned().unwrap();
    assert_eq!(last.trim_end_matches('/'), NEW);
}
