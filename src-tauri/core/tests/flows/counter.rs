//! A counter for tests: a desk, a practice tenant, one hand-moved clock for both, and the news.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use counterfoil_core::{
    chance::SystemChance,
    clock::{Clock, ManualClock},
    desk::{Audience, Desk, DeskOptions, Machine, Ports, Practice as PracticePort},
    holder::HolderMessage,
    journal::{DiskWork, Turns},
    offer::{
        KnownBy, State,
        view::{
            DisplayRequest, DraftRequest, Face, OfferView, PersonChoice, TransactionCodeRequest,
        },
    },
    session::MemoryStore,
};
use counterfoil_practice::{
    Control, Knobs, Options, Practice, PracticeClock, wallet::PretendWallet,
};
use jiff::Timestamp;
use mattr_vii::{Connection, ConnectionInput, HostPolicy, Secret};
use uuid::Uuid;

/// Room for a QR code on an ordinary window.
pub(crate) const ROOM: DisplayRequest = DisplayRequest {
    side_px: 640,
    scale: 1.0,
};

/// When a day at the counter begins.
const START: &str = "2026-03-02T01:00:00Z";

/// Everything a flow needs.
pub(crate) struct Counter {
    pub(crate) desk: Desk,
    pub(crate) tenant: Control,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) news: Arc<News>,
    _practice: Practice,
    _folder: Option<tempfile::TempDir>,
}

/// What the staff window would have been told.
#[derive(Default)]
pub(crate) struct News {
    offers: Mutex<Vec<OfferView>>,
    ticks: Mutex<Vec<i64>>,
    holder: Mutex<Holder>,
}

impl News {
    /// Every offer view that was told, in order.
    pub(crate) fn offers(&self) -> Vec<OfferView> {
        self.offers.lock().unwrap().clone()
    }
}

/// What the holder window was told.
#[derive(Default)]
struct Holder {
    scenes: Vec<String>,
    drawn: Vec<(String, u32)>,
    ticks: Vec<i64>,
    texts: Vec<String>,
}

impl News {
    /// Every time left that the staff window heard, in milliseconds.
    pub(crate) fn ticks(&self) -> Vec<i64> {
        self.ticks.lock().unwrap().clone()
    }

    /// Every time left that the holder window heard, in milliseconds.
    pub(crate) fn holder_ticks(&self) -> Vec<i64> {
        self.holder.lock().unwrap().ticks.clone()
    }

    /// The names of the holder window's pictures, in order.
    pub(crate) fn scenes(&self) -> Vec<String> {
        self.holder.lock().unwrap().scenes.clone()
    }

    /// Level and module size of each QR code of the holder window.
    pub(crate) fn drawn(&self) -> Vec<(String, u32)> {
        self.holder.lock().unwrap().drawn.clone()
    }

    /// Each message as its page gets it, without the modules.
    pub(crate) fn holder_texts(&self) -> Vec<String> {
        self.holder.lock().unwrap().texts.clone()
    }
}

impl Audience for News {
    fn offer_changed(&self, offer: OfferView) {
        self.offers.lock().unwrap().push(offer);
    }
    fn tick(&self, _intent: Uuid, left_ms: i64) {
        assert!(left_ms >= 0);
        self.ticks.lock().unwrap().push(left_ms);
    }
    fn pending_changed(&self) {}
    fn status_changed(&self) {}
    fn holder(&self, message: HolderMessage) {
        let mut json = serde_json::to_value(&message).unwrap();
        // Rows of modules are numbers, in which six digits in a row prove nothing.
        if let Some(path) = json.pointer_mut("/frame/scene/qr/path") {
            *path = serde_json::Value::Null;
        }
        let (scene, drawn) = super::holder::summary(&message);
        let mut holder = self.holder.lock().unwrap();
        holder.texts.push(json.to_string());
        holder.scenes.extend(scene.map(str::to_owned));
        holder.drawn.extend(drawn);
        if let HolderMessage::Left { left_ms } = message {
            holder.ticks.push(left_ms);
        }
    }
}

struct SharedClock(Arc<ManualClock>);

impl PracticeClock for SharedClock {
    fn now(&self) -> Timestamp {
        self.0.wall()
    }
}

