//! People issued to in this run, so that one who is typed as new a second time is noticed (ux.md 4.1).
//! In memory only: nothing about a person is kept on this computer (F2).

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::{Desk, DeskError, Person};

/// Edits between two names that may still be one person's.
const NEAR: usize = 2;

/// As many as a desk serves in a busy day; the oldest are forgotten first.
const MOST: usize = 200;

/// Someone an offer was made for.
pub(crate) struct Met {
    tenant: Uuid,
    user_id: Uuid,
    who: Who,
}

/// What makes two people one: a birth date and a name.
#[derive(Clone)]
pub(crate) struct Who {
    name: String,
    birth_date: String,
}

impl Who {
    /// From the fields of a form; nothing when it asks for no name or no birth date.
    pub(crate) fn of(typed: &BTreeMap<String, String>) -> Option<Self> {
        let text = |name: &str| typed.get(name).map(|text| text.trim()).unwrap_or_default();
        let name = [text("given_name"), text("family_name")].join(" ");
        let birth_date = text("birth_date");
        (!name.trim().is_empty() && !birth_date.is_empty()).then(|| Self {
            name: name.trim().to_owned(),
            birth_date: birth_date.to_owned(),
        })
    }

    fn may_be(&self, other: &Self) -> bool {
        self.birth_date == other.birth_date
            && strsim::damerau_levenshtein(&folded(&self.name), &folded(&other.name)) <= NEAR
    }
}

/// Small letters without their marks, to compare only: `Hēmi` and `hemi` are one name.
fn folded(name: &str) -> String {
    name.nfd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

impl Desk {
    /// Someone of this run and this workplace who may be the person typed as new: the same birth
    /// date, and a name within two edits.
    ///
    /// # Errors
    ///
    /// When there is no workplace.
    pub async fn possible_match(
        &self,
        typed: &BTreeMap<String, String>,
    ) -> Result<Option<Person>, DeskError> {
        let tenant = self.workplace().await?.settings.id;
        let Some(who) = Who::of(typed) else {
            return Ok(None);
        };
        let met = self.met();
        let found = met
            .iter()
            .rev()
            .find(|one| one.tenant == tenant && one.who.may_be(&who));
        Ok(found.map(|one| Person {
            user_id: one.user_id,
            name: one.who.name.clone(),
            birth_date: Some(one.who.birth_date.clone()),
            contact: None,
        }))
    }

    /// An offer was made for this person.
    pub(crate) fn remember(&self, tenant: Uuid, user_id: Uuid, who: Who) {
        let mut met = self.met();
        met.retain(|one| one.user_id != user_id);
        if met.len() >= MOST {
            met.remove(0);
        }
        met.push(Met {
            tenant,
            user_id,
            who,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(given: &str, family: &str, born: &str) -> Who {
        let fields = [
            ("given_name", given),
            ("family_name", family),
            ("birth_date", born),
        ];
        let typed = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
        Who::of(&BTreeMap::from(typed)).unwrap()
    }

    #[test]
    fn a13_one_birth_date_and_a_name_within_two_edits_may_be_one_person() {
        let hemi = who("Hēmi", "Brown", "2001-07-12");
        assert!(hemi.may_be(&who("hemi", "Brown", "2001-07-12")));
        assert!(hemi.may_be(&who("Hemmi", "Browne", "2001-07-12")));
        assert!(!hemi.may_be(&who("Hēmi", "Brown", "2001-07-13")));
        assert!(!hemi.may_be(&who("Hana", "Bright", "2001-07-12")));
    }

    #[test]
    fn without_a_name_or_a_birth_date_nobody_is_compared() {
        let typed = BTreeMap::from([("given_name".to_owned(), "Ana".to_owned())]);
        assert!(Who::of(&typed).is_none());
    }
}
