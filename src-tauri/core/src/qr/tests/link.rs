use mattr_vii::Secret;
use proptest::prelude::*;
use rstest::rstest;

use crate::{
    qr::apply_prefix,
    tenant::{LinkPrefix, LinkPrefixFault},
};

const PREFIX: &str = "https://wallet.example/openid-credential-offer";

#[rstest]
#[case("https://wallet.example")]
#[case("https://wallet.example/")]
#[case(PREFIX)]
#[case("https://wallet.example:8443/a/b-c_d~e/%41")]
#[case("https://xn--bcher-kva.example/x")]
fn an_https_link_is_kept_as_typed(#[case] text: &str) {
    assert_eq!(LinkPrefix::new(text).unwrap().as_str(), text);
}

#[rstest]
#[case("", LinkPrefixFault::NotAUrl)]
#[case("wallet.example", LinkPrefixFault::NotAUrl)]
#[case("https://", LinkPrefixFault::NotAUrl)]
#[case("https:/wallet.example", LinkPrefixFault::NotAUrl)]
#[case("HTTPS://wallet.example", LinkPrefixFault::NotAUrl)]
#[case(" https://wallet.example", LinkPrefixFault::NotAUrl)]
#[case("https://wallet.example/a b", LinkPrefixFault::NotAUrl)]
#[case("https:\\\\wallet.example", LinkPrefixFault::NotAUrl)]
#[case("https://b\u{fc}cher.example", LinkPrefixFault::NotAUrl)]
#[case("https://127.0.0.1/x", LinkPrefixFault::NotAUrl)]
#[case("https://2130706433/x", LinkPrefixFault::NotAUrl)]
#[case("http://wallet.example", LinkPrefixFault::NotHttps)]
#[case("javascript:alert(1)", LinkPrefixFault::NotHttps)]
#[case("openid-credential-offer://", LinkPrefixFault::NotHttps)]
#[case("https://a@wallet.example", LinkPrefixFault::HasExtras)]
#[case("https://wallet.example/?", LinkPrefixFault::HasExtras)]
#[case("https://wallet.example/x?y=1", LinkPrefixFault::HasExtras)]
#[case("https://wallet.example/#", LinkPrefixFault::HasExtras)]
fn anything_else_is_refused(#[case] text: &str, #[case] fault: LinkPrefixFault) {
    assert_eq!(LinkPrefix::new(text), Err(fault));
}

#[test]
fn a_link_of_over_200_bytes_is_refused() {
    let text = format!("{PREFIX}/{}", "a".repeat(200));
    assert_eq!(LinkPrefix::new(&text), Err(LinkPrefixFault::TooLong));
}

#[test]
fn without_a_prefix_the_uri_is_untouched() {
    let uri = Secret::new("openid-credential-offer://?credential_offer=%7b%7D+x".to_owned());
    assert_eq!(apply_prefix(&uri, None).expose(), uri.expose());
}

#[rstest]
fn a_uri_of_another_shape_is_left_alone(
    #[values(
        "",
        "openid-credential-offer:?credential_offer=x",
        "openid-credential-offer:///?credential_offer=x",
        "OPENID-credential-offer://?credential_offer=x",
        "https://wallet.example?credential_offer=x"
    )]
    text: &str,
) {
    let prefix = LinkPrefix::new(PREFIX).unwrap();
    let uri = Secret::new(text.to_owned());
    assert_eq!(apply_prefix(&uri, Some(&prefix)).expose(), text);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn from_the_question_mark_on_every_byte_is_the_servers(rest in "\\?[!-~]{0,300}") {
        let uri = Secret::new(format!("openid-credential-offer://{rest}"));
        let prefix = LinkPrefix::new(PREFIX).unwrap();
        let linked = apply_prefix(&uri, Some(&prefix));
        prop_assert_eq!(linked.expose().strip_prefix(PREFIX), Some(rest.as_str()));
    }
}
