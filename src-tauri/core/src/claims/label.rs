//! Element names made readable.

use crate::foreign;

/// Graphemes of a label; longer names are cut.
const LONGEST: usize = 60;

/// Elements of ISO/IEC 18013-5 and 23220-1 whose name alone reads badly.
const KNOWN: [(&str, &str); 34] = [
    ("administrative_number", "Administrative number"),
    ("age_birth_year", "Year of birth"),
    ("age_in_years", "Age in years"),
    ("birth_date", "Date of birth"),
    ("birth_place", "Place of birth"),
    ("birthplace", "Place of birth"),
    ("birth_country", "Country of birth"),
    ("date_of_birth", "Date of birth"),
    ("document_number", "Document number"),
    ("driving_privileges", "Driving privileges"),
    ("email", "E-mail"),
    ("expiry_date", "Expiry date"),
    ("eye_colour", "Eye colour"),
    ("family_name", "Family name"),
    (
        "family_name_national_character",
        "Family name in national characters",
    ),
    ("given_name", "Given name"),
    (
        "given_name_national_character",
        "Given name in national characters",
    ),
    ("hair_colour", "Hair colour"),
    ("height", "Height in cm"),
    ("issue_date", "Issue date"),
    ("issuing_authority", "Issuing authority"),
    ("issuing_country", "Issuing country"),
    ("issuing_jurisdiction", "Issuing jurisdiction"),
    ("nationality", "Nationality"),
    ("portrait", "Portrait"),
    ("portrait_capture_date", "Portrait taken"),
    ("resident_address", "Address"),
    ("resident_city", "Town or city"),
    ("resident_country", "Country of residence"),
    ("resident_postal_code", "Postal code"),
    ("resident_state", "State or region"),
    ("signature_usual_mark", "Signature"),
    ("un_distinguishing_sign", "UN distinguishing sign"),
    ("weight", "Weight in kg"),
];

/// A label for an element or claim name. Falls back to the name itself.
pub(super) fn readable(name: &str) -> String {
    if let Some((_, label)) = KNOWN.iter().find(|(known, _)| *known == name) {
        return (*label).to_owned();
    }
    if let Some(years) = name
        .strip_prefix("age_over_")
        .filter(|years| is_number(years))
    {
        return format!("Over {years}");
    }
    let name = foreign::for_screen(name);
    let words = words_of(&name);
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => {
            let label: String = first.to_uppercase().chain(letters).collect();
            foreign::cut(&label, LONGEST)
        }
        None => foreign::cut(&name, LONGEST),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `staff_number`, `staff-number` and `staffNumber` all become `staff number`.
pub(super) fn words_of(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for letter in name.chars().filter(|letter| !letter.is_control()) {
        if letter.is_uppercase() && after_small {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else if matches!(letter, '_' | '-' | '.' | ' ') {
            words.push(' ');
        } else {
            words.push(letter);
        }
        after_small = letter.is_lowercase() || letter.is_numeric();
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
