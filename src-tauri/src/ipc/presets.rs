//! Presets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Names a preset.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PresetRef {
    /// Our own id for it.
    #[ts(type = "string")]
    pub id: Uuid,
}

/// Which preset moves, and where to.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MovePresetRequest {
    /// Our own id for it.
    #[ts(type = "string")]
    pub id: Uuid,
    /// One place up; else one down.
    pub up: bool,
}

/// What came of reading a file of presets.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedView {
    /// Names of the presets that were added.
    pub added: Vec<String>,
    /// Names of those among them whose credentials this workplace does not have.
    pub incomplete: Vec<String>,
}
