//! mDocs credential configurations (`mattr-vii.md` 7).

use crate::{
    answer::{Answer, not_found, ok},
    paging::{Page, last},
    tenant::Call,
};

use super::ISSUING;

pub(crate) fn list(call: &Call) -> Answer {
    let records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    let page = Page::from_query(&call.query)?;
    let doctype = last(&call.query, "type");
    let wanted = records
        .configurations
        .iter()
        .filter(|configuration| doctype.is_none_or(|doctype| configuration.doctype == doctype));
    page.answer(wanted.map(|configuration| configuration.body.clone()))
}

pub(crate) fn fetch(call: &Call) -> Answer {
    let records = call.tenant.records();
    call.caller(&records, &ISSUING)?;
    let configuration = records
        .configuration(call.id("id")?)
        .ok_or_else(not_found)?;
    ok(&configuration.body)
}
