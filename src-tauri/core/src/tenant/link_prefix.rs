//! The wallet link prefix: what an admin may put in place of the offer scheme (R12).

use url::{Host, Url};

/// Longer prefixes only make the code denser.
const LONGEST: usize = 200;

/// An admin's replacement for `openid-credential-offer://`, such as `https://wallet.example/offer`; kept as
/// typed, never normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPrefix(String);

/// Why a text cannot be a wallet link prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkPrefixFault {
    /// Not a URL of printable ASCII with a host name.
    #[error("not a URL")]
    NotAUrl,
    /// Another scheme than https.
    #[error("not https")]
    NotHttps,
    /// User information, a query or a fragment.
    #[error("has user information, a query or a fragment")]
    HasExtras,
    /// Over 200 bytes.
    #[error("too long")]
    TooLong,
}

impl LinkPrefix {
    /// Accepts `text` as it is: https, a host name, no user information, query or fragment (R12).
    ///
    /// # Errors
    ///
    /// [`LinkPrefixFault`], the first that applies.
    pub fn new(text: &str) -> Result<Self, LinkPrefixFault> {
        if text.len() > LONGEST {
            return Err(LinkPrefixFault::TooLong);
        }
        // The parser forgives backslashes and blanks; wallets and phones may not.
        if text.is_empty()
            || !text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        {
            return Err(LinkPrefixFault::NotAUrl);
        }
        let url = Url::parse(text).map_err(|_| LinkPrefixFault::NotAUrl)?;
        if url.scheme() != "https" {
            return Err(LinkPrefixFault::NotHttps);
        }
        if text.contains(['?', '#', '@']) {
            return Err(LinkPrefixFault::HasExtras);
        }
        let named = matches!(url.host(), Some(Host::Domain(_)));
        if !named || !text.starts_with("https://") {
            return Err(LinkPrefixFault::NotAUrl);
        }
        Ok(Self(text.to_owned()))
    }

    /// The prefix as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
