//! The corpus of bad input (rules.md, section 13), made here from one plan and run through the
//! whole engine. Each file has its class: accepted, refused with a code, or quarantined.

mod answers;
mod codes;
mod fields;
mod json;
mod lists;
mod offer;
mod outcomes;
mod times;

use crate::matrix::Cell;

pub(crate) fn cells() -> Vec<Cell> {
    let mut cells = lists::cells();
    cells.push(json::cell());
    cells.push(fields::cell());
    cells.push(offer::links());
    cells.push(offer::meaning());
    cells.extend(codes::cells());
    cells.push(times::cell());
    cells.extend(answers::cells());
    cells.extend(outcomes::cells());
    cells
}
