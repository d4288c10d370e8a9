//! What the journal forgets, and when (R131).

use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;

use super::Desk;

/// Before the first look: a start has other things to do.
const AT_FIRST: Duration = Duration::from_secs(60);

/// Between two looks at what has become old.
const EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long the log of activity is kept. The offers it names go earlier.
const LOG_KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

impl Desk {
    /// Erases what has become old: soon, and daily for as long as the desk is open. Called once by
    /// the host: a desk that is only looked at forgets nothing.
    pub fn forget_in_time(&self) {
        let (desk, clock) = (Arc::downgrade(&self.0), self.0.ports.clock.clone());
        tokio::spawn(async move {
            clock.sleep(AT_FIRST).await;
            while let Some(inner) = desk.upgrade() {
                Self(inner).forget_old_records().await;
                clock.sleep(EVERY).await;
            }
        });
    }

    /// Erases offers that ended longer ago than the settings keep them, and the oldest entries of
    /// the log. What cannot be erased now is tried again at the next look.
    pub(super) async fn forget_old_records(&self) {
        let now = self.clock().wall();
        let offers = now - SignedDuration::from_hours(24 * i64::from(self.settings().keep_days));
        let journal = self.journal();
        match journal.erase_ended_before(offers).await {
            Ok(0) => {}
            Ok(erased) => {
                self.log("records_erased", Some(erased)).await;
                self.audience().pending_changed();
            }
            Err(error) => tracing::warn!(%error, "old offers were not erased"),
        }
        if let Err(error) = journal.erase_activity_before(now - LOG_KEPT).await {
            tracing::warn!(%error, "old activity was not erased");
        }
    }
}
