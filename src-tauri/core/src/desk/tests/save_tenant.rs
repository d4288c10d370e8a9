use std::sync::Arc;

use rstest::rstest;
use tempfile::TempDir;

use super::super::save_tenant::*;
use crate::{
    chance::SystemChance,
    clock::ManualClock,
    journal::Journal,
    session::{
        Key, KeyKind, MemoryStore, SecretFault, SecretStore,
        tests::BrokenKeyring,
        view::{KeyringState, TenantField, TenantProblem, TenantProblemKind, TenantRequest},
    },
    tenant::{Environment, KeptClaim, TenantPolicy, TenantSettings, tests::settings},
};
use mattr_vii::Secret;
use uuid::Uuid;

/// As MATTR hands it over, with the secret.
const PASTED: &str = r#"{"audience":"https://council.vii.nz01.mattr.global",
 "auth_url":"https://auth.nz01.mattr.global","tenant_url":"https://council.vii.nz01.mattr.global",
 "client_id":"desk-client","client_secret":"canary-secret"}"#;

fn form() -> TenantRequest {
    TenantRequest {
        id: None,
        name: "Council".into(),
        environment: Environment::Test,
        pasted: Some(PASTED.into()),
        tenant_url: String::new(),
        auth_url: String::new(),
        audience: String::new(),
        client_id: String::new(),
        client_secret: None,
        link_prefix: String::new(),
        person_claim: String::new(),
        policy: None,
    }
}

fn change_of(saved: &TenantSettings) -> TenantRequest {
    TenantRequest {
        id: Some(saved.id),
        pasted: None,
        tenant_url: saved.tenant_url.clone(),
        auth_url: saved.auth_url.clone(),
        audience: saved.audience.clone(),
        client_id: saved.client_id.clone(),
        ..form()
    }
}

struct Place {
    _dir: TempDir,
    journal: Journal,
    secrets: Arc<dyn SecretStore>,
}

impl Place {
    fn new(secrets: impl SecretStore + 'static) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::starting_at(
            "2026-03-02T01:00:00Z".parse().unwrap(),
        ));
        let (journal, _) = Journal::open(dir.path(), clock, Arc::new(SystemChance)).unwrap();
        Self {
            _dir: dir,
            journal,
            secrets: Arc::new(secrets),
        }
    }

    async fn save(&self, request: TenantRequest) -> Result<TenantSettings, SaveTenantError> {
        save_tenant(&self.journal, &self.secrets, request, || Uuid::from_u128(5)).await
    }

    async fn kept(&self, settings: &TenantSettings, kind: KeyKind) -> Option<String> {
        let secret = self.secrets.get(&Key::of(settings, kind)).await.unwrap();
        // EXPOSE: compared in a test.
        secret.map(|secret| secret.expose().to_owned())
    }

    async fn with_saved_tenant() -> (Self, TenantSettings) {
        let place = Self::new(MemoryStore::default());
        let saved = place.save(form()).await.unwrap();
        let token = Key::of(&saved, KeyKind::AccessToken);
        place
            .secrets
            .set(&token, &Secret::new("token".into()))
            .await
            .unwrap();
        (place, saved)
    }
}

fn problems(request: TenantRequest) -> Vec<(TenantField, TenantProblemKind, Option<String>)> {
    let found: Vec<TenantProblem> = read_form(request, None, Uuid::nil)
        .err()
        .unwrap_or_default();
    found
        .into_iter()
        .map(|problem| (problem.field, problem.problem, problem.detail))
        .collect()
}

#[tokio::test]
async fn pasted_json_is_enough_and_its_secret_goes_to_the_store_only() {
    let place = Place::new(MemoryStore::default());
    let saved = place.save(form()).await.unwrap();
    assert_eq!(saved.id, Uuid::from_u128(5));
    assert_eq!(saved.audience, "https://council.vii.nz01.mattr.global");
    assert_eq!(
        (saved.person_claim.as_str(), saved.issuer.as_ref()),
        ("externalUserId", None)
    );
    assert_eq!(
        place.kept(&saved, KeyKind::ClientSecret).await.as_deref(),
        Some("canary-secret")
    );
    assert_eq!(
        place.journal.load_tenant(saved.id).await.unwrap(),
        Some(saved)
    );
    place.journal.close().await;
    for file in std::fs::read_dir(place._dir.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"canary"));
    }
}

