//! From what staff chose and typed to the details of an offer. Everything that is wrong is told
//! at once, field by field, before anything is sent.

use std::time::Duration;

use jiff::civil::Date;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Desk, DeskError, Person, Workplace};
use crate::{
    claims::{
        ClaimValues, Field, FieldKind, FieldProblem, Form, Problem, Review, ReviewRequest,
        categories, derive_form, read_claims, review,
    },
    clock::{local_date, local_zone},
    offer::{
        details::Details,
        lifetime,
        view::{DraftRequest, PersonChoice, SummaryLine, TransactionCodeRequest},
    },
    qr::{self, OfferShape},
    roster::{Roster, RosterRequest, read_roster},
    tenant::TenantSettings,
};

/// OpenID4VCI 1.0, 4.1.1: a wallet need not show more of `tx_code.description`.
const DESCRIPTION_CHARACTERS: usize = 300;

/// Summary lines are for a glance, not for reading a page.
const SUMMARY_CHARACTERS: usize = 120;

impl Desk {
    /// The form for these configurations, with what the person's record already holds.
    ///
    /// # Errors
    ///
    /// When the configurations or the person cannot be read.
    pub async fn make_form(&self, ids: &[Uuid], user_id: Option<Uuid>) -> Result<Form, DeskError> {
        let workplace = self.workplace().await?;
        let configurations = self.configurations(&workplace, ids).await?;
        let stored = self.stored_claims(&workplace, user_id).await?;
        Ok(derive_form(&configurations, stored.as_ref()))
    }

    /// What can be said of a draft before Issue is pressed; asks nobody.
    pub fn review_details(&self, request: &ReviewRequest) -> Review {
        review(request, local_date(self.clock()))
    }

    /// The people of a CSV file, as rows that the form takes; asks nobody.
    ///
    /// # Errors
    ///
    /// [`DeskError::Roster`] for a file that is no list of people.
    pub fn read_roster(&self, request: &RosterRequest) -> Result<Roster, DeskError> {
        Ok(read_roster(
            request,
            local_date(self.clock()),
            &local_zone(),
        )?)
    }

    /// Reads a draft completely: nothing has been sent for the offer itself when this fails.
    pub(crate) async fn read_draft(
        &self,
        workplace: &Workplace,
        mut draft: DraftRequest,
    ) -> Result<Details, DeskError> {
        let preset = self.preset_of(workplace, draft.preset_id).await?;
        if let Some(preset) = &preset {
            let fixed = preset.fixed_values();
            draft
                .typed
                .extend(fixed.map(|(field, value)| (field.to_owned(), value.to_owned())));
        }
        let configurations = self
            .configurations(workplace, &draft.configuration_ids)
            .await?;
        let user_id = match &draft.person {
            PersonChoice::Existing { user_id } => Some(*user_id),
            PersonChoice::None | PersonChoice::New { .. } => None,
        };
        let stored = self.stored_claims(workplace, user_id).await?;
        let form = derive_form(&configurations, stored.as_ref());
        let today = local_date(self.clock());
        let read = read_everything(&form, &draft, &workplace.settings, today);
        let (claims, lifetime) = read.map_err(DeskError::Invalid)?;
        let person = person_shown(&form, &draft, stored.as_ref());
        let user_id = match draft.person {
            PersonChoice::New { number } => {
                Some(self.find_or_create_person(workplace, &number).await?)
            }
            PersonChoice::None | PersonChoice::Existing { .. } => user_id,
        };
        Ok(Details {
            summary: summarise(&form, &draft.typed),
            configurations,
            user_id,
            person,
            form,
            claims,
            lifetime,
            code_description: draft
                .transaction_code
                .map(|code| code.description.trim().to_owned()),
            keep: draft.keep,
            preset: preset.map(|preset| (preset.id, preset.name)),
            language: draft.language,
        })
    }
}

