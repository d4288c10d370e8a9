//! Which addresses are taken (R64, R65, K13).

use mattr_vii::{
    Connection, ConnectionFault as Fault, ConnectionField as Field, ConnectionInput, HostPolicy,
};

fn input(tenant_url: &str, auth_url: &str) -> ConnectionInput {
    ConnectionInput {
        tenant_url: tenant_url.to_owned(),
        auth_url: auth_url.to_owned(),
        audience: "https://council.vii.nz01.mattr.global".to_owned(),
        client_id: "desk".to_owned(),
    }
}

fn tenant_fault(url: &str, policy: HostPolicy) -> Option<Fault> {
    // The auth address is the same one, so that only the rules for one address are in play.
    let outcome = Connection::new(&input(url, url), policy);
    let faults = outcome.err()?;
    assert_eq!(faults[0].0, Field::TenantUrl);
    Some(faults[0].1)
}

#[rstest::rstest]
#[case("https://council.vii.nz01.mattr.global", None)]
#[case("  https://council.vii.nz01.mattr.global/ ", None)]
#[case("HTTPS://Council.VII.nz01.mattr.global:443", None)]
#[case("", Some(Fault::Missing))]
#[case("   ", Some(Fault::Missing))]
#[case("council.vii.nz01.mattr.global", Some(Fault::NotAUrl))]
#[case("https:council.mattr.global", Some(Fault::NotAUrl))]
#[case("https:///council.mattr.global", Some(Fault::NotAUrl))]
#[case("https://", Some(Fault::NotAUrl))]
#[case("https://council\u{201d}.mattr.global", None)]
#[case("https://coun\tcil.mattr.global", Some(Fault::NotAUrl))]
#[case("https://council.mattr.global\\@evil.example", Some(Fault::NotAUrl))]
#[case("https://a b.mattr.global", Some(Fault::NotAUrl))]
#[case("https://%00.mattr.global", Some(Fault::NotAUrl))]
#[case("http://council.mattr.global", Some(Fault::NotHttps))]
#[case("ftp://council.mattr.global", Some(Fault::NotHttps))]
#[case("javascript://council.mattr.global", Some(Fault::NotHttps))]
#[case("https://user@council.mattr.global", Some(Fault::UrlHasExtras))]
#[case("https://@council.mattr.global", Some(Fault::UrlHasExtras))]
#[case("https://user:pw@council.mattr.global", Some(Fault::UrlHasExtras))]
#[case("https://council.mattr.global/v1", Some(Fault::UrlHasExtras))]
#[case("https://council.mattr.global//", Some(Fault::UrlHasExtras))]
#[case("https://council.mattr.global?", Some(Fault::UrlHasExtras))]
#[case("https://council.mattr.global/?a=1", Some(Fault::UrlHasExtras))]
#[case("https://council.mattr.global#", Some(Fault::UrlHasExtras))]
#[case("https://council.mattr.global:8443", Some(Fault::PortNotAllowed))]
#[case("https://council.mattr.global:0", Some(Fault::PortNotAllowed))]
#[case("https://council.mattr.global:99999", Some(Fault::NotAUrl))]
#[case("https://localhost", Some(Fault::HostNotAllowed))]
#[case("https://desk.localhost", Some(Fault::HostNotAllowed))]
#[case("https://printer.local", Some(Fault::HostNotAllowed))]
#[case("https://vii.internal", Some(Fault::HostNotAllowed))]
#[case("https://intranet", Some(Fault::HostNotAllowed))]
#[case("https://council.mattr.global.", Some(Fault::HostNotAllowed))]
#[case("https://council..mattr.global", Some(Fault::HostNotAllowed))]
#[case("https://127.0.0.1", Some(Fault::HostNotAllowed))]
#[case("https://127.1", Some(Fault::HostNotAllowed))]
#[case("https://2130706433", Some(Fault::HostNotAllowed))]
#[case("https://0x7f.1", Some(Fault::HostNotAllowed))]
#[case("https://0177.0.0.1", Some(Fault::HostNotAllowed))]
#[case("https://\u{ff11}27.0.0.1", Some(Fault::HostNotAllowed))]
#[case("https://10.0.0.1", Some(Fault::HostNotAllowed))]
#[case("https://8.8.8.8", Some(Fault::HostNotAllowed))]
#[case("https://[::1]", Some(Fault::HostNotAllowed))]
#[case("https://[::ffff:127.0.0.1]", Some(Fault::HostNotAllowed))]
#[case("https://[fe80::1]", Some(Fault::HostNotAllowed))]
#[case("https://[fe80::1%25eth0]", Some(Fault::NotAUrl))]
#[case("https://256.1.1.1", Some(Fault::NotAUrl))]
fn public_addresses(#[case] url: &str, #[case] fault: Option<Fault>) {
    assert_eq!(tenant_fault(url, HostPolicy::Public), fault);
}

