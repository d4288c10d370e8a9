//! What the holder window shows, as plain data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::offer::view::QrView;

/// One message to the page of the holder window.
#[derive(Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum HolderMessage {
    /// Show this instead of whatever is up.
    Show {
        /// All of it.
        frame: HolderFrame,
    },
    /// The time left of the live offer, once a second, from the same tick as the staff window's.
    Left {
        /// Milliseconds, never below 0.
        #[ts(type = "number")]
        left_ms: i64,
    },
    /// The same words in another language.
    Language {
        /// BCP 47.
        language: String,
    },
}

/// A whole picture of the holder window.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HolderFrame {
    /// What it is about.
    pub scene: HolderScene,
    /// The language to speak, BCP 47.
    pub language: String,
    /// The name of the workplace.
    pub workplace: String,
    /// Whether the practice hatching marks it.
    pub practice: bool,
}

/// What the holder window is about.
#[derive(Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum HolderScene {
    /// Nobody is being served.
    Idle,
    /// "Open your wallet": the clock has not started.
    GetReady {
        /// Only if the preset allows it.
        first_name: Option<String>,
        /// Names of the credentials to come.
        credentials: Vec<String>,
    },
    /// Fields that the preset marks for the holder to check.
    Review {
        /// Label and value.
        lines: Vec<HolderLine>,
    },
    /// The QR code.
    Live {
        /// Its modules, for this display.
        qr: QrView,
        /// Names of the credentials.
        credentials: Vec<String>,
        /// What the wallet will ask for; `None` when it asks for nothing.
        code: Option<CodeAsked>,
        /// The issuer's host name, as the wallet will show it (R43).
        host: Option<String>,
        /// Asked lifetime in seconds: the whole length of the fuse.
        lifetime_seconds: u32,
        /// Milliseconds left when this was made.
        #[ts(type = "number")]
        left_ms: i64,
    },
    /// It is in their wallet.
    Claimed,
    /// It ended another way; the reason is nobody's business here.
    Ended,
    /// Nobody knows yet.
    CheckWallet,
    /// Withheld.
    OneMoment,
    /// Names the display for two seconds after each change.
    Card {
        /// Counted from 1, as staff see it.
        screen: u32,
    },
    /// A harmless QR code of real density (R34).
    Test {
        /// Its modules.
        qr: QrView,
    },
}

impl HolderScene {
    /// The name on the wire; never what it holds.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::GetReady { .. } => "get_ready",
            Self::Review { .. } => "review",
            Self::Live { .. } => "live",
            Self::Claimed => "claimed",
            Self::Ended => "ended",
            Self::CheckWallet => "check_wallet",
            Self::OneMoment => "one_moment",
            Self::Card { .. } => "card",
            Self::Test { .. } => "test",
        }
    }
}

/// What is said about the transaction code. Its length; never the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CodeAsked {
    /// How many characters the wallet will ask for.
    pub length: u32,
}

/// One field for the holder to check.
#[derive(Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HolderLine {
    /// The field's label.
    pub label: String,
    /// What was typed.
    pub value: String,
}

/// What to show before there is an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HolderShow {
    /// "Open your wallet".
    GetReady,
    /// The marked fields.
    Review,
    /// Nobody is being served.
    Idle,
}

/// Prepares the holder window before there is an offer. Does nothing without one.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PrepareHolderRequest {
    /// What to show.
    pub show: HolderShow,
    /// The first name to greet by, if the preset allows it.
    pub first_name: Option<String>,
    /// Names of the credentials to come.
    pub credentials: Vec<String>,
    /// The fields that the preset marks for review.
    pub lines: Vec<HolderLine>,
    /// The person's language, BCP 47; it stays until the next request.
    pub language: String,
}

/// Where the QR code of an offer is, as far as the holder's display goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HolderPlace {
    /// Not there, and not missed there.
    #[default]
    Nowhere,
    /// On the holder's display.
    Shown,
    /// Taken off it by staff.
    Hidden,
    /// The display is gone.
    Lost,
    /// Two displays show the same picture.
    Mirrored,
}
