//! The wallet's side: one file an endpoint (`mattr-vii.md` 9, `OpenID4VCI`).

pub(crate) mod authorities;
pub(crate) mod credential;
mod credential_reply;
pub(crate) mod metadata;
pub(crate) mod nonce;
mod proof;
pub(crate) mod token;