#[tokio::test]
async fn typed_parts_win_over_pasted_ones() {
    let request = TenantRequest {
        client_id: " typed-client ".into(),
        client_secret: Some("typed-secret".into()),
        audience: "typed audience ".into(),
        ..form()
    };
    let place = Place::new(MemoryStore::default());
    let saved = place.save(request).await.unwrap();
    assert_eq!(
        (saved.client_id.as_str(), saved.audience.as_str()),
        ("typed-client", "typed audience ")
    );
    assert_eq!(saved.auth_url, "https://auth.nz01.mattr.global");
    assert_eq!(
        place.kept(&saved, KeyKind::ClientSecret).await.as_deref(),
        Some("typed-secret")
    );
}

#[rstest]
#[case::tenant_url(|form: &mut TenantRequest| form.tenant_url = "https://other.vii.nz01.mattr.global".into())]
#[case::auth_url(|form: &mut TenantRequest| form.auth_url = "https://auth2.nz01.mattr.global".into())]
#[case::audience(|form: &mut TenantRequest| form.audience.push('/'))]
#[case::client_id(|form: &mut TenantRequest| form.client_id.push('2'))]
#[tokio::test]
async fn a_secret_never_follows_to_another_address(#[case] change: fn(&mut TenantRequest)) {
    let (place, saved) = Place::with_saved_tenant().await;
    let mut request = change_of(&saved);
    change(&mut request);
    let moved = place.save(request).await.unwrap();
    assert_eq!(moved.id, saved.id);
    for settings in [&saved, &moved] {
        assert_eq!(place.kept(settings, KeyKind::ClientSecret).await, None);
        assert_eq!(place.kept(settings, KeyKind::AccessToken).await, None);
    }
    assert_eq!(moved.issuer, None);
}

#[tokio::test]
async fn a_new_name_keeps_secret_and_token_and_the_pinned_issuer() {
    let (place, saved) = Place::with_saved_tenant().await;
    let pinned = crate::tenant::PinnedIssuer {
        issuer: "https://i.example".into(),
        authorization_servers: vec![],
    };
    place.journal.pin_issuer(saved.id, &pinned).await.unwrap();
    let request = TenantRequest {
        name: "Town hall".into(),
        ..change_of(&saved)
    };
    let renamed = place.save(request).await.unwrap();
    assert_eq!(renamed.issuer.as_deref(), Some("https://i.example"));
    assert_eq!(
        place.kept(&renamed, KeyKind::ClientSecret).await.as_deref(),
        Some("canary-secret")
    );
    assert_eq!(
        place.kept(&renamed, KeyKind::AccessToken).await.as_deref(),
        Some("token")
    );
}

#[tokio::test]
async fn a_new_secret_ends_the_token_of_the_old_one() {
    let (place, saved) = Place::with_saved_tenant().await;
    let request = TenantRequest {
        client_secret: Some("rotated".into()),
        ..change_of(&saved)
    };
    let saved = place.save(request).await.unwrap();
    assert_eq!(
        place.kept(&saved, KeyKind::ClientSecret).await.as_deref(),
        Some("rotated")
    );
    assert_eq!(place.kept(&saved, KeyKind::AccessToken).await, None);
}

#[tokio::test]
async fn addresses_do_not_change_while_the_old_secret_cannot_be_erased() {
    let place = Place::new(BrokenKeyring(KeyringState::Locked));
    place.journal.save_tenant(&settings()).await.unwrap();
    let mut request = change_of(&settings());
    request.tenant_url = "https://other.vii.nz01.mattr.global".into();
    let refused = place.save(request).await.err();
    let locked = SecretFault::Unusable(KeyringState::Locked);
    assert!(
        matches!(refused, Some(SaveTenantError::Secret(fault)) if fault == locked),
        "{refused:?}"
    );
    assert_eq!(
        place.journal.load_tenant(settings().id).await.unwrap(),
        Some(settings())
    );
}

#[tokio::test]
async fn a_tenant_that_is_not_saved_cannot_be_changed() {
    let place = Place::new(MemoryStore::default());
    let refused = place.save(change_of(&settings())).await.err();
    assert!(
        matches!(refused, Some(SaveTenantError::NotFound)),
        "{refused:?}"
    );
}

