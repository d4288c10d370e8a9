//! A picture that staff chose, prepared before it goes into the form.

use super::{Desk, DeskError};
use crate::portrait::{self, PortraitRequest, PortraitView};

impl Desk {
    /// Upright, without metadata; cut to the frame and made small when there is one.
    ///
    /// # Errors
    ///
    /// [`DeskError::Portrait`] when the file cannot become a portrait.
    pub async fn prepare_portrait(
        &self,
        request: PortraitRequest,
    ) -> Result<PortraitView, DeskError> {
        // Decoding takes its time, and other work must not wait for it.
        let done = tokio::task::spawn_blocking(move || portrait::prepare(request)).await;
        Ok(done.map_err(|_| DeskError::Internal)??)
    }
}
