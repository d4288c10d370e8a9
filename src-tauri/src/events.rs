//! What Rust tells which window. Always to one label, never to all (R55).

use counterfoil_core::{desk::Audience, offer::view::OfferView, session::view::CheckResult};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Runtime};
use uuid::Uuid;

use crate::{
    ipc::{Nothing, Tick},
    windows::STAFF,
};

/// The staff window as the engine's audience.
pub(crate) struct StaffWindow<R: Runtime>(pub(crate) AppHandle<R>);

impl<R: Runtime> StaffWindow<R> {
    fn tell(&self, event: &str, payload: impl Serialize + Clone) {
        // Without a window there is nobody to tell; it asks for everything when it opens.
        let _ = self.0.emit_to(STAFF, event, payload);
    }
}

impl<R: Runtime> Audience for StaffWindow<R> {
    fn offer_changed(&self, offer: OfferView) {
        tracing::info!(intent = %offer.intent_id, state = offer.state.as_str(), "offer changed");
        self.tell("offer_changed", offer);
    }

    fn tick(&self, intent_id: Uuid, left_ms: i64) {
        self.tell("tick", Tick { intent_id, left_ms });
    }

    fn pending_changed(&self) {
        self.tell("pending_changed", Nothing {});
    }

    fn status_changed(&self) {
        self.tell("status_changed", Nothing {});
    }
}

/// Hears each step of a connection check as it ends.
pub(crate) trait CheckListener: Send + Sync {
    /// One step ended.
    fn step(&self, result: &CheckResult);
}

impl<R: Runtime> CheckListener for StaffWindow<R> {
    fn step(&self, result: &CheckResult) {
        self.tell("check_step", result.clone());
    }
}
