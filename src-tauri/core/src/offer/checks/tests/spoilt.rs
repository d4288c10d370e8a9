use proptest::prelude::*;

use super::Case;
use crate::spoil::spoilt;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever a reply has become: it is refused by a number, or it is an offer in every respect.
    #[test]
    fn a_spoilt_reply_is_refused_by_a_number_or_is_still_the_offer(
        body in spoilt(Case::documented().body()),
    ) {
        let mut case = Case::documented();
        case.body = Some(body);
        match case.check() {
            Err(number) => prop_assert!((1..=20).contains(&number)),
            Ok(checked) => {
                let uri = checked.uri.expose();
                prop_assert!(uri.starts_with("openid-credential-offer://?credential_offer=%7B"));
                prop_assert!(uri.is_ascii() && uri.len() <= 1_465);
                let code = checked.code.as_ref().map(|code| code.expose());
                prop_assert!(code.is_some_and(|code| code.len() == 6 && !uri.contains(code)));
                prop_assert!(checked.pre_authorized_code.expose().len() >= 22);
                // A changed digit gives another uuid, which nobody can tell from the right one.
                prop_assert!(!checked.offer_id.is_nil());
            }
        }
    }

    /// The link alone, so that what is inside it is reached.
    #[test]
    fn a_spoilt_link_is_refused_by_a_number_or_still_leads_to_the_issuer(
        uri in spoilt(Case::documented().uri().into_bytes()),
    ) {
        let mut case = Case::documented();
        case.uri = Some(String::from_utf8_lossy(&uri).into_owned());
        match case.check() {
            Err(number) => prop_assert!((1..=20).contains(&number)),
            Ok(checked) => prop_assert!(checked.uri.expose().contains("council%2Eexample")),
        }
    }
}
