//! The client: a cheap handle that signs calls and reads replies.

use std::sync::{Arc, Mutex, PoisonError, atomic::AtomicUsize};

use url::Url;

use crate::{
    Chance, Clock, Connection, Credentials, Error, ErrorKind, HostPolicy, ServerOffset,
    call::{Call, Reply, Wire},
    token::SignIn,
    transport::{PublicNames, ReqwestTransport, Transport},
};

/// What the client needs from its host.
#[derive(Clone)]
pub struct Ports {
    /// Wall and boot clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness for pauses.
    pub chance: Arc<dyn Chance>,
    /// The client secret and a place for the token.
    pub credentials: Arc<dyn Credentials>,
}

/// A client of one tenant. Clones share token and connections.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    connection: Connection,
    wire: Arc<Wire>,
    sign_in: SignIn,
    public_names: PublicNames,
    events_path: AtomicUsize,
}

impl Client {
    /// A client on the real network (R60). Nothing is sent yet.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] if the system offers no usable TLS.
    pub fn new(connection: Connection, ports: Ports) -> Result<Self, Error> {
        let names = PublicNames::default();
        for url in [connection.tenant_url(), connection.auth_url()] {
            names.insert(url.host_str().unwrap_or_default());
        }
        let transport = ReqwestTransport::new(connection.policy(), names.clone())
            .map_err(|_| Error::invalid("open", "tls"))?;
        Ok(Self::assemble(
            connection,
            ports,
            Arc::new(transport),
            names,
        ))
    }

    /// A client on a network of your own, for simulations.
    pub fn with_transport(
        connection: Connection,
        ports: Ports,
        transport: Arc<dyn Transport>,
    ) -> Self {
        Self::assemble(connection, ports, transport, PublicNames::default())
    }

    fn assemble(
        connection: Connection,
        ports: Ports,
        transport: Arc<dyn Transport>,
        public_names: PublicNames,
    ) -> Self {
        let wire = Arc::new(Wire {
            transport,
            clock: ports.clock,
            chance: ports.chance,
            offset: Mutex::new(None),
        });
        let sign_in = SignIn::new(connection.clone(), ports.credentials, Arc::clone(&wire));
        Self {
            inner: Arc::new(Inner {
                connection,
                wire,
                sign_in,
                public_names,
                events_path: AtomicUsize::new(0),
            }),
        }
    }

    /// Where this client is connected to.
    pub fn connection(&self) -> &Connection {
        &self.inner.connection
    }

    /// Makes sure that a usable token exists (mattr-vii.md 2, R81).
    ///
    /// # Errors
    /// [`ErrorKind::SignInRefused`], [`ErrorKind::NeedsSecret`], or whatever kept us from the
    /// token service.
    pub async fn sign_in(&self) -> Result<(), Error> {
        self.inner.sign_in.token().await.map(drop)
    }

    /// Forgets the token, in memory and in the store, and gets a new one with the secret: proof
    /// that client id and secret are right, which a kept token is not (R80).
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn sign_in_afresh(&self) -> Result<(), Error> {
        self.inner.sign_in.start_afresh();
        self.sign_in().await
    }

    /// The last measured distance between the tenant's clock and ours; none before the first
    /// reply with a `Date`.
    pub fn server_offset(&self) -> Option<ServerOffset> {
        *self
            .inner
            .wire
            .offset
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a signed call. A 401 drops the token: one new token, one more try, then the end.
    pub(crate) async fn send(&self, call: &Call) -> Result<Reply, Error> {
        let sign_in = &self.inner.sign_in;
        let held = sign_in
            .token()
            .await
            .map_err(|error| error.in_operation(call.operation))?;
        match self.inner.wire.repeat(call, Some(&held.token)).await {
            Err(error) if *error.kind() == ErrorKind::Unauthorized => sign_in.refuse(&held),
            settled => return settled,
        }
        let held = sign_in
            .token()
            .await
            .map_err(|error| error.in_operation(call.operation))?;
        let second = self.inner.wire.repeat(call, Some(&held.token)).await;
        if matches!(&second, Err(error) if *error.kind() == ErrorKind::Unauthorized) {
            sign_in.refuse(&held);
        }
        second
    }

    /// Sends a public call: no token, no `Authorization` header.
    pub(crate) async fn send_public(&self, call: &Call) -> Result<Reply, Error> {
        self.inner.wire.repeat(call, None).await
    }

    /// The address of `segments` at the tenant; each is percent-encoded.
    pub(crate) fn tenant(&self, segments: &[&str]) -> Url {
        let mut url = self.inner.connection.tenant_url().clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.clear().extend(segments);
        }
        url
    }

    pub(crate) fn policy(&self) -> HostPolicy {
        self.inner.connection.policy()
    }

    pub(crate) fn require_public(&self, host: &str) {
        self.inner.public_names.insert(host);
    }

    /// Which of the known event paths answered last.
    pub(crate) fn events_path(&self) -> &AtomicUsize {
        &self.inner.events_path
    }
}
