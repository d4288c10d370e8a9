//! Presets of the active workplace: kept in the journal's file, checked before they are saved.

use std::collections::BTreeMap;

use jiff::civil::Date;
use mattr_vii::Configuration;
use uuid::Uuid;

use super::{Desk, DeskError, Workplace, draft::problem};
use crate::{
    claims::{Field, FieldProblem, Form, Problem, derive_form, read_claims},
    clock::local_date,
    foreign::for_screen,
    offer::{
        lifetime,
        view::{PresetPreview, PresetView},
    },
    preset::{FieldRule, MOST, Preset, PresetField, PresetFile, is_personal},
    qr::{self, OfferShape},
    tenant::TenantSettings,
};

/// Longest name of a preset in characters.
const LONGEST_NAME: usize = 80;

/// Longest value that a preset fills in, in characters.
const LONGEST_VALUE: usize = 2_000;

/// What came of reading a file of presets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Names of the presets that were added.
    pub added: Vec<String>,
    /// Names of those among them whose credentials this workplace does not have.
    pub incomplete: Vec<String>,
}

impl Desk {
    /// The presets of the active workplace, in their order; the first nine have keys.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn list_presets(&self) -> Result<Vec<PresetView>, DeskError> {
        let workplace = self.workplace().await?;
        let presets = self.journal().list_presets(workplace.settings.id).await?;
        // Without an answer nothing is called broken.
        let known = self.list_credentials(false).await.unwrap_or_default();
        Ok(presets
            .into_iter()
            .map(|preset| view(preset, &known))
            .collect())
    }

    /// Saves a new or changed preset; a new one goes to the end of the list.
    ///
    /// # Errors
    ///
    /// [`DeskError::Invalid`] with every problem; nothing is changed then.
    pub async fn save_preset(&self, mut preset: Preset) -> Result<PresetView, DeskError> {
        let workplace = self.workplace().await?;
        let (form, known) = self.preset_form(&workplace, &preset).await?;
        let problems = problems_of(&preset, &form, &workplace.settings, self.today());
        if !problems.is_empty() {
            return Err(DeskError::Invalid(problems));
        }
        preset.name = preset.name.trim().to_owned();
        preset
            .fields
            .retain(|one| one.rule != FieldRule::Ask || one.review);
        let tenant = workplace.settings.id;
        let mut all = self.journal().list_presets(tenant).await?;
        match all.iter().position(|one| one.id == preset.id) {
            Some(at) => all[at] = preset.clone(),
            None if all.len() >= MOST => {
                return Err(DeskError::Invalid(vec![problem("name", Problem::TooLong)]));
            }
            None => all.push(preset.clone()),
        }
        self.journal().save_presets(tenant, all).await?;
        self.log("preset_saved", None).await;
        Ok(view(preset, &known))
    }

    /// Takes a preset off the list.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn delete_preset(&self, id: Uuid) -> Result<Vec<PresetView>, DeskError> {
        let left = self
            .change_presets(|all| all.retain(|one| one.id != id))
            .await?;
        self.log("preset_deleted", None).await;
        Ok(left)
    }

    /// Moves a preset one place up or down; the place gives its key.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn move_preset(&self, id: Uuid, up: bool) -> Result<Vec<PresetView>, DeskError> {
        self.change_presets(|all| {
            let at = all.iter().position(|one| one.id == id);
            let other = at.and_then(|at| if up { at.checked_sub(1) } else { Some(at + 1) });
            if let (Some(at), Some(other)) = (at, other.filter(|other| *other < all.len())) {
                all.swap(at, other);
            }
        })
        .await
    }

    /// How a preset would work, before it is saved.
    ///
    /// # Errors
    ///
    /// When its configurations cannot be read.
    pub async fn preview_preset(&self, preset: &Preset) -> Result<PresetPreview, DeskError> {
        let workplace = self.workplace().await?;
        let (form, _) = self.preset_form(&workplace, preset).await?;
        let bytes = estimate(preset, &workplace.settings);
        let filled = |id: &str| {
            preset
                .fields
                .iter()
                .any(|one| one.field == id && one.rule != FieldRule::Ask && !one.value.is_empty())
        };
        let asked = form
            .fields
            .iter()
            .filter(|field| !filled(&field.id))
            .count();
        Ok(PresetPreview {
            problems: problems_of(preset, &form, &workplace.settings, self.today()),
            asked: u32::try_from(asked).unwrap_or(u32::MAX),
            qr_bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
            qr_version: qr::version_of(bytes),
            personal: form
                .fields
                .iter()
                .filter(|field| is_personal(&field.id))
                .map(|field| field.id.clone())
                .collect(),
            form,
        })
    }

    /// The presets of the active workplace as a file.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn export_presets(&self) -> Result<Vec<u8>, DeskError> {
        let workplace = self.workplace().await?;
        let all = self.journal().list_presets(workplace.settings.id).await?;
        self.log("presets_exported", Some(all.len())).await;
        Ok(PresetFile::new(all).write())
    }

    /// Adds the presets of a file. Configurations are found by id, else by DocType.
    ///
    /// # Errors
    ///
    /// [`DeskError::NotPresets`] for a file that holds none; nothing is changed then.
    pub async fn import_presets(&self, bytes: &[u8]) -> Result<Imported, DeskError> {
        let file = PresetFile::read(bytes)?;
        let known = self.list_credentials(false).await?;
        let tenant = self.workplace().await?.settings.id;
        let mut all = self.journal().list_presets(tenant).await?;
        let mut imported = Imported {
            added: Vec::new(),
            incomplete: Vec::new(),
        };
        for mut preset in file.presets {
            if all.len() >= MOST {
                break;
            }
            preset.id = self.new_intent();
            preset
                .fields
                .retain(|one| !is_personal(&one.field) || one.value.is_empty());
            preset.keep.clear();
            let complete = find_configurations(&mut preset, &known);
            imported.added.push(preset.name.clone());
            if !complete {
                imported.incomplete.push(preset.name.clone());
            }
            all.push(preset);
        }
        self.journal().save_presets(tenant, all).await?;
        self.log("presets_imported", Some(imported.added.len()))
            .await;
        Ok(imported)
    }

    /// The preset that a draft names.
    pub(super) async fn preset_of(
        &self,
        workplace: &Workplace,
        id: Option<Uuid>,
    ) -> Result<Option<Preset>, DeskError> {
        let Some(id) = id else { return Ok(None) };
        let all = self.journal().list_presets(workplace.settings.id).await?;
        let found = all.into_iter().find(|one| one.id == id);
        // One that was deleted meanwhile must not be replaced by what the window remembers.
        found.map(Some).ok_or(DeskError::NotFound)
    }

    fn today(&self) -> Date {
        local_date(self.clock())
    }

    async fn change_presets(
        &self,
        change: impl FnOnce(&mut Vec<Preset>),
    ) -> Result<Vec<PresetView>, DeskError> {
        let tenant = self.workplace().await?.settings.id;
        let mut all = self.journal().list_presets(tenant).await?;
        change(&mut all);
        self.journal().save_presets(tenant, all).await?;
        self.list_presets().await
    }

    /// The form of the configurations that still exist, and all that exist.
    async fn preset_form(
        &self,
        workplace: &Workplace,
        preset: &Preset,
    ) -> Result<(Form, Vec<Configuration>), DeskError> {
        let known = self.list_credentials(false).await?;
        let ids: Vec<Uuid> = preset
            .configuration_ids()
            .into_iter()
            .filter(|id| known.iter().any(|one| one.id == *id))
            .collect();
        let chosen = self.configurations(workplace, &ids).await?;
        Ok((derive_form(&chosen, None), known))
    }
}

