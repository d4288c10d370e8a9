//! People at the tenant. Its search is exact and sees stored claims only (mattr-vii.md 6).

use mattr_vii::{NewUser, User, UserSearch};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Desk, DeskError, Workplace};
use crate::{
    claims::{FieldProblem, Problem},
    foreign::for_screen,
};

/// A person as the tenant knows them. No `Debug`: it is personal.
pub struct Person {
    /// User id at the tenant.
    pub user_id: Uuid,
    /// A name put together from stored claims, or the member number.
    pub name: String,
    /// Birth date as stored.
    pub birth_date: Option<String>,
    /// E-mail as stored, masked.
    pub contact: Option<String>,
}

impl Desk {
    /// People by user id, e-mail address or member number, each matched exactly.
    ///
    /// # Errors
    ///
    /// When the service cannot be asked.
    pub async fn search_people(&self, query: &str) -> Result<Vec<Person>, DeskError> {
        let workplace = self.workplace().await?;
        let query = query.trim();
        let users = if query.is_empty() {
            Vec::new()
        } else if let Ok(id) = Uuid::parse_str(query) {
            let found = self.observe(workplace.client.fetch_user(id).await)?;
            found.into_iter().collect()
        } else {
            let claim = if query.contains('@') {
                "email"
            } else {
                &workplace.settings.person_claim
            };
            self.find(&workplace, claim, query).await?
        };
        let person_claim = &workplace.settings.person_claim;
        Ok(users
            .iter()
            .map(|user| Person::new(user, person_claim))
            .collect())
    }

    /// What the person's record at the tenant holds.
    pub(super) async fn stored_claims(
        &self,
        workplace: &Workplace,
        user_id: Option<Uuid>,
    ) -> Result<Option<Map<String, Value>>, DeskError> {
        let Some(user_id) = user_id else {
            return Ok(None);
        };
        let found = self.observe(workplace.client.fetch_user(user_id).await)?;
        match found {
            Some(user) => Ok(Some(user.claims)),
            None => Err(DeskError::Invalid(vec![gone()])),
        }
    }

    /// The user with this member number, made now if there is none: pressing Issue again after a
    /// failure must not make a second person.
    pub(super) async fn find_or_create_person(
        &self,
        workplace: &Workplace,
        number: &str,
    ) -> Result<Uuid, DeskError> {
        let number = number.trim();
        let claim = &workplace.settings.person_claim;
        if let Some(user) = self.find(workplace, claim, number).await?.first() {
            return Ok(user.id);
        }
        let new = NewUser {
            claims: nested(claim, number),
            ..NewUser::default()
        };
        let user = self.observe(workplace.client.create_user(&new).await)?;
        Ok(user.id)
    }

    async fn find(
        &self,
        workplace: &Workplace,
        claim: &str,
        value: &str,
    ) -> Result<Vec<User>, DeskError> {
        let search = UserSearch {
            claims: nested(claim, value),
            ..UserSearch::default()
        };
        self.observe(workplace.client.search_users(&search).await)
    }
}

/// `a.b` and a value as the nested object that the search and the create call take.
fn nested(path: &str, value: &str) -> Map<String, Value> {
    let mut parts = path.rsplit('.');
    let last = parts.next().unwrap_or(path);
    let mut object = Map::from_iter([(last.to_owned(), json!(value))]);
    for part in parts {
        object = Map::from_iter([(part.to_owned(), Value::Object(object))]);
    }
    object
}

fn gone() -> FieldProblem {
    FieldProblem {
        field: "person".to_owned(),
        label: String::new(),
        problem: Problem::PersonGone,
        message: None,
    }
}

impl Person {
    fn new(user: &User, person_claim: &str) -> Self {
        let text = |name: &str| user.claims.get(name).and_then(Value::as_str);
        Self {
            user_id: user.id,
            name: Self::name_in(&user.claims)
                .or_else(|| text(person_claim).map(for_screen))
                .unwrap_or_else(|| user.id.to_string()),
            birth_date: text("birth_date")
                .or_else(|| text("date_of_birth"))
                .map(for_screen),
            contact: text("email").map(|address| for_screen(&masked(address))),
        }
    }

    /// Given and family name among stored claims, for a screen.
    pub(super) fn name_in(claims: &Map<String, Value>) -> Option<String> {
        let parts: Vec<&str> = ["given_name", "family_name"]
            .into_iter()
            .filter_map(|name| claims.get(name)?.as_str())
            .collect();
        (!parts.is_empty()).then(|| for_screen(&parts.join(" ")))
    }
}

/// `h...@example.nz`: enough to tell two people apart, too little to copy.
fn masked(address: &str) -> String {
    match address.split_once('@') {
        Some((local, host)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}...@{host}")
        }
        None => "...".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nested_claim_path_becomes_a_nested_object() {
        let object = Value::Object(nested("member.number", "104233"));
        assert_eq!(object, json!({"member": {"number": "104233"}}));
    }

    #[test]
    fn contact_data_is_masked() {
        assert_eq!(masked("hemi@example.nz"), "h...@example.nz");
        assert_eq!(masked("none"), "...");
    }
}
