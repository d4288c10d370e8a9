//! Elements that say something about one person. No preset may hold a value for them (F2).

/// Element names of ISO/IEC 18013-5, ISO/IEC 23220-1 and common tenants, by how they end.
const ENDINGS: [&str; 10] = [
    "name",
    "number",
    "address",
    "portrait",
    "picture",
    "photo",
    "email",
    "phone",
    "signature",
    "_id",
];

/// Names that are personal as a whole or by how they start.
const STARTS: [&str; 14] = [
    "birth",
    "date_of_birth",
    "dob",
    "age_",
    "sex",
    "gender",
    "height",
    "weight",
    "eye_colo",
    "hair_colo",
    "resident_",
    "biometric_",
    "nationality",
    "driving_privileges",
];

/// Is the last part of this claim path about one person?
pub fn is_personal(field: &str) -> bool {
    let element = field.rsplit('.').next().unwrap_or(field);
    let element = snake_case(element);
    STARTS.iter().any(|start| element.starts_with(start))
        || ENDINGS.iter().any(|end| element.ends_with(end))
        || field.split('.').any(|part| snake_case(part) == "address")
}

/// `dateOfBirth` and `Date-Of-Birth` as `date_of_birth`.
fn snake_case(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if matches!(letter, '-' | ' ') {
            words.push('_');
            continue;
        }
        if letter.is_uppercase() && !words.is_empty() && !words.ends_with('_') {
            words.push('_');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::is_personal;

    #[test]
    fn what_names_or_describes_one_person_is_personal() {
        for field in [
            "given_name",
            "family_name",
            "familyName",
            "birth_date",
            "dateOfBirth",
            "age_over_18",
            "portrait",
            "email",
            "mobile_phone",
            "document_number",
            "memberNumber",
            "address.formatted",
            "resident_city",
            "contact.email",
            "userId",
        ] {
            assert!(is_personal(field), "{field}");
        }
    }

    #[test]
    fn facts_about_the_workplace_are_not() {
        for field in [
            "site",
            "class",
            "access.zone",
            "issuing_country",
            "valid_until",
            "induction_done",
            "level",
        ] {
            assert!(!is_personal(field), "{field}");
        }
    }
}
