use std::sync::Arc;

use counterfoil_practice::{
    DateHeader, Fault, FaultAct, Operation, Options, Practice, PracticeSignIn, Role,
};
use jiff::SignedDuration;
use mattr_vii::{Client, Connection, ConnectionInput, HostPolicy, Ports, Secret};
use rstest::rstest;

use crate::{
    chance::SystemChance,
    clock::SystemClock,
    session::{
        CheckReport, Keys, check_connection,
        view::{CheckOutcome, CheckStep},
    },
    tenant::TenantSettings,
};

async fn practice() -> Practice {
    Practice::start(Options {
        seed: Some(1),
        ..Options::default()
    })
    .await
    .unwrap()
}

fn connection(sign_in: &PracticeSignIn) -> Connection {
    let input = ConnectionInput {
        tenant_url: sign_in.tenant_url.clone(),
        auth_url: sign_in.auth_url.clone(),
        audience: sign_in.audience.clone(),
        client_id: sign_in.client_id.clone(),
    };
    Connection::new(&input, HostPolicy::Loopback).unwrap()
}

async fn check(sign_in: &PracticeSignIn, secret: &str, pinned: Option<&str>) -> CheckReport {
    let connection = connection(sign_in);
    let ports = Ports {
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        credentials: Arc::new(Keys::practice(Secret::new(secret.to_owned()))),
    };
    let client = Client::new(connection.clone(), ports).unwrap();
    let settings = TenantSettings {
        issuer: pinned.map(str::to_owned),
        ..TenantSettings::practice(&connection, String::new())
    };
    let mut told = Vec::new();
    let report = check_connection(&client, &settings, |step| told.push(step.clone())).await;
    assert_eq!(told, report.steps, "every step is told once, in order");
    report
}

fn outcomes(report: &CheckReport) -> Vec<(CheckStep, CheckOutcome, Option<&str>)> {
    report
        .steps
        .iter()
        .map(|step| (step.step, step.outcome, step.code.as_deref()))
        .collect()
}

const STEPS: [CheckStep; 7] = [
    CheckStep::Address,
    CheckStep::Certificate,
    CheckStep::SignIn,
    CheckStep::Role,
    CheckStep::Issuer,
    CheckStep::Clock,
    CheckStep::Credentials,
];

/// Passed before `step`, failed with `code` there, not checked after it.
fn stops_at(step: CheckStep, code: &str) -> Vec<(CheckStep, CheckOutcome, Option<&str>)> {
    let at = STEPS.iter().position(|one| *one == step).unwrap();
    let outcome = |n: usize| match n.cmp(&at) {
        std::cmp::Ordering::Less => (CheckOutcome::Passed, None),
        std::cmp::Ordering::Equal => (CheckOutcome::Failed, Some(code)),
        std::cmp::Ordering::Greater => (CheckOutcome::NotChecked, None),
    };
    STEPS
        .iter()
        .enumerate()
        .map(|(n, step)| (*step, outcome(n).0, outcome(n).1))
        .collect()
}

#[tokio::test]
async fn a_good_tenant_passes_every_step_and_its_issuer_is_pinned() {
    let tenant = practice().await;
    let sign_in = tenant.sign_in();
    let report = check(&sign_in, &sign_in.client_secret, None).await;
    assert_eq!(
        outcomes(&report),
        STEPS.map(|step| (step, CheckOutcome::Passed, None))
    );
    assert!(
        report.steps[6].amount >= Some(6),
        "configurations are counted"
    );
    assert!(
        report.steps[5].amount.is_some_and(|ahead| ahead.abs() <= 2),
        "seconds are told"
    );
    assert_eq!(report.pinned.unwrap().issuer, tenant.base_url());
}

#[tokio::test]
async fn a_wrong_secret_stops_at_the_sign_in() {
    let tenant = practice().await;
    let report = check(&tenant.sign_in(), "wrong", None).await;
    assert_eq!(
        outcomes(&report),
        stops_at(CheckStep::SignIn, "sign_in_refused")
    );
    assert_eq!(report.pinned, None);
}

