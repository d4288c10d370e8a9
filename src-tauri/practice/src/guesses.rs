//! Every guess about MATTR VII, in one place.
//!
//! No public page answers these questions (`mattr-vii.md` 10.1). The handlers take the answers
//! from here, so that a fact learned from a real tenant changes one line. What can plausibly be
//! either way is a [knob](crate::Knobs) as well, and its default stands there.

use axum::http::StatusCode;

/// One open question and how the practice tenant answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// Number in `mattr-vii.md` 10.1.
    pub number: u8,
    /// What no source says.
    pub question: &'static str,
    /// What the practice tenant does.
    pub answer: &'static str,
}

/// All twenty, in order.
pub const GUESSES: [Guess; 20] = [
    guess(
        1,
        "statuses and codes of a refused create",
        "400 BadRequest with details, also for ids nobody knows",
    ),
    guess(
        2,
        "answer to a body over 500 KB",
        "413 PayloadTooLarge; knob",
    ),
    guess(
        3,
        "DELETE after claim, expiry, lock or delete",
        "404; after a claim 204 by knob",
    ),
    guess(
        4,
        "whether DELETE stops a wallet that holds a token",
        "it does; knob",
    ),
    guess(
        5,
        "answer to a wrong, missing, locked or expired code",
        "400 with the OAuth error invalid_grant; invalid_request when missing",
    ),
    guess(
        6,
        "whether a missing tx_code counts as a try",
        "it does not",
    ),
    guess(
        7,
        "JSON type of transactionCode",
        "number or text by knob; absent when not asked for",
    ),
    guess(
        8,
        "JSON type of expiresAt",
        "ISO, epoch seconds or milliseconds by knob",
    ),
    guess(
        9,
        "smallest expiresIn, fractions, other units",
        "whole minutes and seconds, 1 to 600 s; all else 400",
    ),
    guess(
        10,
        "inputMode values, length of description",
        "numeric only, required; 300 characters",
    ),
    guess(11, "nextCursor on the last page", "absent"),
    guess(
        12,
        "when a required claim fails",
        "at the credential call; required is false by default",
    ),
    guess(
        13,
        "precedence of claims; unmapped claims",
        "offer, then claims source, then stored; unmapped are accepted and unused",
    ),
    guess(
        14,
        "delay of the credentials list, offerId",
        "no delay, always there; knobs",
    ),
    guess(15, "answer to a wrong role", "403, empty body"),
    guess(
        16,
        "form of 429",
        "by fault plan, with and without Retry-After",
    ),
    guess(
        17,
        "changing an invalid status; includeStatus",
        "400 for both",
    ),
    guess(18, "delay and level of events", "no delay, level 2; knobs"),
    guess(
        19,
        "metadata details, nonces",
        "a nonce lives 300 s and is not used up; a configuration is issued once an offer",
    ),
    guess(20, "largest number of credentials", "10"),
];

const fn guess(number: u8, question: &'static str, answer: &'static str) -> Guess {
    Guess {
        number,
        question,
        answer,
    }
}

/// G1: `code` of a refused create.
pub(crate) const REFUSED_CODE: &str = "BadRequest";
/// G2: `code` of a body that is too large.
pub(crate) const TOO_LARGE_CODE: &str = "PayloadTooLarge";
/// G3: DELETE of an offer that is expired, locked or deleted.
pub(crate) const DELETE_OF_A_DEAD_OFFER: StatusCode = StatusCode::NOT_FOUND;
/// G5: a wrong, locked, expired or replayed code.
pub(crate) const WRONG_CODE: (StatusCode, &str) = (StatusCode::BAD_REQUEST, "invalid_grant");
/// G5, G6: a missing `tx_code` is refused and is no try.
pub(crate) const MISSING_CODE: (StatusCode, &str) = (StatusCode::BAD_REQUEST, "invalid_request");
/// G9: shortest lifetime in seconds.
pub(crate) const SHORTEST_LIFETIME_S: u64 = 1;
/// G10: the only input mode that any page shows.
pub(crate) const INPUT_MODES: [&str; 1] = ["numeric"];
/// G10: longest description in characters, the limit of `OpenID4VCI`.
pub(crate) const LONGEST_DESCRIPTION: usize = 300;
/// G12: `required` of a mapping that does not say.
pub(crate) const REQUIRED_BY_DEFAULT: bool = false;
/// G12: a credential call whose required claim is missing or has the wrong type.
pub(crate) const CLAIM_MISSING: (StatusCode, &str) =
    (StatusCode::BAD_REQUEST, "credential_request_denied");
/// G15: a role that may not.
pub(crate) const WRONG_ROLE: StatusCode = StatusCode::FORBIDDEN;
/// G17: a status change that is not allowed.
pub(crate) const STATUS_REFUSED: StatusCode = StatusCode::BAD_REQUEST;
/// G19: lifetime of a nonce in seconds.
pub(crate) const NONCE_LIFETIME_S: u64 = 300;
/// G19: path of the list of issuing authorities; the metadata names it.
pub(crate) const IACAS_PATH: &str = "/v1/openid/iacas";
/// G19: path of the nonce endpoint; the metadata names it.
pub(crate) const NONCE_PATH: &str = "/v1/openid/nonce";
/// G20: most configurations in one offer.
pub(crate) const MOST_CREDENTIALS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guesses_are_numbered_from_one_to_twenty() {
        let numbers: Vec<_> = GUESSES.iter().map(|guess| guess.number).collect();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    }
}
