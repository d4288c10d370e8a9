//! Composing an offer: credentials, person, form, Issue.

use counterfoil_core::{
    claims::{Form, Review, ReviewRequest},
    desk::Person,
    foreign,
    lookalike::lookalikes,
    offer::view::{DraftRequest, OfferView},
    portrait::{PortraitRequest, PortraitView},
    roster::{Roster, RosterRequest},
};
use mattr_vii::Configuration;
use tauri::State;

use crate::{
    ipc::{
        AppError, CredentialView, CredentialsRequest, FormRequest, MatchRequest, Nothing,
        PersonView, SearchRequest,
    },
    state::Shell,
};

#[tauri::command]
pub(crate) async fn list_credentials(
    shell: State<'_, Shell>,
    request: CredentialsRequest,
) -> Result<Vec<CredentialView>, AppError> {
    let list = shell.desk()?.list_credentials(request.refresh).await?;
    Ok(credential_views(&list))
}

#[tauri::command]
pub(crate) async fn make_form(
    shell: State<'_, Shell>,
    request: FormRequest,
) -> Result<Form, AppError> {
    let desk = shell.desk()?;
    Ok(desk
        .make_form(&request.configuration_ids, request.user_id)
        .await?)
}

#[tauri::command]
pub(crate) fn review_details(
    shell: State<'_, Shell>,
    request: ReviewRequest,
) -> Result<Review, AppError> {
    Ok(shell.desk()?.review_details(&request))
}

#[tauri::command(async)]
pub(crate) fn read_roster(
    shell: State<'_, Shell>,
    request: RosterRequest,
) -> Result<Roster, AppError> {
    Ok(shell.desk()?.read_roster(&request)?)
}

#[tauri::command]
pub(crate) async fn prepare_portrait(
    shell: State<'_, Shell>,
    request: PortraitRequest,
) -> Result<PortraitView, AppError> {
    Ok(shell.desk()?.prepare_portrait(request).await?)
}

#[tauri::command]
pub(crate) async fn search_people(
    shell: State<'_, Shell>,
    request: SearchRequest,
) -> Result<Vec<PersonView>, AppError> {
    let found = shell.desk()?.search_people(&request.query).await?;
    Ok(found.into_iter().map(PersonView::from).collect())
}

#[tauri::command]
pub(crate) async fn possible_match(
    shell: State<'_, Shell>,
    request: MatchRequest,
) -> Result<Option<PersonView>, AppError> {
    let found = shell.desk()?.possible_match(&request.typed).await?;
    Ok(found.map(PersonView::from))
}

#[tauri::command]
pub(crate) fn new_intent(shell: State<'_, Shell>, request: Nothing) -> Result<String, AppError> {
    let Nothing {} = request;
    Ok(shell.desk()?.new_intent().to_string())
}

#[tauri::command]
pub(crate) async fn issue_offer(
    shell: State<'_, Shell>,
    request: DraftRequest,
) -> Result<OfferView, AppError> {
    Ok(shell.desk()?.issue_offer(request).await?)
}

/// The list for staff, with a warning at names that look the same.
fn credential_views(list: &[Configuration]) -> Vec<CredentialView> {
    let mut views: Vec<_> = list.iter().map(CredentialView::from).collect();
    let names: Vec<String> = views.iter().map(|view| view.name.clone()).collect();
    for (view, is_alike) in views.iter_mut().zip(lookalikes(&names)) {
        view.alike = is_alike.then(|| foreign::for_screen(&view.doctype));
    }
    views
}

impl From<&Configuration> for CredentialView {
    fn from(configuration: &Configuration) -> Self {
        let branding = configuration.branding.as_ref();
        let elements: usize = configuration
            .claim_mappings
            .iter()
            .map(|(_, of)| of.len())
            .sum();
        let name = foreign::credential_name(configuration);
        let said = branding.and_then(|branding| branding.description.as_deref());
        let description = foreign::for_screen(said.unwrap_or(&configuration.doctype));
        Self {
            id: configuration.id,
            description: (description != name && !description.is_empty()).then_some(description),
            name,
            doctype: configuration.doctype.clone(),
            alike: None,
            color: branding
                .and_then(|branding| branding.background_color.clone())
                .filter(|color| is_hex_color(color)),
            elements: u32::try_from(elements).unwrap_or(u32::MAX),
        }
    }
}

impl From<Person> for PersonView {
    fn from(person: Person) -> Self {
        Self {
            user_id: person.user_id,
            name: person.name,
            birth_date: person.birth_date,
            contact: person.contact,
        }
    }
}

/// Server text reaches a style only as `#rrggbb` (R69, R71).
fn is_hex_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::is_hex_color;

    #[test]
    fn only_six_hex_digits_are_a_color() {
        assert!(is_hex_color("#0B5A4C"));
        for bad in ["", "#fff", "red", "#0B5A4C;x", "url(x)", "#éé"] {
            assert!(!is_hex_color(bad), "{bad}");
        }
    }
}
