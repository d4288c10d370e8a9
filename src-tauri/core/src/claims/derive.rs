//! From claim mappings to the form (mattr-vii.md 7 "Form", ux.md 4.1).

use mattr_vii::{ClaimMapping, Configuration};
use serde_json::{Map, Value};

use super::{
    kind::{is_end, kind_of, years_of},
    label::readable,
    model::{Field, FieldKind, FixedValue, Form, FormNote, WorkedOut},
    path::{ClaimPath, Source},
    privileges,
    text::text_of,
};
use crate::foreign::{self, for_screen};

/// The element (ISO/IEC 18013-5) that an age is worked out from.
const BIRTH_DATE: &str = "birth_date";

/// One field for each claim path of all `configurations`, in the order of first appearance; what
/// is fixed; and what staff should know. `stored` is what the person's record already holds: a
/// stored claim need not be typed again.
///
/// A field is required when a mapping says so and has neither a default value nor a claim source
/// and nothing is stored: issuing would fail in the holder's wallet.
pub fn derive_form(configurations: &[Configuration], stored: Option<&Map<String, Value>>) -> Form {
    let mut draft = Draft {
        form: Form::default(),
        stored,
        birth_date: None,
        ages: Vec::new(),
    };
    let mut seen = Vec::new();
    for configuration in configurations {
        if !seen.contains(&configuration.id) {
            seen.push(configuration.id);
            draft.add(configuration);
        }
    }
    draft.work_out_ages();
    draft.form
}

struct Draft<'a> {
    form: Form,
    stored: Option<&'a Map<String, Value>>,
    /// The field of the birth date.
    birth_date: Option<String>,
    /// Fields of `age_over_NN`, with NN.
    ages: Vec<(String, u8)>,
}

/// One mapping in the configuration it stands in.
struct Mapped<'a> {
    credential: &'a str,
    element: &'a str,
    mapping: &'a ClaimMapping,
    kind: FieldKind,
    /// Required, and neither a default nor a claim source will fill it.
    needed: bool,
}

