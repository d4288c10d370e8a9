//! "Check connection": step by step, each with a stable code when it fails.

use mattr_vii::{Cause, CertificateFault, Client, Configuration, Error, ErrorKind};

use super::view::{CheckOutcome, CheckResult, CheckStep};
use crate::tenant::{PinnedIssuer, TenantSettings};

/// From this difference on a person is told (R99).
const NOTABLE_SKEW_SECONDS: i64 = 30;

/// How a check ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// All steps in the order of [`CheckStep`].
    pub steps: Vec<CheckResult>,
    /// The issuer to pin, when its step passed (R3).
    pub pinned: Option<PinnedIssuer>,
}

/// Checks address, certificate, sign-in, role, issuer, clock and configurations, in this order.
/// After a step that failed the later ones are not checked. Each is told to `on_step` at once.
pub async fn check_connection(
    client: &Client,
    settings: &TenantSettings,
    on_step: impl FnMut(&CheckResult) + Send,
) -> CheckReport {
    let mut check = Check {
        steps: Vec::new(),
        on_step,
    };
    let pinned = check.run(client, settings).await;
    for step in STEPS.into_iter().skip(check.steps.len()) {
        check.tell(step, CheckOutcome::NotChecked, None, None);
    }
    CheckReport {
        steps: check.steps,
        pinned,
    }
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

struct Check<F> {
    steps: Vec<CheckResult>,
    on_step: F,
}

impl<F: FnMut(&CheckResult) + Send> Check<F> {
    /// `None` as soon as a step fails.
    async fn run(&mut self, client: &Client, settings: &TenantSettings) -> Option<PinnedIssuer> {
        self.reach(client).await?;
        let configurations = self.role(client).await?;
        let pinned = self.issuer(client, settings).await?;
        self.clock(client);
        self.credentials(configurations);
        Some(pinned)
    }

    /// One sign-in answers three questions: does the host answer, is its certificate good, are
    /// client id and secret right. A kept token would answer none of them.
    async fn reach(&mut self, client: &Client) -> Option<()> {
        let Err(error) = client.sign_in_afresh().await else {
            for step in [
                CheckStep::Address,
                CheckStep::Certificate,
                CheckStep::SignIn,
            ] {
                self.pass(step, None);
            }
            return Some(());
        };
        let failing = match error.kind() {
            ErrorKind::NotSent(_) | ErrorKind::Timeout | ErrorKind::Interrupted => {
                CheckStep::Address
            }
            ErrorKind::Certificate => CheckStep::Certificate,
            // Nothing was sent, so nothing is known of the host.
            ErrorKind::NeedsSecret => CheckStep::Address,
            _ => CheckStep::SignIn,
        };
        if *error.kind() == ErrorKind::NeedsSecret {
            self.tell(CheckStep::Address, CheckOutcome::NotChecked, None, None);
            self.tell(CheckStep::Certificate, CheckOutcome::NotChecked, None, None);
            return self.fail(CheckStep::SignIn, &error);
        }
        for step in STEPS.into_iter().take_while(|step| *step != failing) {
            self.pass(step, None);
        }
        self.fail(failing, &error)
    }

    /// An issuer's client may list configurations; anything else may not issue either.
    async fn role(&mut self, client: &Client) -> Option<Result<Vec<Configuration>, Error>> {
        match client.list_configurations().await {
            Err(error)
                if matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::Unauthorized) =>
            {
                self.fail(CheckStep::Role, &error)
            }
            Err(error) if is_unreachable(&error) => self.fail(CheckStep::Role, &error),
            listed => {
                self.pass(CheckStep::Role, None);
                Some(listed)
            }
        }
    }

    /// The metadata must name exactly the URL it was fetched from (R3). A verified custom domain
    /// is what wallets see, so it comes first; the tenant's own host stands in for one that does
    /// not serve metadata naming itself.
    async fn issuer(&mut self, client: &Client, settings: &TenantSettings) -> Option<PinnedIssuer> {
        let domain = match client.fetch_domain().await {
            Ok(domain) => domain.filter(|domain| domain.is_verified),
            // Not every role may ask.
            Err(error) if matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::NotFound) => {
                None
            }
            Err(error) => return self.fail(CheckStep::Issuer, &error),
        };
        let own = client
            .connection()
            .tenant_url()
            .as_str()
            .trim_end_matches('/')
            .to_owned();
        let mut differs = false;
        let mut code = "issuer_differs";
        for issuer in domain
            .map(|domain| as_issuer(&domain.domain))
            .into_iter()
            .chain([own])
        {
            match client.fetch_issuer_metadata(&issuer).await {
                Ok(metadata) if metadata.credential_issuer == issuer => {
                    self.tell_issuer(settings, &issuer);
                    return Some(PinnedIssuer {
                        issuer,
                        authorization_servers: metadata.authorization_servers,
                    });
                }
                Ok(_) => differs = true,
                Err(error) => code = code_of(&error),
            }
        }
        self.fail_with(
            CheckStep::Issuer,
            if differs { "issuer_differs" } else { code },
        )
    }

    /// Another issuer than before is pinned, and staff should know.
    fn tell_issuer(&mut self, settings: &TenantSettings, issuer: &str) {
        let changed = settings
            .issuer
            .as_ref()
            .is_some_and(|pinned| pinned != issuer);
        let outcome = if changed {
            CheckOutcome::Warning
        } else {
            CheckOutcome::Passed
        };
        self.tell(
            CheckStep::Issuer,
            outcome,
            None,
            changed.then(|| "issuer_changed".to_owned()),
        );
    }

    /// The replies before brought the service's clock along.
    fn clock(&mut self, client: &Client) {
        let Some(offset) = client.server_offset() else {
            return self.tell(CheckStep::Clock, CheckOutcome::NotChecked, None, None);
        };
        // How far this computer is ahead.
        let ahead = -offset.server_minus_wall.as_secs();
        let outcome = if ahead.abs() > NOTABLE_SKEW_SECONDS {
            CheckOutcome::Warning
        } else {
            CheckOutcome::Passed
        };
        let code = (outcome == CheckOutcome::Warning).then(|| "clock_differs".to_owned());
        self.tell(CheckStep::Clock, outcome, Some(ahead), code);
    }

    fn credentials(&mut self, listed: Result<Vec<Configuration>, Error>) {
        match listed {
            Ok(list) => {
                let found = i64::try_from(list.len()).ok();
                let outcome = if list.is_empty() {
                    CheckOutcome::Warning
                } else {
                    CheckOutcome::Passed
                };
                let code = list.is_empty().then(|| "no_configurations".to_owned());
                self.tell(CheckStep::Credentials, outcome, found, code);
            }
            Err(error) => drop(self.fail::<()>(CheckStep::Credentials, &error)),
        }
    }

    fn pass(&mut self, step: CheckStep, amount: Option<i64>) {
        self.tell(step, CheckOutcome::Passed, amount, None);
    }

    fn fail<T>(&mut self, step: CheckStep, error: &Error) -> Option<T> {
        self.fail_with(step, code_of(error))
    }

    fn fail_with<T>(&mut self, step: CheckStep, code: &str) -> Option<T> {
        self.tell(step, CheckOutcome::Failed, None, Some(code.to_owned()));
        None
    }

    fn tell(
        &mut self,
        step: CheckStep,
        outcome: CheckOutcome,
        amount: Option<i64>,
        code: Option<String>,
    ) {
        let result = CheckResult {
            step,
            outcome,
            amount,
            code,
        };
        (self.on_step)(&result);
        self.steps.push(result);
    }
}

