//! No error repeats what was refused.

use std::fmt::{Debug, Display};

/// Stands in the corpus wherever a value may be personal or secret, and in the dictionary, so that
/// the fuzzer puts it into more places. The `@` keeps it from being an error code, which is the one
/// word of a service that errors may show.
pub const CANARY: &str = "c@nary-7Zq9";

/// Neither way of printing `error` shows the canary.
///
/// # Panics
///
/// When one does: that is the finding.
pub fn assert_untold(error: &(impl Debug + Display)) {
    let told = format!("{error} {error:?}");
    assert!(!told.contains(CANARY), "repeats its input: {told}");
}
