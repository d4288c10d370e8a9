//! What the frame of the window shows.

use counterfoil_core::{
    desk::{JournalHealth, LeftLive},
    session::view::{ConnectionState, KeyringState, TenantView},
    settings::Settings,
};
use serde::Serialize;
use ts_rs::TS;

use super::HolderStatus;

/// What the frame shows.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppStatus {
    /// Version of the program.
    pub version: String,
    /// The active tenant.
    pub tenant: TenantView,
    /// Whether the service answered last time.
    pub connection: ConnectionState,
    /// The operating system's keyring.
    pub keyring: KeyringState,
    /// What staff set for this desk.
    pub settings: Settings,
    /// Where journal and logs are.
    pub data_folder: String,
    /// Offers that were live when the program closed last time and still are.
    pub left_live: Vec<LeftLive>,
    /// What became of the journal's file.
    pub journal: JournalHealth,
    /// Seconds this computer's clock is ahead of the service's, when over 30.
    #[ts(type = "number | null")]
    pub clock_skew_seconds: Option<i64>,
    /// The holder's display.
    pub holder: HolderStatus,
}