#[test]
fn pasted_json_with_a_typo_says_where_and_no_other_field_complains() {
    let broken = TenantRequest {
        pasted: Some("{\"audience\":\n \"x\",,}".into()),
        ..form()
    };
    let found = problems(broken);
    assert_eq!(
        found,
        [(
            TenantField::Pasted,
            TenantProblemKind::NotJson,
            Some("2:6".into())
        )]
    );
    let typo = TenantRequest {
        pasted: Some(PASTED.replace("tenant_url", "tennant_url")),
        ..form()
    };
    let found = problems(typo);
    let detail = Some("tennant_url, tenant_url".to_owned());
    assert_eq!(
        found,
        [(TenantField::Pasted, TenantProblemKind::WrongKey, detail)]
    );
    let missing = TenantRequest {
        pasted: Some(r#"{"audience":"a"}"#.into()),
        ..form()
    };
    assert_eq!(problems(missing)[0].1, TenantProblemKind::WrongKey);
}

#[test]
fn every_problem_is_told_at_once() {
    let request = TenantRequest {
        name: "  ".into(),
        environment: Environment::Practice,
        pasted: None,
        tenant_url: "http://council.vii.nz01.mattr.global".into(),
        auth_url: "https://127.0.0.1".into(),
        client_secret: Some("x".repeat(4097)),
        link_prefix: "https://user@wallet.example/".into(),
        person_claim: "c".repeat(201),
        ..form()
    };
    let found = problems(request);
    for wanted in [
        (TenantField::Name, TenantProblemKind::Missing),
        (TenantField::Environment, TenantProblemKind::HostNotAllowed),
        (TenantField::PersonClaim, TenantProblemKind::TooLong),
        (TenantField::LinkPrefix, TenantProblemKind::UrlHasExtras),
        (TenantField::TenantUrl, TenantProblemKind::NotHttps),
        (TenantField::AuthUrl, TenantProblemKind::HostNotAllowed),
        (TenantField::Audience, TenantProblemKind::Missing),
        (TenantField::ClientId, TenantProblemKind::Missing),
        (TenantField::ClientSecret, TenantProblemKind::TooLong),
    ] {
        assert!(
            found
                .iter()
                .any(|(field, kind, _)| (*field, *kind) == wanted),
            "{wanted:?} in {found:?}"
        );
    }
    assert_eq!(found.len(), 9);
}

#[test]
fn an_unrelated_auth_host_is_named() {
    let request = TenantRequest {
        auth_url: "https://login.example.com".into(),
        ..form()
    };
    assert_eq!(
        problems(request),
        [(TenantField::AuthUrl, TenantProblemKind::HostsDiffer, None)]
    );
}

#[test]
fn a55_the_rules_for_agencies_win_over_the_switches_beside_them() {
    let mut request = form();
    request.environment = Environment::Production;
    request.link_prefix = "https://wallet.example/offer".into();
    request.policy = Some(TenantPolicy {
        nz_dcip: true,
        code_optional: true,
        keep_any: true,
        keep: vec![KeptClaim {
            claim: "given_name".into(),
            reason: "found again by name".into(),
        }],
        ..TenantPolicy::default()
    });
    let read = read_form(request, None, || Uuid::from_u128(1))
        .ok()
        .unwrap();
    let settings = read.settings;
    assert!(!settings.policy.code_may_be_off());
    assert!(!settings.policy.may_keep("given_name"));
    let prefix = settings.link_prefix.unwrap();
    assert_eq!(
        prefix.as_str(),
        "https://m.app.govt.nz/openid-credential-offer"
    );
}

#[test]
fn only_claims_that_an_admin_named_may_be_kept_and_nothing_lets_a_form_allow_all() {
    let mut request = form();
    request.policy = Some(TenantPolicy {
        keep_any: true,
        keep: vec![KeptClaim {
            claim: "given_name".into(),
            reason: "found again by name".into(),
        }],
        ..TenantPolicy::default()
    });
    let read = read_form(request, None, || Uuid::from_u128(1))
        .ok()
        .unwrap();
    let policy = read.settings.policy;
    assert!(policy.may_keep("given_name"));
    assert!(!policy.may_keep("family_name"));
    assert!(!policy.code_may_be_off());
}

#[test]
fn a_policy_saved_by_the_first_version_reads_as_it_was() {
    let saved =
        r#"{"code_optional":true,"save_picture":false,"copy_link":true,"private_cloud":false}"#;
    let policy: TenantPolicy = serde_json::from_str(saved).unwrap();
    assert!(policy.code_optional && policy.copy_link && !policy.nz_dcip);
}
