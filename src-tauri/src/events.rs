//! What Rust tells which window. Always to one label, never to all (R55).

use counterfoil_core::{
    desk::{Audience, Desk},
    holder::HolderMessage,
    offer::{State, bulk::BulkResult, view::OfferView},
    session::view::CheckResult,
    settings::Settings,
};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager, Runtime};
use uuid::Uuid;

use crate::{
    desktop::{
        awake::{StayAwake, SystemAwake},
        notices::{self, Notice, Notices},
    },
    holder,
    ipc::{Nothing, Tick},
    state::Shell,
    windows::STAFF,
};

/// The staff window as the engine's audience, with the desktop around it.
pub(crate) struct StaffWindow<R: Runtime> {
    pub(crate) app: AppHandle<R>,
    pub(crate) awake: StayAwake<SystemAwake>,
}

impl<R: Runtime> StaffWindow<R> {
    pub(crate) fn new(app: AppHandle<R>) -> Self {
        Self {
            app,
            awake: StayAwake::new(SystemAwake::start()),
        }
    }

    fn tell(&self, event: &str, payload: impl Serialize + Clone) {
        // Without a window there is nobody to tell; it asks for everything when it opens.
        let _ = self.app.emit_to(STAFF, event, payload);
    }

    fn settings(&self) -> Option<Settings> {
        let shell = self.app.try_state::<Shell>()?;
        shell.desk().ok().map(Desk::settings)
    }

    fn notify(&self, notice: impl FnOnce(&Notices) -> Option<Notice>) {
        let wanted = self.settings().is_some_and(|settings| settings.notices);
        if let Some(notice) = notice(&self.app.state::<Notices>()).filter(|_| wanted) {
            notices::show(notice);
        }
    }

    fn keep_awake(&self, offer: &OfferView) {
        let live = matches!(
            offer.state,
            State::Created | State::CreatedLate | State::Shown | State::PartlyClaimed
        ) && offer.left_ms != Some(0);
        let wanted = self.settings().is_none_or(|settings| settings.stay_awake);
        self.awake.told(offer.intent_id, live && wanted);
    }
}

impl<R: Runtime> Audience for StaffWindow<R> {
    fn offer_changed(&self, offer: OfferView) {
        tracing::info!(intent = %offer.intent_id, state = offer.state.as_str(), "offer changed");
        self.keep_awake(&offer);
        if offer.state == State::Claimed {
            self.notify(|notices| notices.claimed(offer.intent_id));
        }
        self.tell("offer_changed", offer);
    }

    fn tick(&self, intent_id: Uuid, left_ms: i64) {
        self.notify(|notices| notices.tick(intent_id, left_ms));
        self.tell("tick", Tick { intent_id, left_ms });
    }

    fn pending_changed(&self) {
        self.tell("pending_changed", Nothing {});
    }

    fn status_changed(&self) {
        self.tell("status_changed", Nothing {});
    }

    fn holder(&self, message: HolderMessage) {
        holder::push(&self.app, &message);
    }
}

/// Hears what a long use case has done so far.
pub(crate) trait ProgressListener: Send + Sync {
    /// One step of a connection check ended.
    fn step(&self, result: &CheckResult);
    /// One offer of a bulk cancel is known.
    fn result(&self, result: BulkResult);
}

impl<R: Runtime> ProgressListener for StaffWindow<R> {
    fn step(&self, result: &CheckResult) {
        self.tell("check_step", result.clone());
    }

    fn result(&self, result: BulkResult) {
        self.tell("bulk_result", result);
    }
}
