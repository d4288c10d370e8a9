//! The twenty checks between the service's reply and a QR code (rules.md, V1-V20).
//!
//! They run in Rust on the received bytes (R23). One failure means: show nothing, delete the
//! offer, write the number down (R22). Numbers never change their meaning (R24). No text of the
//! reply leaves this module in an error.

mod code;
mod contents;
mod meaning;
mod reply;
mod review;
mod salvage;
mod uri;

use std::time::Duration;

use jiff::Timestamp;
use mattr_vii::{OfferReply, Secret};
use uuid::Uuid;

use crate::{claims::ClaimValues, tenant::LinkPrefix};
use review::Review;

pub use salvage::salvage_offer_id;

/// Number of the check that the pre-authorized code is long enough and was never seen before.
/// Whoever keeps the journal looks the code up and reports this number (R21).
pub const CODE_UNSEEN: u8 = 9;

/// What was sent, and by whom.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The press of Issue that the request belongs to.
    pub intent_id: Uuid,
    /// The tenant it was sent to.
    pub tenant_id: Uuid,
    /// Configurations asked for.
    pub configuration_ids: &'a [Uuid],
    /// The user named in the request, if any.
    pub user_id: Option<Uuid>,
    /// Whether a transaction code was asked for.
    pub code_asked: bool,
    /// The description sent for it.
    pub description: Option<&'a str>,
    /// The lifetime asked for, 1 second to 10 minutes.
    pub lifetime: Duration,
    /// The claims that were sent.
    pub claims: &'a ClaimValues,
}

/// What is known here, now.
#[derive(Clone, Debug)]
pub struct CheckContext {
    /// The tenant that offers are made at now.
    pub tenant_id: Uuid,
    /// The pinned credential issuer (R3). `None`: the connection was never checked, so no offer
    /// passes.
    pub issuer: Option<String>,
    /// Authorization servers that the issuer's metadata lists (R10).
    pub authorization_servers: Vec<String>,
    /// What the link that wallets open starts with, when an admin chose something else.
    pub link_prefix: Option<LinkPrefix>,
    /// Allows an issuer of plain http on 127.0.0.1: the practice tenant.
    pub loopback_issuer: bool,
    /// The best estimate of the service's clock.
    pub server_now: Timestamp,
}

/// An offer that passed every check that needs no display.
#[derive(Debug)]
pub struct CheckedOffer {
    /// The offer's id, for cancelling and for finding the claim.
    pub offer_id: Uuid,
    /// The user that the credentials will belong to.
    pub user_id: Option<Uuid>,
    /// The offer URI, byte for byte.
    pub uri: Secret,
    /// The transaction code with its leading zeros, when one was asked for.
    pub code: Option<Secret>,
    /// The code inside the offer; its keyed hash goes to the journal (R21).
    pub pre_authorized_code: Secret,
    /// When it ends by the service's clock. `None`: the service gave no usable time, so request
    /// start plus lifetime decides, and is called "about".
    pub expires_at: Option<Timestamp>,
    /// The service gave more time than was asked for; the asked lifetime is used.
    pub lifetime_shortened: bool,
    /// Only the older array of ids is there: wallets built for OpenID4VCI 1.0 may refuse (R2).
    pub legacy_ids_only: bool,
    /// The transaction code has not 4 to 6 digits: some wallets will refuse it (R14).
    pub unusual_code: bool,
    /// Paths of members that this program does not know, at most 20, for an admin (R11).
    pub unknown_members: Vec<String>,
}

/// The first check that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("reply check {number} failed")]
pub struct FailedCheck {
    /// Its number, 1 to 20.
    pub number: u8,
}

/// One line of the table.
#[derive(Clone, Copy)]
pub struct Check {
    /// 1 to 20; stable (R24).
    pub number: u8,
    /// What must hold.
    pub name: &'static str,
    stage: Stage,
}

impl Check {
    /// Whether it is made here, on the reply alone; the others need a display.
    pub fn is_on_reply(&self) -> bool {
        matches!(self.stage, Stage::Reply(_))
    }
}

/// When a check is made.
#[derive(Clone, Copy)]
enum Stage {
    /// Here. `None` means it failed.
    Reply(fn(&mut Review<'_>) -> Option<()>),
    /// By whoever shows the code: the room on the chosen display (V17 again, [`crate::qr::fit`]), the
    /// raster read back (V18, [`crate::qr::Fitted::check`]), and the row, screen and display (V20).
    Display,
}

const fn on_reply(
    number: u8,
    name: &'static str,
    check: fn(&mut Review<'_>) -> Option<()>,
) -> Check {
    Check {
        number,
        name,
        stage: Stage::Reply(check),
    }
}

const fn at_display(number: u8, name: &'static str) -> Check {
    Check {
        number,
        name,
        stage: Stage::Display,
    }
}

/// All twenty, in order. Each may rely on what those before it found.
pub static CHECKS: [Check; 20] = [
    on_reply(1, "success, JSON, at most 64 KiB", reply::is_small_json),
    on_reply(
        2,
        "strict JSON of the documented types",
        reply::has_documented_types,
    ),
    on_reply(
        3,
        "ids are uuids, the user is the one asked for",
        reply::names_offer_and_user,
    ),
    on_reply(
        4,
        "the URI is ASCII, legally encoded, UTF-8 inside",
        uri::is_legal,
    ),
    on_reply(5, "the scheme and one parameter", uri::has_one_parameter),
    on_reply(6, "the pinned issuer", meaning::names_pinned_issuer),
    on_reply(
        7,
        "the configurations asked for",
        meaning::offers_what_was_asked,
    ),
    on_reply(
        8,
        "one grant, the pre-authorized one",
        meaning::has_one_grant,
    ),
    on_reply(
        9,
        "a pre-authorized code of some length",
        meaning::has_long_code,
    ),
    on_reply(
        10,
        "a transaction code exactly when asked",
        code::is_there_when_asked,
    ),
    on_reply(
        11,
        "its length, mode and description",
        code::is_described_as_asked,
    ),
    on_reply(12, "its value fits them", code::fits_description),
    on_reply(13, "its value is not inside the offer", code::is_kept_apart),
    on_reply(14, "no claim inside the offer", contents::hold_no_claim),
    on_reply(
        15,
        "an authorization server of the issuer",
        meaning::names_known_server,
    ),
    on_reply(16, "a lifetime as asked", reply::ends_in_time),
    on_reply(17, "it fits a QR code", uri::fits_a_code),
    at_display(18, "the raster reads back"),
    on_reply(
        19,
        "it belongs to this intent and tenant",
        reply::belongs_here,
    ),
    at_display(20, "row synced, screen unlocked, display present"),
];

/// Makes every check that needs no display, in order, and stops at the first failure.
///
/// That the reply belongs to the intent (V19) holds because it is the answer of that intent's own
/// request; the tenant is compared.
///
/// # Errors
///
/// The number of the first check that failed.
pub fn check_reply(
    reply: &OfferReply,
    asked: &Asked<'_>,
    context: &CheckContext,
) -> Result<CheckedOffer, FailedCheck> {
    let mut review = Review::new(reply, asked, context);
    for check in &CHECKS {
        if let Stage::Reply(holds) = check.stage {
            holds(&mut review).ok_or(FailedCheck {
                number: check.number,
            })?;
        }
    }
    // Every part is there once all checks hold; a gap would be a fault of the last of them.
    review.into_offer().ok_or(FailedCheck { number: 19 })
}

#[cfg(test)]
mod tests;
