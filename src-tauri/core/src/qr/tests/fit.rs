use mattr_vii::Secret;
use rstest::rstest;

use super::uri_of;
use crate::{
    offer::view::DisplayRequest,
    qr::{BYTE_CAP_L, BYTE_CAP_M, Level, OfferShape, QrFault, estimate, estimate_for, fit, plan},
    tenant::LinkPrefix,
};

fn display(side_px: u32, scale: f64) -> DisplayRequest {
    DisplayRequest { side_px, scale }
}

/// The table of ux.md section 6: a holder window of 1280 x 800, hence 665 free pixels.
#[rstest]
#[case(574, 93, 6, 1.6)]
#[case(610, 93, 6, 1.6)]
#[case(629, 97, 6, 1.6)]
#[case(978, 117, 5, 1.3)]
fn an_ordinary_holder_window_gets_level_m(
    #[case] bytes: usize,
    #[case] size: u16,
    #[case] module_px: u32,
    #[case] millimetres: f64,
) {
    let plan = plan(bytes, &display(665, 1.0)).unwrap();
    assert_eq!(
        (plan.level, plan.size, plan.module_px),
        (Level::M, size, module_px)
    );
    assert!(
        (plan.module_mm - millimetres).abs() < 0.05,
        "{}",
        plan.module_mm
    );
    assert_eq!(plan.dense, bytes >= 800);
}

#[rstest]
#[case::five_px_at_m(505, 1.0, Level::M, 5)]
#[case::one_px_short_of_five_at_m(504, 1.0, Level::L, 5)]
#[case::enough_px_but_under_a_millimetre(606, 2.0, Level::L, 6)]
#[case::exactly_enough_on_a_fine_display(101 * 8, 2.0, Level::M, 8)]
#[case::neither_has_five_px(450, 1.0, Level::L, 5)]
#[case::the_floor(89 * 4, 1.0, Level::L, 4)]
fn level_m_needs_a_millimetre_and_five_pixels(
    #[case] side: u32,
    #[case] scale: f64,
    #[case] level: Level,
    #[case] module_px: u32,
) {
    let plan = plan(574, &display(side, scale)).unwrap();
    assert_eq!((plan.level, plan.module_px), (level, module_px));
}

#[test]
fn below_four_pixels_for_a_module_there_is_no_code() {
    assert_eq!(
        plan(574, &display(89 * 4 - 1, 1.0)),
        Err(QrFault::DoesNotFit)
    );
    assert_eq!(plan(574, &display(0, 1.0)), Err(QrFault::DoesNotFit));
}

#[test]
fn a_text_too_long_for_m_is_laid_out_at_l_up_to_its_cap() {
    assert_eq!(
        plan(BYTE_CAP_M, &display(2_000, 1.0)).unwrap().level,
        Level::M
    );
    assert_eq!(
        plan(BYTE_CAP_M + 1, &display(2_000, 1.0)).unwrap().level,
        Level::L
    );
    assert_eq!(
        plan(BYTE_CAP_L, &display(2_000, 1.0)).unwrap().level,
        Level::L
    );
    assert_eq!(
        plan(BYTE_CAP_L + 1, &display(2_000, 1.0)),
        Err(QrFault::TooLong {
            bytes: BYTE_CAP_L + 1
        })
    );
}

#[rstest]
fn a_scale_that_is_no_scale_is_refused(
    #[values(0.0, -1.0, f64::NAN, f64::INFINITY, 1e9)] scale: f64,
) {
    assert_eq!(
        plan(574, &display(665, scale)),
        Err(QrFault::UnknownDisplay)
    );
}

#[test]
fn an_absurd_display_does_not_ask_for_an_absurd_picture() {
    assert_eq!(plan(574, &display(u32::MAX, 1.0)).unwrap().module_px, 64);
}

#[test]
fn the_code_is_made_as_planned() {
    let display = display(665, 1.25);
    let planned = plan(574, &display).unwrap();
    let fitted = fit(&Secret::new(uri_of(574)), &display).unwrap();
    assert_eq!(fitted.matrix.size(), planned.size);
    assert_eq!(fitted.matrix.level(), planned.level);
    assert_eq!(
        (fitted.level, fitted.module_px, fitted.dense),
        (planned.level, planned.module_px, planned.dense)
    );
    assert!(fit(&Secret::new("not a uri".to_owned()), &display).is_err());
}

/// The lengths measured in R30, with the issuer of the same length as there.
#[rstest]
#[case(1, None, 467)]
#[case(1, Some(0), 543)]
#[case(1, Some(57), 647)]
#[case(1, Some(300), 966)]
#[case(3, Some(57), 827)]
#[case(5, Some(57), 1_007)]
#[case(10, Some(57), 1_457)]
#[case(20, Some(57), 2_357)]
fn an_offer_that_is_not_made_yet_is_measured_within_three_per_cent(
    #[case] configurations: usize,
    #[case] hint: Option<usize>,
    #[case] measured: usize,
) {
    // English text: a blank, three bytes encoded, about every sixth character.
    const TEXT: &str = "Kindly enter digits from desks. ";
    let hint = hint.map(|length| TEXT.chars().cycle().take(length).collect::<String>());
    let bytes = estimate(configurations, hint.as_deref());
    let error = bytes.abs_diff(measured) * 100;
    assert!(error <= measured * 3, "{bytes} for {measured}");
}

#[test]
fn a_hint_is_counted_in_encoded_bytes_not_in_characters() {
    let long = "\u{6f22}".repeat(300);
    assert_eq!(
        estimate(1, Some(&long)) - estimate(1, Some(&"a".repeat(300))),
        300 * 8
    );
    assert!(estimate(1, Some(&long)) > BYTE_CAP_L);
}

#[test]
fn the_issuer_and_the_link_prefix_count() {
    let prefix = LinkPrefix::new("https://wallet.example/openid-credential-offer").unwrap();
    let measure = |issuer, prefix| {
        estimate_for(&OfferShape {
            issuer,
            configurations: 1,
            description: None,
            prefix,
        })
    };
    let plain = measure("https://a.example", None);
    assert_eq!(measure("https://abc.example", None), plain + 2);
    assert_eq!(
        measure("https://a.example", Some(&prefix)),
        plain + prefix.as_str().len() - "openid-credential-offer://".len()
    );
}
