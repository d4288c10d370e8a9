//! The embedded practice tenant, and the pretended wallet that redeems at it over HTTP.

use std::time::Duration;

use counterfoil_core::desk::{Desk, DeskError, Practice};
use counterfoil_practice as tenant;
use mattr_vii::{Connection, ConnectionInput, HostPolicy, Secret};
use tenant::wallet::{PretendWallet, WalletReport, WalletStep};
use uuid::Uuid;

use crate::ipc::{AppError, Code, PretendAct, PretendReport, PretendStep};

/// How long a pretended slow answer takes: longer than staff are kept waiting.
const LATE: Duration = Duration::from_secs(40);

/// Calls that a pretended network loss swallows: a question, a cancel and a question after it,
/// each with the client's own retries.
const LOST_CALLS: u32 = 12;

/// The running practice tenant.
pub(crate) struct PracticeTenant {
    running: tenant::Practice,
    wallet: PretendWallet,
}

impl PracticeTenant {
    /// Starts it on a free loopback port.
    ///
    /// # Errors
    ///
    /// When no loopback port can be had.
    pub(crate) async fn start() -> Result<Self, tenant::StartError> {
        Ok(Self {
            running: tenant::Practice::start(tenant::Options {
                // Requests hold what staff typed; only tests may look at them.
                record_requests: false,
                ..tenant::Options::default()
            })
            .await?,
            wallet: PretendWallet::new(),
        })
    }

    /// What the engine needs to connect to it.
    pub(crate) fn connection(&self) -> Option<Practice> {
        let sign_in = self.running.sign_in();
        let input = ConnectionInput {
            tenant_url: sign_in.tenant_url,
            auth_url: sign_in.auth_url,
            audience: sign_in.audience,
            client_id: sign_in.client_id,
        };
        Some(Practice {
            connection: Connection::new(&input, HostPolicy::Loopback).ok()?,
            client_secret: Secret::new(sign_in.client_secret),
            issuer: self.running.base_url().to_owned(),
        })
    }

    /// Acts as the holder's wallet, or as bad luck, against the offer on the ticket.
    pub(crate) async fn pretend(
        &self,
        desk: &Desk,
        intent: Uuid,
        act: PretendAct,
    ) -> Result<PretendReport, AppError> {
        let steps = match act {
            PretendAct::Claim => self.claim(desk, intent).await?,
            PretendAct::WrongCode => self.wrong_code(desk, intent).await?,
            PretendAct::ClaimTwice => {
                let mut steps = self.claim(desk, intent).await?;
                steps.extend(self.claim(desk, intent).await?);
                steps
            }
            PretendAct::LetItRunOut => self.let_it_run_out(desk)?,
            PretendAct::LoseNetwork => {
                self.plan(
                    tenant::Operation::Any,
                    LOST_CALLS,
                    tenant::FaultAct::DropBefore,
                );
                vec![said("network_lost")]
            }
            PretendAct::AnswerLate => {
                self.plan(
                    tenant::Operation::CreateOffer,
                    1,
                    tenant::FaultAct::Delay(LATE),
                );
                vec![said("next_answer_late")]
            }
        };
        Ok(PretendReport { steps })
    }

    async fn claim(&self, desk: &Desk, intent: Uuid) -> Result<Vec<PretendStep>, DeskError> {
        let (uri, code) = desk.lend_to_practice_wallet(intent)?;
        // EXPOSE: the pretended wallet scans and types what a holder would.
        let report = self
            .wallet
            .claim(uri.expose(), code.as_ref().map(Secret::expose))
            .await;
        Ok(steps(report))
    }

    async fn wrong_code(&self, desk: &Desk, intent: Uuid) -> Result<Vec<PretendStep>, DeskError> {
        let (uri, code) = desk.lend_to_practice_wallet(intent)?;
        // EXPOSE: turned into a code that is surely wrong.
        let wrong = code.as_ref().map(|code| other_code(code.expose()));
        let report = self.wallet.try_code(uri.expose(), wrong.as_deref()).await;
        Ok(steps(report))
    }

    fn let_it_run_out(&self, desk: &Desk) -> Result<Vec<PretendStep>, AppError> {
        let left = desk
            .current_offer()
            .and_then(|offer| offer.left_ms)
            .ok_or_else(|| AppError::plain(Code::NothingToShow))?;
        let left = Duration::from_millis(u64::try_from(left).unwrap_or_default());
        self.running
            .control()
            .advance(left + Duration::from_secs(3));
        Ok(vec![said("time_passed")])
    }

    fn plan(&self, on: tenant::Operation, times: u32, act: tenant::FaultAct) {
        self.running.control().plan(tenant::Fault {
            on,
            times,
            skip: 0,
            act,
        });
    }
}

/// Same length, every digit another one.
fn other_code(code: &str) -> String {
    code.chars()
        .map(|digit| if digit == '0' { '1' } else { '0' })
        .collect()
}

fn said(what: &str) -> PretendStep {
    PretendStep {
        what: what.to_owned(),
        status: None,
        good: true,
        detail: None,
    }
}

fn steps(report: WalletReport) -> Vec<PretendStep> {
    report.steps.into_iter().map(step).collect()
}

fn step(step: WalletStep) -> PretendStep {
    PretendStep {
        what: step.what.to_owned(),
        status: step.status,
        good: step.good,
        detail: step.detail,
    }
}
