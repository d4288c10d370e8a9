//! What staff type: a visitor pass, complete and always the same.

use counterfoil_core::offer::view::{
    DisplayRequest, DraftRequest, PersonChoice, TransactionCodeRequest,
};

use super::Stage;

/// Room for a QR code on an ordinary window.
pub(crate) const ROOM: DisplayRequest = DisplayRequest {
    side_px: 640,
    scale: 1.0,
};

impl Stage {
    /// A complete draft under a new intent id.
    pub(crate) fn draft(&self) -> DraftRequest {
        let typed = [
            ("given_name", "Hēmi"),
            ("family_name", "Te Ōkahu"),
            ("site", "Northern yard"),
        ];
        DraftRequest {
            intent_id: self.desk.new_intent(),
            configuration_ids: vec![self.visitor],
            person: PersonChoice::None,
            typed: typed
                .map(|(field, text)| (field.to_owned(), text.to_owned()))
                .into(),
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
}