fn read_everything(
    form: &Form,
    draft: &DraftRequest,
    settings: &TenantSettings,
    today: Date,
) -> Result<(ClaimValues, Duration), Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if draft.configuration_ids.is_empty() {
        problems.push(problem("credentials", Problem::NothingChosen));
    }
    if matches!(&draft.person, PersonChoice::New { number } if number.trim().is_empty()) {
        problems.push(problem("person", Problem::Missing));
    }
    let claims = read_claims(form, &draft.typed, today)
        .map_err(|found| problems.extend(found))
        .ok();
    let lifetime = lifetime::parse(&draft.lifetime);
    if lifetime.is_err() {
        problems.push(problem("lifetime", Problem::NotALifetime));
    }
    problems.extend(description_problem(draft, settings));
    problems.extend(policy_problems(draft, settings));
    match (claims, lifetime) {
        (Some(claims), Ok(lifetime)) if problems.is_empty() => Ok((claims, lifetime)),
        _ => Err(problems),
    }
}

/// What the workplace's policy forbids, whatever the window offered (R15, R130).
fn policy_problems(
    draft: &DraftRequest,
    settings: &TenantSettings,
) -> impl Iterator<Item = FieldProblem> {
    let policy = &settings.policy;
    let code = (draft.transaction_code.is_none() && !policy.code_may_be_off())
        .then(|| problem("description", Problem::CodeRequired));
    let kept = draft.keep.iter().any(|claim| !policy.may_keep(claim));
    let keep = kept.then(|| problem("keep", Problem::KeepNotAllowed));
    code.into_iter().chain(keep)
}

fn description_problem(draft: &DraftRequest, settings: &TenantSettings) -> Option<FieldProblem> {
    let TransactionCodeRequest { description } = draft.transaction_code.as_ref()?;
    let kind = if description.chars().count() > DESCRIPTION_CHARACTERS {
        Problem::TooLong
    } else if description.chars().any(char::is_control) {
        Problem::ControlCharacters
    } else if qr::estimate_for(&OfferShape {
        issuer: settings.issuer.as_deref().unwrap_or(&settings.tenant_url),
        configurations: draft.configuration_ids.len(),
        description: Some(description),
        prefix: settings.link_prefix.as_ref(),
    }) > qr::BYTE_CAP_L
    {
        Problem::TooDense
    } else {
        return None;
    };
    Some(problem("description", kind))
}

pub(super) fn problem(field: &str, problem: Problem) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        label: String::new(),
        problem,
        message: None,
    }
}

/// The name that staff see beside the live offer: typed on the form, else accepted from the record.
fn person_shown(
    form: &Form,
    draft: &DraftRequest,
    stored: Option<&Map<String, Value>>,
) -> Option<String> {
    let typed = |element: &str| {
        let field = form
            .fields
            .iter()
            .find(|field| field.id.rsplit('.').next() == Some(element))?;
        draft
            .typed
            .get(&field.id)
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
    };
    let parts: Vec<&str> = [typed("given_name"), typed("family_name")]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        stored.and_then(Person::name_in)
    } else {
        Some(parts.join(" "))
    }
}

fn summarise(form: &Form, typed: &std::collections::BTreeMap<String, String>) -> Vec<SummaryLine> {
    form.fields
        .iter()
        .filter_map(|field| {
            let text = typed.get(&field.id).map(|text| text.trim())?;
            (!text.is_empty()).then(|| SummaryLine {
                label: field.label.clone(),
                value: shown(field, text),
            })
        })
        .collect()
}

fn shown(field: &Field, text: &str) -> String {
    match field.kind {
        FieldKind::Portrait => format!("{} kB", text.len() * 3 / 4 / 1000),
        FieldKind::DrivingPrivileges => categories(text).unwrap_or_default(),
        _ if text.chars().count() > SUMMARY_CHARACTERS => {
            text.chars().take(SUMMARY_CHARACTERS).chain(['…']).collect()
        }
        _ => text.to_owned(),
    }
}
