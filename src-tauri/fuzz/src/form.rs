//! One field of a form, as a claim mapping would give it.

use counterfoil_core::claims::{Field, FieldKind};

/// An optional field that nothing is known of but its id and kind.
pub fn field(id: &str, kind: FieldKind) -> Field {
    Field {
        id: id.to_owned(),
        label: id.replace(['_', '.'], " "),
        kind,
        type_name: String::new(),
        required: false,
        used_by: Vec::new(),
        default: None,
        stored: None,
        group: None,
        conflicting_types: false,
        worked_out: None,
        ends: id == "valid_until",
    }
}