impl Draft<'_> {
    fn add(&mut self, configuration: &Configuration) {
        let credential = &foreign::credential_name(configuration);
        let has_source = configuration.claim_source_id.is_some();
        if has_source {
            self.note(FormNote::ClaimSource {
                credential: credential.to_owned(),
            });
        }
        let needed = |mapping: &ClaimMapping| {
            mapping.required && mapping.default_value.is_none() && !has_source
        };
        for (_, elements) in &configuration.claim_mappings {
            for (element, mapping) in elements {
                let kind = kind_of(element, mapping);
                let needed = needed(mapping);
                self.add_mapping(&Mapped {
                    credential,
                    element,
                    mapping,
                    kind,
                    needed,
                });
            }
        }
        let validity = [
            ("valid_from", &configuration.valid_from),
            ("valid_until", &configuration.valid_until),
        ];
        for (element, mapping) in validity {
            if let Some(mapping) = mapping {
                let (kind, needed) = (FieldKind::DateTime, needed(mapping));
                self.add_mapping(&Mapped {
                    credential,
                    element,
                    mapping,
                    kind,
                    needed,
                });
            }
        }
    }

    fn add_mapping(&mut self, mapped: &Mapped<'_>) {
        match Source::of(mapped.mapping.map_from.as_deref()) {
            Source::Claim(path) => self.add_claim(&path, mapped),
            Source::Fixed => self.add_fixed(mapped),
            Source::SignIn if mapped.needed => self.note(FormNote::NeedsSignIn {
                credential: mapped.credential.to_owned(),
                label: readable(mapped.element),
            }),
            Source::SignIn => {}
            Source::Unusable => self.add_unusable(mapped),
        }
    }

    fn add_claim(&mut self, path: &ClaimPath, mapped: &Mapped<'_>) {
        if self
            .form
            .fields
            .iter()
            .any(|field| path.clashes_with(&field.id))
        {
            return self.add_unusable(mapped);
        }
        match self.field_mut(path.as_str()) {
            Some(field) => share(field, mapped),
            None => {
                let field = self.new_field(path, mapped);
                self.form.fields.push(field);
            }
        }
        self.remember_for_ages(path, mapped);
    }

    fn field_mut(&mut self, id: &str) -> Option<&mut Field> {
        self.form.fields.iter_mut().find(|field| field.id == id)
    }

    fn remember_for_ages(&mut self, path: &ClaimPath, mapped: &Mapped<'_>) {
        let id = path.as_str().to_owned();
        match (mapped.kind, years_of(mapped.element)) {
            (FieldKind::Boolean, Some(years)) => self.ages.push((id, years)),
            (FieldKind::Date, _) if mapped.element == BIRTH_DATE => {
                self.birth_date.get_or_insert(id);
            }
            _ => {}
        }
    }

    /// With a birth date in the form an age is not asked; it needs the birth date instead.
    fn work_out_ages(&mut self) {
        let Some(from) = self.birth_date.take() else {
            return;
        };
        let mut needed = false;
        for (id, years) in std::mem::take(&mut self.ages) {
            if let Some(field) = self.field_mut(&id) {
                needed |= std::mem::take(&mut field.required);
                let from = from.clone();
                field.worked_out = Some(WorkedOut { from, years });
            }
        }
        if let Some(birth) = self.field_mut(&from) {
            birth.required |= needed && birth.stored.is_none();
        }
    }

    fn new_field(&self, path: &ClaimPath, mapped: &Mapped<'_>) -> Field {
        let stored = self
            .stored
            .and_then(|claims| path.find(claims))
            .and_then(|value| typed_text(mapped.kind, value));
        Field {
            id: path.as_str().to_owned(),
            label: readable(mapped.element),
            kind: mapped.kind,
            type_name: type_name(mapped.mapping).unwrap_or_default(),
            required: mapped.needed && stored.is_none(),
            used_by: vec![mapped.credential.to_owned()],
            default: default_of(mapped),
            stored,
            group: path.group().map(readable),
            conflicting_types: false,
            worked_out: None,
            ends: mapped.kind == FieldKind::DateTime && is_end(mapped.element),
        }
    }

    fn add_fixed(&mut self, mapped: &Mapped<'_>) {
        let Some(value) = &mapped.mapping.default_value else {
            if mapped.needed {
                self.add_unusable(mapped);
            }
            return;
        };
        let (label, value) = (readable(mapped.element), for_screen(&text_of(value)));
        let same = |fixed: &&mut FixedValue| fixed.label == label && fixed.value == value;
        match self.form.fixed.iter_mut().find(same) {
            Some(fixed) => add_name(&mut fixed.used_by, mapped.credential),
            None => {
                let used_by = vec![mapped.credential.to_owned()];
                self.form.fixed.push(FixedValue {
                    label,
                    value,
                    used_by,
                });
            }
        }
    }

    fn add_unusable(&mut self, mapped: &Mapped<'_>) {
        self.note(FormNote::UnusableMapping {
            credential: mapped.credential.to_owned(),
            label: readable(mapped.element),
            required: mapped.needed,
        });
    }

    fn note(&mut self, note: FormNote) {
        if !self.form.notes.contains(&note) {
            self.form.notes.push(note);
        }
    }
}

/// A second mapping of the same path.
fn share(field: &mut Field, mapped: &Mapped<'_>) {
    add_name(&mut field.used_by, mapped.credential);
    field.required |= mapped.needed && field.stored.is_none();
    match type_name(mapped.mapping) {
        None => {}
        Some(type_name) if field.type_name.is_empty() && field.kind == FieldKind::Unknown => {
            field.type_name = type_name;
            field.kind = mapped.kind;
        }
        Some(type_name) => {
            let same_type = field.type_name.is_empty() || field.type_name == type_name;
            field.conflicting_types |= field.kind != mapped.kind || !same_type;
        }
    }
    if field.default.is_none() {
        field.default = default_of(mapped);
    }
}

fn type_name(mapping: &ClaimMapping) -> Option<String> {
    mapping.kind.as_deref().map(for_screen)
}

fn default_of(mapped: &Mapped<'_>) -> Option<String> {
    let value = mapped.mapping.default_value.as_ref()?;
    typed_text(mapped.kind, value)
}

/// A value as its control would have it typed; `None` when the control can't show all of it.
fn typed_text(kind: FieldKind, value: &Value) -> Option<String> {
    match kind {
        FieldKind::DrivingPrivileges => privileges::rows_of(value),
        _ => Some(text_of(value)),
    }
}

fn add_name(names: &mut Vec<String>, name: &str) {
    if names.last().is_none_or(|last| last != name) {
        names.push(name.to_owned());
    }
}
