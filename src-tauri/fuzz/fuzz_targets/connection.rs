//! The JSON object that an operator pastes, and the addresses in it.
#![no_main]

use counterfoil_fuzz::canary::{CANARY, assert_untold};
use libfuzzer_sys::fuzz_target;
use mattr_vii::{Connection, ConnectionInput, HostPolicy, VendorJsonError, read_vendor_json};
use url::{Host, Url};

const POLICIES: [HostPolicy; 3] = [
    HostPolicy::Public,
    HostPolicy::PrivateCloud,
    HostPolicy::Loopback,
];

fuzz_target!(|text: &str| {
    match read_vendor_json(text) {
        Ok(vendor) => POLICIES
            .iter()
            .for_each(|policy| check(&vendor.input, *policy)),
        Err(VendorJsonError::WrongKey { found, expected }) => {
            let most = expected.chars().count() + 3;
            let letters = found
                .chars()
                .filter(|letter| letter.is_alphanumeric())
                .count();
            assert!(letters <= most, "{found:?} is no misspelling of {expected}");
        }
        Err(error) => assert_untold(&error),
    }
});

fn check(input: &ConnectionInput, policy: HostPolicy) {
    let connection = match Connection::new(input, policy) {
        Ok(connection) => connection,
        Err(faults) => {
            assert!(!faults.is_empty(), "refused for nothing");
            assert!(!format!("{faults:?}").contains(CANARY), "{faults:?}");
            return;
        }
    };
    for url in [connection.tenant_url(), connection.auth_url()] {
        assert_eq!((url.path(), url.query(), url.fragment()), ("/", None, None));
        assert!(url.username().is_empty() && url.password().is_none());
        assert!(is_allowed(url, policy), "{url} under {policy:?}");
    }
    assert_eq!(connection.audience(), input.audience);
    let again = ConnectionInput {
        tenant_url: connection.tenant_url().to_string(),
        auth_url: connection.auth_url().to_string(),
        audience: connection.audience().to_owned(),
        client_id: connection.client_id().to_owned(),
    };
    assert_eq!(Connection::new(&again, policy), Ok(connection));
}

fn is_allowed(url: &Url, policy: HostPolicy) -> bool {
    match policy {
        HostPolicy::Public => {
            let is_name = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
            url.scheme() == "https" && url.port().is_none() && is_name
        }
        HostPolicy::PrivateCloud => url.scheme() == "https",
        HostPolicy::Loopback => url.scheme() == "http" && url.host_str() == Some("127.0.0.1"),
    }
}
