//! Putting the wallet link prefix in place: the one change to a server's URI that is allowed (R12).

use mattr_vii::Secret;

use crate::tenant::LinkPrefix;

/// The scheme every offer URI of the tenant starts with, and the text a prefix replaces.
pub const OFFER_SCHEME: &str = "openid-credential-offer://";

/// The text to encode: `uri` itself, or with its literal `openid-credential-offer://` replaced by
/// `prefix`. From `?` on it is the server's, byte for byte (R12). A `uri` that does not start with
/// `openid-credential-offer://?` stays as it is; check V5 lets none through.
pub fn apply_prefix(uri: &Secret, prefix: Option<&LinkPrefix>) -> Secret {
    // EXPOSE: the prefix is replaced in a second copy, which is a Secret again.
    let rest = uri
        .expose()
        .strip_prefix(OFFER_SCHEME)
        .filter(|rest| rest.starts_with('?'));
    let (Some(rest), Some(prefix)) = (rest, prefix) else {
        return uri.duplicate();
    };
    let mut text = String::with_capacity(prefix.as_str().len() + rest.len());
    text.push_str(prefix.as_str());
    text.push_str(rest);
    Secret::new(text)
}
