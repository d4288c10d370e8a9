//! The text of the offer URI: V4, V5.

use mattr_vii::json::{self, Limits};
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use super::review::{Members, Review};
use crate::qr::{BYTE_CAP_L, OFFER_SCHEME};

/// What RFC 3986 allows besides letters and digits.
const LEGAL: &[u8] = b"-._~:/?#[]@!$&'()*+,;=%";

const PARAMETER: &str = "?credential_offer=";

/// V4: ASCII that may stand in a URI, every `%` followed by two hexadecimal digits, UTF-8 after
/// one decoding. A bare `+` in the query is refused: half of all decoders make it a blank, and
/// then a wallet reads another code than we do.
pub(super) fn is_legal(review: &mut Review<'_>) -> Option<()> {
    let uri = review.uri()?;
    let legal = !uri.is_empty()
        && uri
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || LEGAL.contains(&byte))
        && uri.split('%').skip(1).all(starts_with_hex);
    let query = uri.split_once('?').map_or("", |(_, query)| query);
    let decoded = Zeroizing::new(percent_decode_str(uri).collect::<Vec<u8>>());
    (legal && !query.contains('+') && std::str::from_utf8(&decoded).is_ok()).then_some(())
}

fn starts_with_hex(text: &str) -> bool {
    text.as_bytes()
        .get(..2)
        .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// V5: `openid-credential-offer://`, then `credential_offer` as the one parameter, holding one
/// strict JSON object. Offers by reference are refused (R13).
pub(super) fn has_one_parameter(review: &mut Review<'_>) -> Option<()> {
    let encoded = review
        .uri()?
        .strip_prefix(OFFER_SCHEME)?
        .strip_prefix(PARAMETER)?;
    if encoded.contains(['&', '#', ';']) {
        return None;
    }
    let decoded = Zeroizing::new(percent_decode_str(encoded).collect::<Vec<u8>>());
    let offer = json::read(&decoded, Limits::SMALL).ok()?;
    review.offer = Some(Members::of(offer)?);
    Some(())
}

/// V17: with the tenant's link prefix it is no longer than any QR code may be (R29). Whether a
/// display has the room is asked when one is to show it.
pub(super) fn fits_a_code(review: &mut Review<'_>) -> Option<()> {
    let start = match &review.context.link_prefix {
        Some(prefix) => prefix.as_str().len(),
        None => OFFER_SCHEME.len(),
    };
    let rest = review.uri()?.strip_prefix(OFFER_SCHEME)?;
    (start + rest.len() <= BYTE_CAP_L).then_some(())
}
