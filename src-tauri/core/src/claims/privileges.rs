//! Driving privileges (ISO/IEC 18013-5, 7.2.4): rows as staff type them, and the array that is sent.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{model::Problem, text, time};

/// More rows than any licence has.
const MOST_ROWS: usize = 50;

/// The comparisons that a code may carry (`sign`), longest first.
const SIGNS: [&str; 5] = ["<=", ">=", "<", ">", "="];

/// One row of the editor; every part as typed.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct Row {
    category: String,
    issued: String,
    expires: String,
    restrictions: String,
}

/// What is wrong in one row: `2.expires` and why.
pub(super) type RowProblem = (String, Problem);

/// The rows of an array in ISO shape, as text for the editor. `None` when it holds anything that a
/// row can't carry, so that nothing is lost unseen.
pub(super) fn rows_of(value: &Value) -> Option<String> {
    let rows: Option<Vec<Row>> = value.as_array()?.iter().map(row_of).collect();
    serde_json::to_string(&rows?).ok()
}

fn row_of(value: &Value) -> Option<Row> {
    let mut row = Row {
        category: String::new(),
        issued: String::new(),
        expires: String::new(),
        restrictions: String::new(),
    };
    for (name, value) in value.as_object()? {
        match name.as_str() {
            "vehicle_category_code" => value.as_str()?.clone_into(&mut row.category),
            "issue_date" => value.as_str()?.clone_into(&mut row.issued),
            "expiry_date" => value.as_str()?.clone_into(&mut row.expires),
            "codes" => {
                let codes: Option<Vec<String>> = value.as_array()?.iter().map(code_text).collect();
                row.restrictions = codes?.join(", ");
            }
            _ => return None,
        }
    }
    (!row.category.is_empty()).then_some(row)
}

fn code_text(code: &Value) -> Option<String> {
    let members = code.as_object()?;
    let part = |name: &str| members.get(name).map_or(Some(""), Value::as_str);
    let known = ["code", "sign", "value"];
    let all_known = members.keys().all(|name| known.contains(&name.as_str()));
    all_known.then_some([part("code")?, part("sign")?, part("value")?].concat())
}

/// The categories in `typed`, for the read-only summary.
pub(crate) fn categories(typed: &str) -> Option<String> {
    let rows: Vec<Row> = serde_json::from_str(typed).ok()?;
    let names: Vec<&str> = rows.iter().map(|row| row.category.trim()).collect();
    Some(names.join(", "))
}

/// The array for the claim; `None` when every row is blank. Blank rows are left out.
///
/// # Errors
///
/// Every problem, by row (from 1) and part: `2.expires`.
pub(super) fn read(typed: &str) -> Result<Option<Value>, Vec<RowProblem>> {
    let whole = |problem| vec![(String::new(), problem)];
    let rows: Vec<Row> = serde_json::from_str(typed).map_err(|_| whole(Problem::NotJson))?;
    if rows.len() > MOST_ROWS {
        return Err(whole(Problem::TooLong));
    }
    let (mut privileges, mut problems) = (Vec::new(), Vec::new());
    for (row, number) in rows.iter().zip(1..).filter(|(row, _)| !is_blank(row)) {
        let mut wrong = |part: &str, problem| problems.push((format!("{number}.{part}"), problem));
        privileges.push(read_row(row, &mut wrong));
    }
    match problems.is_empty() {
        true => Ok((!privileges.is_empty()).then_some(Value::Array(privileges))),
        false => Err(problems),
    }
}

fn is_blank(row: &Row) -> bool {
    [&row.category, &row.issued, &row.expires, &row.restrictions]
        .iter()
        .all(|part| part.trim().is_empty())
}

fn read_row(row: &Row, wrong: &mut impl FnMut(&str, Problem)) -> Value {
    let mut privilege = Map::new();
    match text::clean(row.category.trim()) {
        Ok(category) if category.is_empty() => wrong("category", Problem::Missing),
        Ok(category) => drop(privilege.insert("vehicle_category_code".into(), category.into())),
        Err(problem) => wrong("category", problem),
    }
    let mut day = |part: &str, name: &str, typed: &str| -> Option<Date> {
        let typed = typed.trim();
        let date = time::date_of(typed);
        match date {
            Some(_) => drop(privilege.insert(name.into(), typed.into())),
            None if !typed.is_empty() => wrong(part, Problem::NotADate),
            None => {}
        }
        date
    };
    let issued = day("issued", "issue_date", &row.issued);
    let expires = day("expires", "expiry_date", &row.expires);
    if issued.zip(expires).is_some_and(|(start, end)| end < start) {
        wrong("expires", Problem::EndsBeforeStart);
    }
    match codes_of(&row.restrictions) {
        Some(codes) if codes.is_empty() => {}
        Some(codes) => drop(privilege.insert("codes".into(), Value::Array(codes))),
        None => wrong("restrictions", Problem::NotCodes),
    }
    Value::Object(privilege)
}

/// `01, S01<=2500` as an array of `code`, `sign` and `value`.
fn codes_of(typed: &str) -> Option<Vec<Value>> {
    typed
        .split([',', ';'])
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(code_of)
        .collect()
}

fn code_of(text: &str) -> Option<Value> {
    let sign = SIGNS.iter().find(|sign| text.contains(**sign));
    let (code, value) = match sign {
        Some(sign) => text.split_once(sign)?,
        None => (text, ""),
    };
    let plain = |part: &str| {
        let allowed = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '/');
        !part.is_empty() && part.len() <= 20 && part.chars().all(allowed)
    };
    let (code, value) = (code.trim(), value.trim());
    match sign {
        None => plain(code).then(|| json!({"code": code})),
        Some(sign) => (plain(code) && plain(value))
            .then(|| json!({"code": code, "sign": sign, "value": value})),
    }
}