fn view(preset: Preset, known: &[Configuration]) -> PresetView {
    let missing = |id: Uuid| !known.is_empty() && known.iter().all(|one| one.id != id);
    let broken = preset.credentials.iter().filter(|one| missing(one.id));
    PresetView {
        broken: broken.map(|one| for_screen(&one.doctype)).collect(),
        preset,
    }
}

/// Puts this workplace's ids in; says whether all were found.
fn find_configurations(preset: &mut Preset, known: &[Configuration]) -> bool {
    let mut complete = true;
    for wanted in &mut preset.credentials {
        let found = known
            .iter()
            .find(|one| one.id == wanted.id)
            .or_else(|| known.iter().find(|one| one.doctype == wanted.doctype));
        match found {
            Some(one) => wanted.id = one.id,
            None => complete = false,
        }
    }
    complete
}

fn estimate(preset: &Preset, settings: &TenantSettings) -> usize {
    qr::estimate_for(&OfferShape {
        issuer: settings.issuer.as_deref().unwrap_or(&settings.tenant_url),
        configurations: preset.credentials.len(),
        description: preset.code.as_deref(),
        prefix: settings.link_prefix.as_ref(),
    })
}

/// Everything that is wrong with a preset, field by field.
fn problems_of(
    preset: &Preset,
    form: &Form,
    settings: &TenantSettings,
    today: Date,
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut add = |wrong: bool, field: &str, kind| {
        if wrong {
            problems.push(problem(field, kind));
        }
    };
    let name = preset.name.trim();
    add(name.is_empty(), "name", Problem::Missing);
    add(
        name.chars().count() > LONGEST_NAME,
        "name",
        Problem::TooLong,
    );
    let nothing = preset.credentials.is_empty();
    add(nothing, "credentials", Problem::NothingChosen);
    let lifetime = lifetime::parse(&preset.lifetime);
    add(lifetime.is_err(), "lifetime", Problem::NotALifetime);
    let policy = &settings.policy;
    let codeless = preset.code.is_none() && !policy.code_may_be_off();
    add(codeless, "description", Problem::CodeRequired);
    let dense = estimate(preset, settings) > qr::BYTE_CAP_L;
    add(dense, "description", Problem::TooDense);
    let kept = preset.keep.iter().any(|claim| !policy.may_keep(claim));
    add(kept, "keep", Problem::KeepNotAllowed);
    problems.extend(preset.fields.iter().filter_map(|one| {
        let field = form.fields.iter().find(|field| field.id == one.field)?;
        let kind = value_problem(one, field, today)?;
        Some(FieldProblem {
            label: field.label.clone(),
            ..problem(&one.field, kind)
        })
    }));
    problems
}

fn value_problem(one: &PresetField, field: &Field, today: Date) -> Option<Problem> {
    if one.rule == FieldRule::Ask {
        return None;
    }
    if is_personal(&one.field) {
        return Some(Problem::Personal);
    }
    if one.value.chars().count() > LONGEST_VALUE {
        return Some(Problem::TooLong);
    }
    // A default may be left empty; a value that nobody can change may not.
    if one.value.trim().is_empty() {
        return one.rule.is_fixed().then_some(Problem::Missing);
    }
    let form = Form {
        fields: vec![field.clone()],
        ..Form::default()
    };
    let typed = BTreeMap::from([(one.field.clone(), one.value.clone())]);
    let found = read_claims(&form, &typed, today).err()?;
    found.first().map(|found| found.problem)
}
