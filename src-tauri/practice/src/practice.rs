//! Starting and stopping the tenant.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::Router;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::{
    chance::Chance,
    clock::{PracticeClock, SystemClock},
    control::Control,
    knobs::{Knobs, Role},
    line::{Line, Scissors},
    mdoc::Authority,
    records::Records,
    routes,
    seen::Seen,
    tenant::Tenant,
};

/// How to start the tenant.
pub struct Options {
    /// TCP port on 127.0.0.1; any free one when `None`.
    pub port: Option<u16>,
    /// The tenant's clock.
    pub clock: Arc<dyn PracticeClock>,
    /// With a seed, every id, code and key repeats from start to start (tests). Without one they
    /// come from the computer's randomness; ids of seeded people and configurations still repeat.
    pub seed: Option<u64>,
    /// The knobs to start with.
    pub knobs: Knobs,
    /// Keep the last 512 requests for [`Control::requests`]. They hold what staff typed: tests
    /// only.
    pub record_requests: bool,
}

impl Default for Options {
    /// Any port, this computer's clock, no seed, a well-behaved tenant, requests recorded.
    fn default() -> Self {
        Self {
            port: None,
            clock: Arc::new(SystemClock),
            seed: None,
            knobs: Knobs::default(),
            record_requests: true,
        }
    }
}

/// Why the tenant did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The port is taken, or loopback is not there.
    #[error("the practice tenant cannot listen on 127.0.0.1")]
    Listen(#[source] std::io::Error),
    /// The practice certificates could not be made.
    #[error("the practice tenant cannot make its certificates")]
    Certificates(#[source] x509_cert::builder::Error),
}

/// What a console needs to connect.
#[derive(Clone, PartialEq, Eq)]
pub struct PracticeSignIn {
    /// Base address of the API.
    pub tenant_url: String,
    /// Base address of the token endpoint.
    pub auth_url: String,
    /// The token request's `audience`.
    pub audience: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret; new at every start without a seed.
    pub client_secret: String,
}

impl PracticeSignIn {
    /// The JSON object that a vendor hands to an operator (`mattr-vii.md` 2).
    pub fn vendor_json(&self) -> String {
        serde_json::json!({
            "audience": self.audience, "auth_url": self.auth_url, "tenant_url": self.tenant_url,
            "client_id": self.client_id, "client_secret": self.client_secret,
        })
        .to_string()
    }
}

impl std::fmt::Debug for PracticeSignIn {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PracticeSignIn({}, ..)", self.tenant_url)
    }
}

/// The running tenant. Dropping it closes the port and every connection.
pub struct Practice {
    tenant: Arc<Tenant>,
    accepting: JoinHandle<()>,
}

impl Practice {
    /// Starts listening; needs a tokio runtime.
    ///
    /// # Errors
    /// [`StartError`] when the port is taken or the certificates cannot be made.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port.unwrap_or(0)));
        let listener = TcpListener::bind(address)
            .await
            .map_err(StartError::Listen)?;
        let port = listener.local_addr().map_err(StartError::Listen)?.port();
        let base_url = format!("http://127.0.0.1:{port}");
        let mut chance = Chance::new(options.seed);
        let authority = Authority::found(&mut chance, options.clock.now(), &base_url)
            .map_err(StartError::Certificates)?;
        let records = Records::seeded(options.seed, options.knobs, chance, authority);
        let seen = Seen::new(options.record_requests);
        let tenant = Arc::new(Tenant::new(base_url, options.clock, records, seen));
        let accepting = tokio::spawn(accept(listener, routes::all(tenant.clone())));
        Ok(Self { tenant, accepting })
    }

    /// `http://127.0.0.1:<port>`; also the `credential_issuer`.
    pub fn base_url(&self) -> &str {
        &self.tenant.base_url
    }

    /// What an issuer's console connects with.
    pub fn sign_in(&self) -> PracticeSignIn {
        self.sign_in_as(Role::Issuer)
    }

    /// What a client of this role connects with.
    pub fn sign_in_as(&self, role: Role) -> PracticeSignIn {
        let records = self.tenant.records();
        let client = records.clients.iter().find(|client| client.role == role);
        let (client_id, client_secret) = client
            .map(|client| (client.client_id.clone(), client.client_secret.clone()))
            .unwrap_or_default();
        let base = self.tenant.base_url.clone();
        PracticeSignIn {
            tenant_url: base.clone(),
            auth_url: base.clone(),
            audience: base,
            client_id,
            client_secret,
        }
    }

    /// The handle that turns knobs, plans faults and looks inside.
    pub fn control(&self) -> Control {
        Control::new(self.tenant.clone())
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Aborting this future drops the set and with it every connection.
async fn accept(listener: TcpListener, routes: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                connections.spawn(converse(stream, routes.clone()));
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(stream: TcpStream, routes: Router) {
    let scissors = Scissors::default();
    let service = TowerToHyperService::new(routes.layer(axum::Extension(scissors.clone())));
    let line = TokioIo::new(Line { stream, scissors });
    let outcome = hyper::server::conn::http1::Builder::new()
        .auto_date_header(false)
        .serve_connection(line, service)
        .await;
    if outcome.is_err() {
        tracing::debug!("a practice connection ended early");
    }
}
