//! Which hosts are public, and which belong together.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::{ConnectionFault, HostPolicy};

/// Names that never leave a local network (RFC 6761, RFC 6762, RFC 8375, ICANN `.internal`).
const LOCAL_ENDINGS: [&str; 7] = [
    ".localhost",
    ".local",
    ".internal",
    ".home.arpa",
    ".lan",
    ".intranet",
    ".corp",
];

/// Second levels below country codes under which strangers register names.
const SHARED_SECOND_LEVELS: [&str; 22] = [
    "ac",
    "asn",
    "co",
    "com",
    "cri",
    "edu",
    "gc",
    "geek",
    "gen",
    "gov",
    "govt",
    "health",
    "id",
    "iwi",
    "maori",
    "mil",
    "net",
    "org",
    "parliament",
    "school",
    "gob",
    "gouv",
];

pub(super) fn check(url: &Url, policy: HostPolicy) -> Result<(), ConnectionFault> {
    let host = url.host().ok_or(ConnectionFault::NotAUrl)?;
    let allowed = match policy {
        HostPolicy::Loopback => matches!(host, Host::Ipv4(Ipv4Addr::LOCALHOST)),
        HostPolicy::PrivateCloud => is_reachable(&host),
        HostPolicy::Public => is_public(&host),
    };
    if !allowed {
        return Err(ConnectionFault::HostNotAllowed);
    }
    match (policy, url.port()) {
        (_, Some(0)) | (HostPolicy::Public, Some(_)) => Err(ConnectionFault::PortNotAllowed),
        _ => Ok(()),
    }
}

fn is_public(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            is_plain_name(name)
                && name.contains('.')
                && !LOCAL_ENDINGS.iter().any(|ending| name.ends_with(ending))
        }
        Host::Ipv4(_) | Host::Ipv6(_) => false,
    }
}

fn is_reachable(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => is_plain_name(name),
        Host::Ipv4(address) => !address.is_unspecified() && !is_group(*address),
        Host::Ipv6(address) => !address.is_unspecified() && !address.is_multicast(),
    }
}

/// A trailing dot, or an empty label, makes one host look like two.
fn is_plain_name(name: &str) -> bool {
    name.len() <= 253
        && name
            .split('.')
            .all(|label| !label.is_empty() && label.len() <= 63)
}

fn is_group(address: Ipv4Addr) -> bool {
    address.is_multicast() || address.is_broadcast()
}

/// Whether `address` can be on the public internet.
pub(crate) fn is_public_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocol = a == 192 && b == 0 && c == 0;
    let benchmark = a == 198 && (b == 18 || b == 19);
    !(a == 0
        || a >= 240
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || shared
        || protocol
        || benchmark)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    let documentation = first == 0x2001 && address.segments()[1] == 0x0db8;
    let global = (first & 0xe000) == 0x2000;
    // NAT64 networks reach IPv4 hosts in this way.
    let translated = first == 0x0064 && address.segments()[1] == 0xff9b;
    (global && !documentation) || (translated && is_public_translated(address))
}

fn is_public_translated(address: Ipv6Addr) -> bool {
    let [.., a, b, c, d] = address.octets();
    is_public_v4(Ipv4Addr::new(a, b, c, d))
}

pub(super) fn same_domain(one: &Url, other: &Url) -> bool {
    match (one.host_str(), other.host_str()) {
        (Some(one), Some(other)) => one == other || domain_of(one) == domain_of(other),
        _ => false,
    }
}

/// The last labels that, as far as known without a public suffix list, one owner registered.
fn domain_of(host: &str) -> Vec<&str> {
    let mut labels: Vec<&str> = host.rsplitn(4, '.').collect();
    let shared = labels.first().is_some_and(|top| top.len() == 2)
        && labels
            .get(1)
            .is_some_and(|second| SHARED_SECOND_LEVELS.contains(second));
    labels.truncate(if shared { 3 } else { 2 });
    labels
}
