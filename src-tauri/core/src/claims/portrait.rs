//! Pictures: base64 of a JPEG or PNG file.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::model::Problem;

const JPEG: &[u8] = b"\xFF\xD8\xFF";
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";

/// Checks that `typed` is standard base64 of a file that starts as a JPEG or a PNG does. Its
/// content is checked where the picture is made.
pub(super) fn check(typed: &str) -> Result<(), Problem> {
    let file = STANDARD
        .decode(typed)
        .map(Zeroizing::new)
        .map_err(|_| Problem::NotAPicture)?;
    if file.starts_with(JPEG) || file.starts_with(PNG) {
        Ok(())
    } else {
        Err(Problem::NotAPicture)
    }
}