impl Counter {
    /// A fresh counter on a well-behaved tenant.
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut counter = Self::open_in(folder.path(), Knobs::default()).await;
        counter._folder = Some(folder);
        counter
    }

    /// A fresh counter whose journal answers when `turns` lets it.
    pub(crate) async fn open_in_turn(turns: Arc<dyn Turns>) -> Self {
        Self::open_on(Machine {
            disk: DiskWork::InTurn(turns),
            ..Machine::default()
        })
        .await
    }

    /// A fresh counter on a computer of its own.
    pub(crate) async fn open_on(machine: Machine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let start = START.parse().unwrap();
        let mut counter = Self::start(folder.path(), Knobs::default(), start, machine).await;
        counter._folder = Some(folder);
        counter
    }

    /// A counter whose journal lives in `folder`, so that it can be opened again.
    pub(crate) async fn open_in(folder: &Path, knobs: Knobs) -> Self {
        Self::start(folder, knobs, START.parse().unwrap(), Machine::default()).await
    }

    /// The same at another time.
    pub(crate) async fn open_at(folder: &Path, start: Timestamp) -> Self {
        Self::start(folder, Knobs::default(), start, Machine::default()).await
    }

    async fn start(folder: &Path, knobs: Knobs, start: Timestamp, machine: Machine) -> Self {
        let clock = Arc::new(ManualClock::starting_at(start));
        let practice = Practice::start(Options {
            clock: Arc::new(SharedClock(clock.clone())),
            seed: Some(7),
            knobs,
            ..Options::default()
        })
        .await
        .unwrap();
        let news = Arc::new(News::default());
        let desk = Desk::open_on(
            machine,
            DeskOptions {
                data_dir: folder.to_owned(),
                name: Some("Desk 2".to_owned()),
                first_run: false,
                practice: port(&practice),
            },
            Ports {
                clock: clock.clone(),
                chance: Arc::new(SystemChance),
                secrets: Arc::new(MemoryStore::default()),
                audience: news.clone(),
            },
        )
        .await
        .unwrap();
        Self {
            desk,
            tenant: practice.control(),
            clock,
            news,
            _practice: practice,
            _folder: None,
        }
    }

    /// The id of the configuration with this name.
    pub(crate) async fn credential(&self, name: &str) -> Uuid {
        let all = self.desk.list_credentials(false).await.unwrap();
        let found = all.iter().find(|one| one.name().contains(name));
        found.unwrap_or_else(|| panic!("no {name}")).id
    }

    /// A complete draft for a visitor pass.
    pub(crate) async fn visitor(&self) -> DraftRequest {
        let id = self.credential("visitor pass").await;
        self.draft(
            &[id],
            &[
                ("given_name", "Hēmi"),
                ("family_name", "Te Ōkahu"),
                ("site", "Northern yard"),
            ],
        )
    }

    /// A draft for these configurations and fields.
    pub(crate) fn draft(&self, ids: &[Uuid], typed: &[(&str, &str)]) -> DraftRequest {
        DraftRequest {
            intent_id: self.desk.new_intent(),
            configuration_ids: ids.to_vec(),
            person: PersonChoice::None,
            typed: typed
                .iter()
                .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
                .collect::<BTreeMap<_, _>>(),
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

    /// Issues a visitor pass and shows its QR code.
    pub(crate) async fn live_visitor(&self) -> OfferView {
        let view = self.desk.issue_offer(self.visitor().await).await.unwrap();
        assert_eq!(view.state, State::Created);
        self.desk.show_qr(view.intent_id, ROOM).await.unwrap();
        let view = self.desk.current_offer().unwrap();
        assert_eq!((view.state, view.face), (State::Shown, Face::Qr));
        view
    }

    /// Acts as the holder: every credential of the offer, with the right code.
    pub(crate) async fn claim(&self, intent: Uuid) {
        let (uri, code) = self.desk.lend_to_practice_wallet(intent).unwrap();
        let report = PretendWallet::new()
            .claim(uri.expose(), code.as_ref().map(Secret::expose))
            .await;
        assert!(report.claimed(), "{report:?}");
    }

    /// Lets time pass, half a second at a time, until the offer's state is `wanted`.
    pub(crate) async fn until(&self, intent: Uuid, wanted: State) -> OfferView {
        self.until_view(intent, |view| view.state == wanted).await
    }

    /// The same, until its state is known in this way.
    pub(crate) async fn until_known_by(&self, intent: Uuid, wanted: KnownBy) -> OfferView {
        self.until_view(intent, |view| view.known_by == wanted)
            .await
    }

    pub(crate) async fn until_view(
        &self,
        intent: Uuid,
        wanted: impl Fn(&OfferView) -> bool,
    ) -> OfferView {
        for _ in 0..4_000 {
            let told = self.news.offers();
            let last = told.into_iter().rev().find(|view| view.intent_id == intent);
            if let Some(view) = last.filter(|view| wanted(view)) {
                return view;
            }
            // Real time for the loopback answer, then a step of the clock that everybody shares.
            tokio::time::sleep(Duration::from_millis(2)).await;
            self.clock.advance(Duration::from_millis(500));
        }
        panic!("{intent} never became what was waited for");
    }
}

fn port(practice: &Practice) -> PracticePort {
    let sign_in = practice.sign_in();
    let input = ConnectionInput {
        tenant_url: sign_in.tenant_url,
        auth_url: sign_in.auth_url,
        audience: sign_in.audience,
        client_id: sign_in.client_id,
    };
    PracticePort {
        connection: Connection::new(&input, HostPolicy::Loopback).unwrap(),
        client_secret: Secret::new(sign_in.client_secret),
        issuer: practice.base_url().to_owned(),
    }
}
