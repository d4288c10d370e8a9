//! A typed client of the MATTR VII platform API, as far as issuing mDocs by offer needs it.
//!
//! It signs in, reads configurations, users, issued credentials, events and metadata, makes and
//! deletes credential offers, and sets a credential's status. It knows nothing of screens,
//! journals or keyrings: time, chance, the client secret and, if you like, the network are traits
//! you bring.
//!
//! ```no_run
//! # use std::{sync::Arc, time::Duration};
//! # use mattr_vii::{Chance, Clock, Credentials};
//! use mattr_vii::{Client, Connection, HostPolicy, Ports, PreAuthorizedOfferRequest};
//!
//! # async fn example(
//! #     clock: Arc<dyn Clock>, chance: Arc<dyn Chance>, credentials: Arc<dyn Credentials>, pasted: &str,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! let vendor = mattr_vii::read_vendor_json(pasted)?;
//! let connection = Connection::new(&vendor.input, HostPolicy::Public)
//!     .map_err(|faults| format!("{faults:?}"))?;
//! let client = Client::new(connection, Ports { clock, chance, credentials })?;
//! let configurations = client.list_configurations().await?;
//!
//! let mut request = PreAuthorizedOfferRequest::new(vec![configurations[0].id]);
//! request.expires_in = Some(Duration::from_secs(300));
//! match client.create_pre_authorized_offer(&request).await {
//!     Ok(reply) => drop(reply.body), // check these bytes before anybody sees them
//!     Err(error) if error.may_have_acted() => {} // unknown: never send it again by yourself
//!     Err(error) => return Err(error.into()),    // certainly no offer was made
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What it promises
//!
//! - **A create goes out once.** A second time only if the first provably did nothing: no byte of
//!   it left, or the service answered 401. Every failure says whether the service
//!   [may have acted](Error::may_have_acted); what is not proof counts as "may have".
//! - **Reading and deleting are repeated** up to four times after passing faults, with growing
//!   random pauses. 429 is given back as [`ErrorKind::RateLimited`].
//! - **One sign-in for all callers**, renewed early on a clock that counts sleep; one renewal and
//!   one more try after a 401. The secret is read only to get a token.
//! - **One locked-down connection**: https only, no redirects, no referer, no cookies, no hidden
//!   retries, bounded times and sizes, host names that must lead to public addresses.
//! - **One strict JSON reader** ([`json::read`]): no duplicate names, no trailing bytes.
//! - **Nothing personal in errors or logs**: no values, no server text but `code`, no addresses.
//!
//! # What it does not do
//!
//! - It does not read the reply to a create: the checks between reply and QR need the bytes.
//! - It does not know the list of public suffixes; see [`Connection::new`].
//! - Bytes inside TLS and HTTP buffers of the libraries below are not wiped.
//!
//! Most sources describe platform v12.1.0 (September 2025). Nothing was tried on a live tenant.

#![warn(missing_docs)]

mod api;
mod call;
mod client;
mod connection;
mod credentials;
mod error;
pub mod json;
mod ordered;
mod page;
mod ports;
mod secret;
mod time;
mod token;
mod transport;

pub use api::{
    configurations::{Branding, ClaimMapping, ClaimMappings, Configuration, CredentialLifetime},
    credentials::{CredentialStatus, IssuedCredential},
    domain::Domain,
    events::{Event, EventPage, EventQuery},
    metadata::IssuerMetadata,
    offers::{
        AuthorizationCodeOffer, AuthorizationCodeOfferRequest, Deletion, InputMode, OfferReply,
        PreAuthorizedOfferRequest, RequestParameters, TransactionCodeConfiguration,
    },
    users::{AuthenticationProvider, NewUser, User, UserSearch},
};
pub use client::{Client, Ports};
pub use connection::{
    Connection, ConnectionFault, ConnectionField, ConnectionInput, HostPolicy, VendorJson,
    VendorJsonError, read_vendor_json,
};
pub use credentials::{Credentials, CredentialsError, StoredToken};
pub use error::{Detail, Error, ErrorKind, Retry, Unreadable};
pub use ports::{Chance, Clock, Moment};
pub use secret::Secret;
pub use time::{ServerOffset, read_time};
pub use transport::{
    Cause, CertificateFault, FaultKind, Head, Lane, Method, Request, Response, Transport,
    TransportFault,
};
