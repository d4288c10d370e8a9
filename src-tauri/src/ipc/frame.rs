//! What the frame of the window shows.

use counterfoil_core::session::view::{ConnectionState, KeyringState, TenantView};
use serde::Serialize;
use ts_rs::TS;

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
    /// The name of this desk.
    pub desk: String,
    /// Where journal and logs are.
    pub data_folder: String,
    /// How many offers were live when the program closed last time without being told to.
    pub left_live: u32,
    /// Seconds this computer's clock is ahead of the service's, when over 30.
    #[ts(type = "number | null")]
    pub clock_skew_seconds: Option<i64>,
}
