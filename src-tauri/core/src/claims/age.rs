//! `age_over_NN`, worked out from the birth date of the same form and never asked.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use super::{
    model::{Field, Form},
    time,
};

/// Whether somebody born on `birth` is `years` old or older on `today`. Someone born on
/// 29 February becomes a year older on 1 March where there is no 29 February: never too early.
pub(super) fn is_over(birth: Date, years: u8, today: Date) -> bool {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    let lived = i32::from(today.year()) - i32::from(birth.year()) - i32::from(!had_birthday);
    lived >= i32::from(years)
}

/// What `field` is on `today`; `None` while the birth date is missing or no date. An emptied birth
/// date leaves the one in the person's record in force.
pub(super) fn work_out(
    field: &Field,
    form: &Form,
    typed: &BTreeMap<String, String>,
    today: Date,
) -> Option<Value> {
    let rule = field.worked_out.as_ref()?;
    let birth = form.fields.iter().find(|one| one.id == rule.from)?;
    let text = typed
        .get(&birth.id)
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .or(birth.stored.as_deref())?;
    let birth = time::date_of(text)?;
    Some(Value::Bool(is_over(birth, rule.years, today)))
}
