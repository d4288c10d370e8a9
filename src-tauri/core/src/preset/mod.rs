//! A preset: what a desk issues again and again, without anything about a person (F2).
//! Plain values, known to every layer. No disk, no network.

mod file;
mod personal;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

pub use file::{FileFault, PresetFile};
pub use personal::is_personal;

/// Presets with a key: the first nine of the list.
pub const SLOTS: usize = 9;

/// Presets of one workplace, at most.
pub const MOST: usize = 200;

/// One preset of one workplace. Its place in the list gives its slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Preset {
    /// Our own id for it.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Name for staff, written into the journal with each offer made from it.
    pub name: String,
    /// The credential configurations offered together.
    pub credentials: Vec<PresetCredential>,
    /// What happens to single fields; a field that is not named is asked for.
    pub fields: Vec<PresetField>,
    /// How long the offer lasts, as typed.
    pub lifetime: String,
    /// The hint beside the wallet's code entry; `None` asks for no transaction code.
    pub code: Option<String>,
    /// Whether the clock starts only when the holder is ready.
    pub wallet_ready: WalletReady,
    /// Whether the holder window may greet by first name.
    pub first_name: bool,
    /// Language of the holder window, BCP 47.
    pub language: String,
    /// Claims to keep on the person at the service (`claimsToPersist`).
    pub keep: Vec<String>,
}

/// A credential configuration, named so that another workplace can find its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PresetCredential {
    /// Its id at this tenant.
    #[ts(type = "string")]
    pub id: Uuid,
    /// ISO 18013-5 DocType.
    pub doctype: String,
}

/// What a preset does with one field of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PresetField {
    /// The claim path, as in [`crate::claims::Field::id`].
    pub field: String,
    /// Whether staff may change it, and see it.
    pub rule: FieldRule,
    /// The value, as text for the control; a fact about the workplace, never about a person.
    pub value: String,
    /// Whether the holder reviews it before the offer is made.
    pub review: bool,
}

/// How a preset fills a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldRule {
    /// Asked for, empty.
    Ask,
    /// Filled in; staff may change it.
    Default,
    /// Filled in; shown and fixed.
    Locked,
    /// Filled in; folded away and fixed.
    Hidden,
}

impl FieldRule {
    /// Does Rust put the preset's value in, whatever the window sent?
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Locked | Self::Hidden)
    }
}

/// When the wallet-ready step comes before an offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WalletReady {
    /// Before every offer.
    Always,
    /// Before the offer of somebody who was not found at the service.
    #[default]
    NewPeople,
    /// Never.
    Never,
}

impl Preset {
    /// Ids of its configurations, in their order.
    pub fn configuration_ids(&self) -> Vec<Uuid> {
        self.credentials.iter().map(|one| one.id).collect()
    }

    /// The fields that a press of Issue takes from here and not from the window.
    pub fn fixed_values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .filter(|one| one.rule.is_fixed())
            .map(|one| (one.field.as_str(), one.value.as_str()))
    }
}

#[cfg(test)]
pub(crate) mod tests;