#[tokio::test]
async fn a_host_that_does_not_answer_stops_at_the_address() {
    let tenant = practice().await;
    let sign_in = tenant.sign_in();
    drop(tenant);
    let report = check(&sign_in, &sign_in.client_secret, None).await;
    assert_eq!(
        outcomes(&report),
        stops_at(CheckStep::Address, "connection_refused")
    );
}

#[rstest]
#[case(Role::Auditor)]
#[case(Role::Verifier)]
#[tokio::test]
async fn a_role_that_may_not_issue_is_named(#[case] role: Role) {
    let tenant = practice().await;
    let sign_in = tenant.sign_in_as(role);
    let report = check(&sign_in, &sign_in.client_secret, None).await;
    assert_eq!(
        outcomes(&report),
        stops_at(CheckStep::Role, "role_not_allowed")
    );
}

/// R3: as a plain string; a slash more is another issuer.
#[tokio::test]
async fn metadata_that_names_another_issuer_is_not_pinned() {
    let tenant = practice().await;
    let sign_in = tenant.sign_in();
    let other = format!("{}/", tenant.base_url());
    let edit = FaultAct::EditReply(Box::new(move |mut reply| {
        reply["credential_issuer"] = other.clone().into();
        reply
    }));
    tenant
        .control()
        .plan(Fault::always(Operation::IssuerMetadata, edit));
    let report = check(&sign_in, &sign_in.client_secret, None).await;
    assert_eq!(
        outcomes(&report),
        stops_at(CheckStep::Issuer, "issuer_differs")
    );
    assert_eq!(report.pinned, None);
}

#[tokio::test]
async fn another_issuer_than_the_pinned_one_is_a_warning() {
    let tenant = practice().await;
    let sign_in = tenant.sign_in();
    let report = check(
        &sign_in,
        &sign_in.client_secret,
        Some("https://old.example"),
    )
    .await;
    let issuer = outcomes(&report)[4];
    assert_eq!(
        issuer,
        (
            CheckStep::Issuer,
            CheckOutcome::Warning,
            Some("issuer_changed")
        )
    );
    assert_eq!(outcomes(&report)[6].1, CheckOutcome::Passed);
}

#[tokio::test]
async fn a_clock_that_is_an_hour_off_is_told_in_seconds() {
    let tenant = practice().await;
    let sign_in = tenant.sign_in();
    let hour = SignedDuration::from_hours(1);
    tenant
        .control()
        .set_knobs(|knobs| knobs.date_header = DateHeader::OffBy(hour));
    let report = check(&sign_in, &sign_in.client_secret, None).await;
    let clock = &report.steps[5];
    assert_eq!(
        (clock.outcome, clock.code.as_deref()),
        (CheckOutcome::Warning, Some("clock_differs"))
    );
    assert!(
        clock
            .amount
            .is_some_and(|ahead| (-3602..=-3598).contains(&ahead)),
        "{:?}",
        clock.amount
    );
}

#[tokio::test]
async fn without_a_date_nothing_is_claimed_about_the_clock() {
    let tenant = practice().await;
    let sign_in = tenant.sign_in();
    tenant
        .control()
        .set_knobs(|knobs| knobs.date_header = DateHeader::Absent);
    let report = check(&sign_in, &sign_in.client_secret, None).await;
    assert_eq!(
        outcomes(&report)[5],
        (CheckStep::Clock, CheckOutcome::NotChecked, None)
    );
}

#[tokio::test]
async fn configurations_that_cannot_be_read_fail_the_last_step() {
    let tenant = practice().await;
    let sign_in = tenant.sign_in();
    let broken = FaultAct::Malformed(b"{\"data\": [".to_vec());
    tenant
        .control()
        .plan(Fault::always(Operation::ListConfigurations, broken));
    let report = check(&sign_in, &sign_in.client_secret, None).await;
    assert_eq!(
        outcomes(&report),
        stops_at(CheckStep::Credentials, "unreadable")
    );
}
