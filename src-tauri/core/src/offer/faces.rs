//! The two faces of a ticket. Rust decides which is up; both are never given out together (R40).

use std::time::Duration;

use serde_json::Value;
use uuid::Uuid;

use super::{
    State,
    view::{CodeView, DisplayRequest, Face, OfferView, QrView},
};
use crate::{
    desk::{Desk, DeskError},
    holder::HolderPlace,
    qr::{self, Level},
};

/// For how long the transaction code may stay on screen (R42).
const CODE_SHOWN: Duration = Duration::from_secs(20);

/// The number of the check that the drawn QR must pass: an independent decoder reads it back.
const READ_BACK_CHECK: u8 = 18;

impl Desk {
    /// Turns the ticket to its QR face and returns the modules for this much room.
    ///
    /// The drawn raster is read back by a decoder of another family first (R37, V18).
    ///
    /// # Errors
    ///
    /// [`DeskError::NothingToShow`] after a restart or an end; [`DeskError::QrDoesNotFit`] when
    /// the room is too small for the symbol (V17); [`DeskError::Mismatch`] when the read-back
    /// differs, and then the offer is deleted.
    pub async fn show_qr(
        &self,
        intent: Uuid,
        display: DisplayRequest,
    ) -> Result<QrView, DeskError> {
        let blanked = self.blanked();
        let qr = self.draw(intent, &display, None).await?;
        self.not_blanked_since(blanked)?;
        let before = self.tickets().get(intent).map(|ticket| ticket.face);
        self.turn_with(intent, Face::Qr, HolderPlace::Nowhere)?;
        // Drawn anew for another size of the window, it is the same turn.
        if before != Some(Face::Qr) {
            self.note_later(intent, "qr_face");
        }
        Ok(qr)
    }

    /// The modules for this much room, read back; at `level` instead of the planned one.
    pub(crate) async fn draw(
        &self,
        intent: Uuid,
        display: &DisplayRequest,
        level: Option<Level>,
    ) -> Result<QrView, DeskError> {
        let uri = self.lend_uri(intent)?;
        let prefix = self.link_prefix(intent).await;
        let payload = qr::apply_prefix(&uri, prefix.as_ref());
        let fitted = qr::fit_at(&payload, display, level).map_err(|_| DeskError::QrDoesNotFit)?;
        if fitted.check(&payload).is_err() {
            self.quarantine(intent, READ_BACK_CHECK).await;
            return Err(DeskError::Mismatch(READ_BACK_CHECK));
        }
        if self.state_of(intent) != Some(State::Shown) {
            self.mark_shown(intent).await?;
        }
        Ok(fitted.view())
    }

    /// Turns the ticket to its code face, still masked.
    ///
    /// # Errors
    ///
    /// [`DeskError::NothingToShow`] when the offer is over or from another run.
    pub fn turn_to_code(&self, intent: Uuid) -> Result<OfferView, DeskError> {
        let place = self.tickets().get(intent).map(|ticket| ticket.holder);
        let view = self.turn_with(intent, Face::Code, place.unwrap_or_default())?;
        self.note_later(intent, "code_face");
        Ok(view)
    }

    /// Takes both faces away, keeping the offer.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotFound`] for an unknown intent.
    pub fn hide_faces(&self, intent: Uuid) -> Result<OfferView, DeskError> {
        self.tickets().blank(intent);
        self.sync_holder();
        self.view_of(intent)
    }

    /// The transaction code, only while the code face is up.
    ///
    /// # Errors
    ///
    /// [`DeskError::NothingToShow`] on any other face, or when the offer has no code.
    pub async fn show_code(&self, intent: Uuid) -> Result<CodeView, DeskError> {
        let blanked = self.blanked();
        let code = {
            let tickets = self.tickets();
            let ticket = tickets.get(intent).ok_or(DeskError::NotFound)?;
            if ticket.face != Face::Code || !ticket.is_showable() {
                return Err(DeskError::NothingToShow);
            }
            let secrets = ticket.secrets.as_ref().ok_or(DeskError::NothingToShow)?;
            let code = secrets.code.as_ref().ok_or(DeskError::NothingToShow)?;
            // EXPOSE: the code face exists to show it.
            code.expose().to_owned()
        };
        self.note(intent, "code_shown", Value::Null).await;
        self.not_blanked_since(blanked)?;
        Ok(CodeView {
            code,
            shown_for_ms: u32::try_from(CODE_SHOWN.as_millis()).unwrap_or(u32::MAX),
        })
    }

    /// Puts `face` before staff and says where the QR code of the holder's display is.
    pub(crate) fn turn_with(
        &self,
        intent: Uuid,
        face: Face,
        place: HolderPlace,
    ) -> Result<OfferView, DeskError> {
        // Both displays show what staff see: nothing secret may be on either (R48).
        if self.board().mirrored {
            return Err(DeskError::NothingToShow);
        }
        let mut tickets = self.tickets();
        let ticket = tickets.get_mut(intent).ok_or(DeskError::NotFound)?;
        let over = ticket
            .deadline
            .is_some_and(|end| end.is_over(self.clock().boot()));
        if ticket.secrets.is_none() || !ticket.is_showable() || ticket.first_claimed || over {
            return Err(DeskError::NothingToShow);
        }
        ticket.face = face;
        ticket.holder = place;
        let withheld = tickets.lay(intent);
        drop(tickets);
        self.sync_holder();
        self.tell_withheld(withheld);
        self.view_of(intent)
    }

    async fn mark_shown(&self, intent: Uuid) -> Result<(), DeskError> {
        let may = self
            .state_of(intent)
            .is_some_and(|state| state.may_become(State::Shown));
        if !may {
            return Ok(());
        }
        self.advance(intent, self.plainly(State::Shown)).await
    }
}
