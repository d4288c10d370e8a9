//! A few dozen people whose names test software.

use serde_json::{Map, Value, json};

use super::pictures::portrait;
use crate::{chance::seeded_uuid, records::User};

/// Member number, given name, family name, birth date.
type Person = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const PEOPLE: [Person; 36] = [
    ("104233", "Hēmi Rāwiri", "Te Ōkahu-Wright", "1988-03-04"),
    ("104234", "Aroha", "Ngāti", "1991-07-19"),
    ("104235", "Māia", "Pōtiki", "2003-01-30"),
    ("104236", "Tāne", "Whētū", "1975-11-02"),
    ("104237", "小明", "王", "1990-05-05"),
    ("104238", "花子", "山田", "1984-12-24"),
    ("104239", "민준", "김", "1999-02-28"),
    ("104240", "محمد", "الأحمد", "1979-08-15"),
    ("104241", "فاطمة الزهراء", "بن علي", "1996-04-10"),
    ("104242", "שרה", "כהן", "1987-06-21"),
    ("104243", "O", "O", "1970-01-01"),
    ("104244", "X", "Æ", "2001-09-09"),
    ("104245", "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaf", "Featherstonehaugh-Cholmondeley-Marjoribanks-Beauchamp-Mainwar", "1966-10-31"),
    ("104246", "Siobhán", "O'Brien", "1993-03-17"),
    ("104247", "D’Arcy", "d'Àlmeida", "1982-07-07"),
    ("104248", "Jane", "Smith", "1985-01-12"),
    ("104249", "Jane", "Smith", "1962-01-12"),
    ("104250", "Null", "Null", "1990-01-01"),
    ("104251", "Žofie", "Dvořáková", "1998-11-11"),
    ("104252", "Nguyễn", "Thị Ánh Nguyệt", "1994-02-14"),
    ("104253", "Łukasz", "Żółć", "1977-05-25"),
    ("104254", "Ragnheiður", "Þórsdóttir", "1989-06-17"),
    ("104255", "İbrahim", "Işık", "1972-10-29"),
    ("104256", "Εὐγενία", "Παπαδοπούλου", "1981-03-25"),
    ("104257", "Владимир", "Щербаков", "1968-09-01"),
    ("104258", "สมชาย", "ใจดี", "1995-04-13"),
    ("104259", "अनन्या", "शर्मा", "2000-08-15"),
    ("104260", "Zoë", "van der Berg", "1997-12-05"),
    ("104261", "José María", "de la Cruz y Peña", "1973-07-28"),
    ("104262", "Jean-Luc", "L'Éclair", "1964-02-29"),
    ("104263", "Mere", "Parata", "2009-06-06"),
    ("104264", "Wiremu", "Tīpene", "1958-02-06"),
    ("104265", "Anahera", "Hōhepa", "1986-09-20"),
    ("104266", "Sam", "Lee", "1992-02-02"),
    ("104267", "Leilani", "Faʻasavalu", "1990-11-30"),
    ("104268", "Björk", "Åström", "1983-05-01"),
];

/// Everybody, with the same ids for the same seed.
pub(crate) fn people(seed: u64) -> Vec<User> {
    PEOPLE
        .iter()
        .enumerate()
        .map(|(turn, person)| user(seed, turn, person))
        .collect()
}

fn user(seed: u64, turn: usize, person: &Person) -> User {
    let (number, given_name, family_name, birth_date) = *person;
    let mut claims = Map::new();
    let mut put = |name: &str, value: Value| claims.insert(name.to_owned(), value);
    put("externalUserId", number.into());
    put("email", format!("member.{number}@practice.invalid").into());
    put("given_name", given_name.into());
    put("family_name", family_name.into());
    put("birth_date", birth_date.into());
    put("age_over_18", (birth_date < "2008").into());
    put("document_number", format!("PR{number}").into());
    put("issue_date", "2024-05-01".into());
    put("expiry_date", "2034-05-01".into());
    put("driving_privileges", privileges(turn));
    put("portrait", portrait(turn).into());
    put(
        "address",
        json!({"formatted": format!("{} Practice Street, Te Awa", turn + 1)}),
    );
    User {
        id: seeded_uuid(seed, &format!("user {number}")),
        claims,
        authentication_provider: turn.is_multiple_of(3).then(|| provider(seed, number)),
    }
}

fn privileges(turn: usize) -> Value {
    let codes: &[&str] = if turn.is_multiple_of(4) {
        &["B", "A"]
    } else {
        &["B"]
    };
    let one = |code: &&str| json!({"vehicle_category_code": code, "issue_date": "2024-05-01", "expiry_date": "2034-05-01"});
    Value::Array(codes.iter().map(one).collect())
}

fn provider(seed: u64, number: &str) -> Value {
    json!({
        "providerId": seeded_uuid(seed, "authentication provider"),
        "url": "https://sign-in.practice.invalid",
        "subjectId": format!("practice|{number}"),
    })
}
