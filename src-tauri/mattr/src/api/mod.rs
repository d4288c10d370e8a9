//! The calls, one file a resource.

pub(crate) mod configurations;
pub(crate) mod credentials;
pub(crate) mod domain;
pub(crate) mod events;
pub(crate) mod metadata;
pub(crate) mod offers;
pub(crate) mod users;

use crate::{Error, ErrorKind};

/// 404 as "there is none", for calls where that is the service's way to say so.
pub(crate) fn none_if_not_found<T>(outcome: Result<T, Error>) -> Result<Option<T>, Error> {
    match outcome {
        Err(error) if *error.kind() == ErrorKind::NotFound => Ok(None),
        settled => settled.map(Some),
    }
}