#[rstest::rstest]
#[case("https://10.0.0.1:8443", None)]
#[case("https://[fd00::1]", None)]
#[case("https://vii", None)]
#[case("https://vii.internal", None)]
#[case("http://vii.internal", Some(Fault::NotHttps))]
#[case("https://0.0.0.0", Some(Fault::HostNotAllowed))]
#[case("https://224.0.0.1", Some(Fault::HostNotAllowed))]
#[case("https://[::]", Some(Fault::HostNotAllowed))]
#[case("https://vii.internal/path", Some(Fault::UrlHasExtras))]
fn private_cloud_addresses(#[case] url: &str, #[case] fault: Option<Fault>) {
    assert_eq!(tenant_fault(url, HostPolicy::PrivateCloud), fault);
}

#[rstest::rstest]
#[case("http://127.0.0.1:4711", None)]
#[case("http://127.0.0.2:4711", Some(Fault::HostNotAllowed))]
#[case("http://localhost:4711", Some(Fault::HostNotAllowed))]
#[case("http://[::1]:4711", Some(Fault::HostNotAllowed))]
#[case("http://10.0.0.1", Some(Fault::HostNotAllowed))]
#[case("https://127.0.0.1:4711", Some(Fault::NotHttps))]
#[case("https://council.mattr.global", Some(Fault::NotHttps))]
fn loopback_addresses(#[case] url: &str, #[case] fault: Option<Fault>) {
    assert_eq!(tenant_fault(url, HostPolicy::Loopback), fault);
}

#[rstest::rstest]
#[case(
    "https://council.vii.nz01.mattr.global",
    "https://auth.nz01.mattr.global",
    true
)]
#[case(
    "https://council.vii.nz01.mattr.global",
    "https://auth.mattr.global.evil.example",
    false
)]
#[case("https://council.vii.nz01.mattr.global", "https://mattr.global", true)]
#[case(
    "https://council.vii.nz01.mattr.global",
    "https://auth.matttr.global",
    false
)]
#[case("https://a.example", "https://b.example", false)]
#[case("https://vii.council.govt.nz", "https://auth.council.govt.nz", true)]
#[case("https://vii.council.govt.nz", "https://auth.evil.govt.nz", false)]
#[case("https://vii.council.co.uk", "https://evil.co.uk", false)]
fn auth_and_tenant_host_belong_to_one_domain(
    #[case] tenant: &str,
    #[case] auth: &str,
    #[case] same: bool,
) {
    let outcome = Connection::new(&input(tenant, auth), HostPolicy::Public);
    let expected = if same {
        None
    } else {
        Some(vec![(Field::AuthUrl, Fault::HostsDiffer)])
    };
    assert_eq!(outcome.err(), expected);
}

#[rstest::rstest]
#[case("https://auth.nz01.mattr.global")]
#[case("https://auth.nz01.mattr.global/")]
#[case("https://auth.nz01.mattr.global/oauth/token")]
#[case("https://auth.nz01.mattr.global/oauth/token/")]
fn the_token_path_is_taken_off(#[case] auth: &str) {
    let input = input("https://council.vii.nz01.mattr.global", auth);
    let connection = Connection::new(&input, HostPolicy::Public).unwrap();
    assert_eq!(
        connection.auth_url().as_str(),
        "https://auth.nz01.mattr.global/"
    );
}

#[test]
fn hosts_are_shown_in_punycode() {
    let url = "https://council.m\u{101}ttr.global";
    let connection = Connection::new(&input(url, url), HostPolicy::Public).unwrap();
    assert_eq!(
        connection.tenant_url().host_str(),
        Some("council.xn--mttr-qsa.global")
    );
}

#[test]
fn the_audience_is_kept_exactly() {
    let url = "https://council.vii.nz01.mattr.global";
    let input = ConnectionInput {
        audience: " vii.mattr.global/ ".to_owned(),
        ..input(url, url)
    };
    let connection = Connection::new(&input, HostPolicy::Public).unwrap();
    assert_eq!(connection.audience(), " vii.mattr.global/ ");
}

#[test]
fn every_wrong_field_is_told() {
    let faults = Connection::new(&ConnectionInput::default(), HostPolicy::Public).unwrap_err();
    let fields: Vec<Field> = faults.iter().map(|(field, _)| *field).collect();
    assert_eq!(
        fields,
        [
            Field::TenantUrl,
            Field::AuthUrl,
            Field::Audience,
            Field::ClientId
        ]
    );
    assert!(faults.iter().all(|(_, fault)| *fault == Fault::Missing));
}

#[test]
fn overlong_input_is_refused() {
    let long = format!("https://{}.example", "a".repeat(2_000));
    assert_eq!(
        tenant_fault(&long, HostPolicy::Public),
        Some(Fault::TooLong)
    );
}
