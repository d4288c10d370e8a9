//! The console's side: one file a resource (`mattr-vii.md` 2 to 8).

pub(crate) mod configurations;
pub(crate) mod credentials;
pub(crate) mod domain;
pub(crate) mod events;
mod offer_reply;
mod offer_request;
pub(crate) mod offers;
pub(crate) mod sign_in;
pub(crate) mod users;

pub(crate) use offer_reply::link;

use crate::knobs::Role;

/// Who reads configurations and users.
const ISSUING: [Role; 2] = [Role::Admin, Role::Issuer];
/// Who creates and deletes offers and changes a status.
const OFFERING: [Role; 3] = [Role::Admin, Role::Issuer, Role::ManagedIssuer];
