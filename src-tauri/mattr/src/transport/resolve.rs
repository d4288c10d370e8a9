//! Looks at what a host name leads to, not only at the name (R64).

use std::{
    collections::HashSet,
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::connection::is_public_address;

/// A host that must be public leads to a private, loopback or link-local address.
#[derive(Debug, thiserror::Error)]
#[error("the host leads to an address that is not public")]
pub(super) struct AddressNotAllowed;

/// Names that must lead to public addresses. Others pass: a company's proxy is a private host.
#[derive(Clone, Default)]
pub(crate) struct PublicNames(Arc<RwLock<HashSet<String>>>);

impl PublicNames {
    pub(crate) fn insert(&self, host: &str) {
        let mut names = self.0.write().unwrap_or_else(PoisonError::into_inner);
        names.insert(host.to_ascii_lowercase());
    }

    fn contains(&self, host: &str) -> bool {
        let names = self.0.read().unwrap_or_else(PoisonError::into_inner);
        names.contains(&host.to_ascii_lowercase())
    }

    fn allow(&self, host: &str, found: &[SocketAddr]) -> bool {
        !self.contains(host) || found.iter().all(|address| is_public_address(address.ip()))
    }
}

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let names = self.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if !names.allow(name.as_str(), &found) {
                return Err(AddressNotAllowed.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("tenant.example", "93.184.215.14:0", true)]
    #[case("tenant.example", "10.1.2.3:0", false)]
    #[case("TENANT.example", "127.0.0.1:0", false)]
    #[case("tenant.example", "[fe80::1]:0", false)]
    #[case("proxy.example", "10.1.2.3:0", true)]
    fn only_pinned_names_must_be_public(
        #[case] host: &str,
        #[case] address: SocketAddr,
        #[case] allowed: bool,
    ) {
        let names = PublicNames::default();
        names.insert("tenant.example");
        assert_eq!(names.allow(host, &[address]), allowed);
    }
}
