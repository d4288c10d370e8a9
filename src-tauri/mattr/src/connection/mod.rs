//! Where one tenant is reached, checked before anything is sent there (R62, R64, R65).

mod host;
mod vendor_json;

use url::Url;

pub(crate) use host::is_public_address;
pub use vendor_json::{VendorJson, VendorJsonError, read_vendor_json};

/// Longest address, audience or client id taken, in bytes.
const LONGEST: usize = 2_000;
/// Some sources give the auth address with this ending (mattr-vii.md 2).
const TOKEN_PATH: &str = "/oauth/token";

/// Which hosts may be talked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostPolicy {
    /// https, public host names, port 443, auth and tenant host of one domain.
    Public,
    /// https; private names and addresses, other ports and unrelated hosts are allowed, because
    /// an admin said so.
    PrivateCloud,
    /// http on 127.0.0.1 only: a practice tenant on this computer.
    Loopback,
}

/// The addresses of a tenant as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionInput {
    /// The tenant's API.
    pub tenant_url: String,
    /// The token service, with or without a trailing `/oauth/token`.
    pub auth_url: String,
    /// The audience of the token, sent exactly as given.
    pub audience: String,
    /// The client id.
    pub client_id: String,
}

/// A field of [`ConnectionInput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionField {
    /// [`ConnectionInput::tenant_url`]
    TenantUrl,
    /// [`ConnectionInput::auth_url`]
    AuthUrl,
    /// [`ConnectionInput::audience`]
    Audience,
    /// [`ConnectionInput::client_id`]
    ClientId,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionFault {
    /// Empty.
    Missing,
    /// Not an absolute address such as `https://council.vii.nz01.mattr.global`.
    NotAUrl,
    /// Another scheme than https (http under [`HostPolicy::Loopback`]).
    NotHttps,
    /// User name, path, query or fragment.
    UrlHasExtras,
    /// An IP address, a local name or another host the policy does not allow.
    HostNotAllowed,
    /// Another port than 443.
    PortNotAllowed,
    /// Auth and tenant host belong to different domains.
    HostsDiffer,
    /// Longer than 2 000 bytes.
    TooLong,
}

/// The checked addresses of one tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    tenant_url: Url,
    auth_url: Url,
    audience: String,
    client_id: String,
    policy: HostPolicy,
}

impl Connection {
    /// Checks `input` under `policy` (R64, R65). White space around addresses and client id is
    /// dropped; the audience is kept as it is.
    ///
    /// Without a list of public suffixes, "one domain" means the same last two labels, or three
    /// below a country's well-known second level such as `govt.nz`. Anything else is
    /// [`ConnectionFault::HostsDiffer`].
    ///
    /// # Errors
    /// Every field that is wrong, at most one fault a field.
    pub fn new(
        input: &ConnectionInput,
        policy: HostPolicy,
    ) -> Result<Self, Vec<(ConnectionField, ConnectionFault)>> {
        let mut faults = Vec::new();
        let mut keep = |field, fault| faults.push((field, fault));
        let tenant_url = read_url(&input.tenant_url, policy)
            .map_err(|fault| keep(ConnectionField::TenantUrl, fault));
        let auth_url = read_url(without_token_path(&input.auth_url), policy)
            .map_err(|fault| keep(ConnectionField::AuthUrl, fault));
        let audience =
            read_text(&input.audience).map_err(|fault| keep(ConnectionField::Audience, fault));
        let client_id = read_text(input.client_id.trim())
            .map_err(|fault| keep(ConnectionField::ClientId, fault));
        if let (Ok(tenant), Ok(auth)) = (&tenant_url, &auth_url)
            && policy == HostPolicy::Public
            && !host::same_domain(tenant, auth)
        {
            keep(ConnectionField::AuthUrl, ConnectionFault::HostsDiffer);
        }
        match (tenant_url, auth_url, audience, client_id) {
            (Ok(tenant_url), Ok(auth_url), Ok(audience), Ok(client_id)) if faults.is_empty() => {
                Ok(Self {
                    tenant_url,
                    auth_url,
                    audience,
                    client_id,
                    policy,
                })
            }
            _ => Err(faults),
        }
    }

    /// The tenant's API; its host is in punycode, its path is `/`.
    pub fn tenant_url(&self) -> &Url {
        &self.tenant_url
    }

    /// The token service without `/oauth/token`; its host is in punycode, its path is `/`.
    pub fn auth_url(&self) -> &Url {
        &self.auth_url
    }

    /// The audience exactly as given.
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// The client id.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The policy it was checked under.
    pub fn policy(&self) -> HostPolicy {
        self.policy
    }
}

fn without_token_path(auth_url: &str) -> &str {
    let trimmed = auth_url.trim();
    let bare = trimmed.strip_suffix('/').unwrap_or(trimmed);
    bare.strip_suffix(TOKEN_PATH).unwrap_or(trimmed)
}

fn read_text(text: &str) -> Result<String, ConnectionFault> {
    if text.trim().is_empty() {
        return Err(ConnectionFault::Missing);
    }
    if text.len() > LONGEST {
        return Err(ConnectionFault::TooLong);
    }
    Ok(text.to_owned())
}

/// An address with nothing but scheme, host and perhaps a port.
fn read_url(text: &str, policy: HostPolicy) -> Result<Url, ConnectionFault> {
    let text = read_text(text.trim())?;
    let url = read_issuer_url(&text, policy)?;
    if !matches!(url.path(), "" | "/") {
        return Err(ConnectionFault::UrlHasExtras);
    }
    Ok(url)
}

/// As the addresses of a connection, but a path is allowed: issuer identifiers may have one.
pub(crate) fn read_issuer_url(text: &str, policy: HostPolicy) -> Result<Url, ConnectionFault> {
    // The url crate drops tabs and line ends, reads `\` as `/` and forgives missing slashes;
    // an address that means something else than it shows is refused instead.
    if text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || c == '\\')
    {
        return Err(ConnectionFault::NotAUrl);
    }
    let (scheme, rest) = text.split_once("://").ok_or(ConnectionFault::NotAUrl)?;
    if rest.is_empty() || rest.starts_with('/') {
        return Err(ConnectionFault::NotAUrl);
    }
    let wanted = match policy {
        HostPolicy::Loopback => "http",
        HostPolicy::Public | HostPolicy::PrivateCloud => "https",
    };
    if !scheme.eq_ignore_ascii_case(wanted) {
        return Err(ConnectionFault::NotHttps);
    }
    let url = Url::parse(text).map_err(|_| ConnectionFault::NotAUrl)?;
    if url.query().is_some() || url.fragment().is_some() || rest.contains('@') {
        return Err(ConnectionFault::UrlHasExtras);
    }
    host::check(&url, policy)?;
    Ok(url)
}
