use std::sync::{Arc, Mutex, atomic::Ordering};

use counterfoil_core::{
    desk::{Machine, Network, RealNetwork},
    journal::DiskWork,
    session::view::TenantRequest,
    tenant::Environment,
};
use mattr_vii::{Client, Connection, Error, Ports};
use uuid::Uuid;

use super::{counter::Counter, gate::Gate};

/// Remembers where clients were made for.
#[derive(Default)]
struct Places(Mutex<Vec<String>>);

impl Network for Places {
    fn client(&self, connection: Connection, ports: Ports) -> Result<Client, Error> {
        let host = connection.tenant_url().host_str().unwrap().to_owned();
        self.0.lock().unwrap().push(host);
        RealNetwork.client(connection, ports)
    }
}

const OLD: &str = "council.vii.nz01.mattr.global";
const NEW: &str = "city.vii.nz01.mattr.global";

/// Nothing is ever sent there: the workplace is saved and opened, and not used.
fn workplace_at(host: &str, id: Option<Uuid>) -> TenantRequest {
    TenantRequest {
        id,
        name: "Council".to_owned(),
        environment: Environment::Test,
        pasted: None,
        tenant_url: format!("https://{host}"),
        auth_url: "https://auth.nz01.mattr.global".to_owned(),
        audience: format!("https://{host}"),
        client_id: "desk-client".to_owned(),
        client_secret: Some("canary-secret".to_owned()),
        link_prefix: String::new(),
        person_claim: String::new(),
        policy: None,
    }
}

#[tokio::test]
async fn r62_settings_that_change_while_they_are_read_do_not_stay_in_use() {
    let (gate, places) = (Arc::new(Gate::default()), Arc::new(Places::default()));
    let counter = Counter::open_on(Machine {
        network: places.clone(),
        disk: DiskWork::InTurn(gate.clone()),
        boot_id: None,
    })
    .await;
    let saved = counter.desk.save_tenant(workplace_at(OLD, None)).await;
    let id = saved.unwrap().id;
    gate.shut.store(true, Ordering::SeqCst);
    let desk = counter.desk.clone();
    let switching = tokio::spawn(async move { desk.switch_tenant(id).await });
    gate.reached.notified().await;
    // The old settings were read, and are on their way.
    let moved = counter.desk.save_tenant(workplace_at(NEW, Some(id))).await;
    moved.unwrap();
    gate.opened.notify_one();
    switching.await.unwrap().unwrap();
    let places = places.0.lock().unwrap().clone();
    assert_eq!(places.last().map(String::as_str), Some(NEW), "{places:?}");
}
