//! The settings of this desk: read once at the start, written at each change.

use std::sync::PoisonError;

use super::{Desk, DeskError};
use crate::{journal::Journal, settings::Settings};

/// The saved settings; those that cannot be read are the defaults, so that the desk still opens.
pub(super) async fn load(journal: &Journal) -> Result<Settings, DeskError> {
    let saved = journal.load_settings().await?;
    let read = saved.and_then(|bytes| serde_json::from_slice::<Settings>(&bytes).ok());
    Ok(read.unwrap_or_default().tidy())
}

impl Desk {
    /// The settings of this desk.
    pub fn settings(&self) -> Settings {
        self.0
            .settings
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Takes new settings; what cannot be used becomes the nearest that can.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written; the settings of before stay then.
    pub async fn save_settings(&self, wanted: Settings) -> Result<Settings, DeskError> {
        let tidy = wanted.tidy();
        let bytes = serde_json::to_vec(&tidy).map_err(|_| DeskError::Internal)?;
        self.journal().save_settings(bytes).await?;
        *self
            .0
            .settings
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = tidy.clone();
        self.log("settings_saved", None).await;
        self.forget_old_records().await;
        self.audience().status_changed();
        Ok(tidy)
    }

    pub(crate) fn desk_name(&self) -> String {
        self.settings().desk
    }
}
