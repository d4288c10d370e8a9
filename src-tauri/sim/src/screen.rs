//! What staff and holder have before their eyes: what the desk told its windows.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use counterfoil_core::{
    desk::Audience,
    holder::{HolderMessage, HolderPlace, HolderScene},
    offer::{
        State,
        view::{Face, OfferView},
    },
};
use uuid::Uuid;

use crate::trace::Trace;

/// Both windows.
pub(crate) struct Screens {
    trace: Trace,
    seen: Mutex<Seen>,
}

/// What is on them.
#[derive(Default)]
pub(crate) struct Seen {
    /// The QR code on the single display.
    pub(crate) staff_qr: Option<Uuid>,
    /// The transaction code before staff.
    pub(crate) staff_code: Option<Uuid>,
    /// The QR code of this offer was given to the holder window last.
    pub(crate) holder_offer: Option<Uuid>,
    /// The name of the holder window's picture.
    pub(crate) scene: &'static str,
    /// The last state told of each offer.
    pub(crate) states: BTreeMap<Uuid, State>,
    /// What must never have been told.
    pub(crate) faults: Vec<String>,
    /// Everything the holder window was sent, without rows of modules.
    pub(crate) holder_texts: Vec<String>,
}

impl Seen {
    /// Offers of which something secret can be seen or scanned now.
    pub(crate) fn secrets(&self) -> Vec<Uuid> {
        let holder = self.holder_offer.filter(|_| self.scene == "live");
        let mut all: Vec<Uuid> = [self.staff_qr, self.staff_code, holder]
            .into_iter()
            .flatten()
            .collect();
        all.dedup();
        all
    }

    /// Takes a newer view of an offer: what it says is withheld leaves the window.
    pub(crate) fn take(&mut self, view: &OfferView) {
        let intent = view.intent_id;
        if self.staff_qr == Some(intent) && view.face != Face::Qr {
            self.staff_qr = None;
        }
        if self.staff_code == Some(intent) && view.face != Face::Code {
            self.staff_code = None;
        }
        if self.holder_offer == Some(intent) && view.holder != HolderPlace::Shown {
            self.holder_offer = None;
        }
        let before = self.states.insert(intent, view.state);
        if before == Some(State::Claimed) && view.state != State::Claimed {
            self.faults.push(format!(
                "I7: {intent} was told claimed, then {:?}",
                view.state
            ));
        }
    }
}

impl Screens {
    pub(crate) fn new(trace: Trace) -> Arc<Self> {
        Arc::new(Self {
            trace,
            seen: Mutex::default(),
        })
    }

    /// What is on the windows now.
    pub(crate) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Both windows are gone, with the program.
    pub(crate) fn close(&self) {
        let mut seen = self.seen();
        (seen.staff_qr, seen.staff_code, seen.holder_offer) = (None, None, None);
        seen.scene = "";
    }
}

impl Audience for Screens {
    fn offer_changed(&self, offer: OfferView) {
        let name = self.trace.name(offer.intent_id);
        self.trace.say(&format!(
            "staff hear: {name} {:?} by {:?}, face {:?}, holder {:?}, left {:?}",
            offer.state, offer.known_by, offer.face, offer.holder, offer.left_ms
        ));
        if offer.state == State::Created {
            self.trace.note(|| format!("@created {}", offer.intent_id));
        }
        self.seen().take(&offer);
    }

    fn tick(&self, _intent: Uuid, left_ms: i64) {
        if left_ms < 0 {
            self.seen().faults.push("a negative time left".to_owned());
        }
    }

    fn pending_changed(&self) {}

    fn status_changed(&self) {}

    fn holder(&self, message: HolderMessage) {
        let mut json = serde_json::to_value(&message).unwrap_or_default();
        if let Some(path) = json.pointer_mut("/frame/scene/qr/path") {
            *path = serde_json::Value::Null;
        }
        if let HolderMessage::Show { frame } = &message {
            let name = frame.scene.name();
            self.trace.say(&format!("holder sees: {name}"));
            let mut seen = self.seen();
            seen.scene = name;
            if !matches!(frame.scene, HolderScene::Live { .. }) {
                seen.holder_offer = None;
            }
            if !PICTURES.contains(&name) {
                seen.faults.push(format!("I12: the holder sees {name}"));
            }
        }
        self.seen().holder_texts.push(json.to_string());
    }
}

/// Blank, brand, QR code, claimed, expired or wait (I12), and what comes before an offer.
const PICTURES: [&str; 10] = [
    "idle",
    "get_ready",
    "review",
    "live",
    "claimed",
    "ended",
    "check_wallet",
    "one_moment",
    "card",
    "test",
];
