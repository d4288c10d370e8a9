//! Where the client secret and the access token are kept: the host's business (R72, R117).

use async_trait::async_trait;
use jiff::Timestamp;

use crate::Secret;

/// An access token as kept between two runs of the program.
pub struct StoredToken {
    /// The token itself.
    pub access_token: Secret,
    /// Wall time at which it was given to us.
    pub issued: Timestamp,
    /// Wall time at which it ends.
    pub expires: Timestamp,
}

/// Why the client secret cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// None is kept; somebody must enter it.
    #[error("no client secret is kept")]
    Missing,
    /// The place where it is kept cannot be opened now.
    #[error("the store of the client secret cannot be opened")]
    Unavailable,
}

/// A store for one tenant and client id.
#[async_trait]
pub trait Credentials: Send + Sync {
    /// The client secret. Asked for only to get a token and dropped right after (R117).
    ///
    /// # Errors
    /// [`CredentialsError`] when it is not there or cannot be read.
    async fn client_secret(&self) -> Result<Secret, CredentialsError>;

    /// The token kept from an earlier run, if any.
    async fn load_token(&self) -> Option<StoredToken>;

    /// Keeps `token`. Failure is the store's to report: the token is in memory anyway.
    async fn save_token(&self, token: &StoredToken);

    /// Forgets the kept token, because the service refused it.
    async fn forget_token(&self);
}
