//! The rows of the matrix, one file a topic.

mod answers;
mod checks;
mod clocks;
mod corpus;
mod keyring;
mod life;
mod r85;
mod wire;

use crate::matrix::Cell;

/// Every cell, in the order of the table.
pub(crate) fn all() -> Vec<Cell> {
    [
        r85::cells(),
        wire::cells(),
        answers::cuts(),
        answers::silences(),
        answers::cells(),
        checks::cells(),
        clocks::cells(),
        life::cells(),
        keyring::cells(),
        corpus::cells(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
