//! The holder's display.

pub use counterfoil_core::holder::HolderMessage;
use counterfoil_core::{holder::ScanSize, offer::view::DisplayRequest};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The holder's display, as the frame of the staff window shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HolderStatus {
    /// Whether the holder window is open.
    pub on: bool,
    /// The number of its screen, from 1.
    pub screen: Option<u32>,
    /// How many screens there are.
    pub screens: u32,
    /// Two screens show the same picture, so nothing secret may be shown.
    pub mirrored: bool,
}

/// One display.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DisplayView {
    /// Names it in `choose_display`.
    pub id: String,
    /// Its number from left to right, from 1.
    pub screen: u32,
    /// What the system calls it; may be empty.
    pub name: String,
    /// Device pixels.
    pub width: u32,
    /// Device pixels.
    pub height: u32,
    /// Whether the staff window is on it.
    pub staff: bool,
    /// Whether it is the one that faces the holder.
    pub chosen: bool,
    /// What the test scan found.
    pub scan_size: ScanSize,
}

/// The display that faces the holder.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChooseDisplayRequest {
    /// [`DisplayView::id`]; `null` is "I have one screen".
    pub id: Option<String>,
}

/// The language of the person at the counter.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HolderLanguageRequest {
    /// BCP 47.
    pub language: String,
}

/// A harmless QR code to try a phone on.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TestScanRequest {
    /// How large.
    pub size: ScanSize,
    /// Room in the staff window, for when there is no holder window.
    pub room: Option<DisplayRequest>,
}

/// The test scan is over.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndTestScanRequest {
    /// The size to keep for this display; `null` keeps what was known.
    pub found: Option<ScanSize>,
}