fn is_unreachable(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotSent(_) | ErrorKind::Certificate | ErrorKind::Redirected | ErrorKind::Timeout
    )
}

/// The service gives a custom domain as a host or as an address.
fn as_issuer(domain: &str) -> String {
    let bare = domain.trim_end_matches('/');
    if bare.contains("://") {
        bare.to_owned()
    } else {
        format!("https://{bare}")
    }
}

/// Stable codes: each selects a sentence that says what to try.
fn code_of(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotSent(cause) => code_of_cause(*cause),
        ErrorKind::Certificate => code_of_certificate(error.certificate()),
        ErrorKind::Redirected => "redirected",
        ErrorKind::SignInRefused => "sign_in_refused",
        ErrorKind::NeedsSecret => "needs_secret",
        ErrorKind::Unauthorized => "unauthorized",
        ErrorKind::Forbidden => "role_not_allowed",
        ErrorKind::NotFound => "not_found",
        // Of the sign-in: the address is wrong.
        ErrorKind::ServiceFailed if error.status() == Some(404) => "not_found",
        ErrorKind::Refused => "refused",
        ErrorKind::TooLarge => "too_large",
        ErrorKind::RateLimited { .. } => "rate_limited",
        ErrorKind::ServiceFailed => "service_failed",
        ErrorKind::Unreadable => "unreadable",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Interrupted => "interrupted",
        ErrorKind::Invalid => "invalid",
    }
}

fn code_of_certificate(fault: Option<CertificateFault>) -> &'static str {
    match fault {
        Some(CertificateFault::Expired) => "certificate_expired",
        Some(CertificateFault::NotValidYet) => "certificate_not_valid_yet",
        Some(CertificateFault::WrongName) => "certificate_wrong_name",
        Some(CertificateFault::UnknownIssuer) => "certificate_unknown_issuer",
        Some(CertificateFault::Revoked) => "certificate_revoked",
        Some(CertificateFault::Other) | None => "certificate_refused",
    }
}

fn code_of_cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Dns => "host_not_found",
        Cause::AddressNotAllowed => "address_not_allowed",
        Cause::Refused => "connection_refused",
        Cause::Unreachable => "unreachable",
        Cause::ConnectTimeout => "connect_timeout",
        Cause::Tls => "tls_failed",
        Cause::Connect | Cause::Request => "not_connected",
    }
}
