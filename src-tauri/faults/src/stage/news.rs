//! What the two windows would have been told.

use std::sync::{Mutex, MutexGuard, PoisonError};

use counterfoil_core::{
    desk::Audience,
    holder::{HolderMessage, HolderScene},
    offer::view::{Face, OfferView},
};
use uuid::Uuid;

/// Remembers every view of every offer, and whether a holder window ever had a QR code.
#[derive(Default)]
pub(crate) struct News(Mutex<Told>);

#[derive(Default)]
struct Told {
    offers: Vec<OfferView>,
    holder_qr: u32,
}

impl News {
    fn lock(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was told.
    pub(crate) fn clear(&self) {
        *self.lock() = Told::default();
    }

    /// How many views were told.
    pub(crate) fn count(&self) -> usize {
        self.lock().offers.len()
    }

    /// Every view of this offer, in order.
    pub(crate) fn of(&self, intent: Uuid) -> Vec<OfferView> {
        let told = self.lock();
        let mine = told.offers.iter().filter(|view| view.intent_id == intent);
        mine.cloned().collect()
    }

    /// The last view of this offer.
    pub(crate) fn last(&self, intent: Uuid) -> Option<OfferView> {
        let told = self.lock();
        let mut newest = told.offers.iter().rev();
        newest.find(|view| view.intent_id == intent).cloned()
    }

    /// Was anything of this offer on a screen, or allowed to be?
    pub(crate) fn ever_showable(&self, intent: Uuid) -> bool {
        let shown = |view: &OfferView| view.can_show || view.face != Face::Blank;
        let on_holder = self.lock().holder_qr > 0;
        on_holder || self.of(intent).iter().any(shown)
    }
}

impl Audience for News {
    fn offer_changed(&self, offer: OfferView) {
        self.lock().offers.push(offer);
    }
    fn tick(&self, _intent: Uuid, _left_ms: i64) {}
    fn pending_changed(&self) {}
    fn status_changed(&self) {}
    fn holder(&self, message: HolderMessage) {
        if let HolderMessage::Show { frame } = message
            && matches!(frame.scene, HolderScene::Live { .. })
        {
            self.lock().holder_qr += 1;
        }
    }
}
