//! What the program is made of, and the texts that staff may copy. All of it is written here from
//! an allow-list (R75): no names, no claims, no links, no codes.

use std::path::Path;

use counterfoil_core::desk::{Desk, DeskError};

use crate::{
    ipc::{About, AppError, Code, CopyRequest},
    state::Shell,
};

/// Packages and licences of this build, made by the build script.
const LICENCES: &str = include_str!(concat!(env!("OUT_DIR"), "/licences.txt"));

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Set by whoever builds a package.
const COMMIT: Option<&str> = option_env!("COUNTERFOIL_COMMIT");

/// Everything that *About* shows.
pub(crate) async fn about(desk: &Desk, data_dir: &Path) -> Result<About, DeskError> {
    Ok(About {
        version: VERSION.to_owned(),
        commit: COMMIT.unwrap_or_default().to_owned(),
        licences: LICENCES.to_owned(),
        diagnostics: diagnostics(desk, data_dir).await?,
    })
}

/// The text of one request.
pub(crate) async fn text(shell: &Shell, request: CopyRequest) -> Result<String, AppError> {
    match request {
        CopyRequest::Diagnostics => Ok(diagnostics(shell.desk()?, shell.data_dir()).await?),
        CopyRequest::Reference { intent_id } => {
            Ok(shell.desk()?.offer_timeline(intent_id).await?.row.reference)
        }
        CopyRequest::Failure { code, reference } => Ok(failure(code, reference.as_deref())),
    }
}

/// Puts it on the clipboard.
pub(crate) async fn copy(text: String) -> Result<(), AppError> {
    let copied = tauri::async_runtime::spawn_blocking(move || {
        // It stays alive: on X11 the clipboard is served by the program that filled it.
        static CLIPBOARD: std::sync::Mutex<Option<arboard::Clipboard>> =
            std::sync::Mutex::new(None);
        let mut kept = CLIPBOARD
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if kept.is_none() {
            *kept = arboard::Clipboard::new().ok();
        }
        kept.as_mut()
            .is_some_and(|clipboard| clipboard.set_text(text).is_ok())
    });
    match copied.await {
        Ok(true) => Ok(()),
        _ => Err(AppError::plain(Code::NotCopied)),
    }
}

async fn diagnostics(desk: &Desk, data_dir: &Path) -> Result<String, DeskError> {
    let status = desk.status().await?;
    let lines = [
        ("Counterfoil", VERSION.to_owned()),
        ("Commit", COMMIT.unwrap_or("not recorded").to_owned()),
        (
            "System",
            format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        ),
        (
            "Web view",
            tauri::webview_version().unwrap_or_else(|_| "not known".to_owned()),
        ),
        ("Environment", word(&status.tenant.environment)),
        ("Connection", word(&status.connection)),
        ("Keychain", word(&status.keyring)),
        (
            "Clock off by",
            format!("{} s", status.clock_skew_seconds.unwrap_or(0)),
        ),
        ("Zoom", format!("{} %", status.settings.zoom)),
        ("Data folder", at_home(data_dir)),
    ];
    Ok(lines
        .iter()
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect())
}

fn failure(code: Code, reference: Option<&str>) -> String {
    let reference: String = reference
        .unwrap_or("none")
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(*letter))
        .take(64)
        .collect();
    format!(
        "Counterfoil {VERSION}\nError: {}\nReference: {reference}\n",
        word(&code)
    )
}

/// The stable name of a value, as the contract spells it.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => "not known".to_owned(),
    }
}

/// A home folder often is a person's name.
fn at_home(folder: &Path) -> String {
    let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    match home.and_then(|home| folder.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(below) => format!("~/{}", below.display()),
        None => folder.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copied_details_of_an_error_hold_its_code_and_reference_only() {
        let text = failure(Code::Offline, Some("req-1\nopenid-credential-offer://?x"));
        assert!(text.contains("Error: offline\n"));
        assert!(text.contains("Reference: req-1openid-credential-offerx\n"));
        assert!(!text.contains("://"));
    }

    #[test]
    fn a_folder_below_home_is_shown_without_the_name_of_its_owner() {
        let home = std::env::home_dir().unwrap();
        assert_eq!(at_home(&home.join("desk")), "~/desk");
        assert_eq!(at_home(Path::new("/srv/desk")), "/srv/desk");
    }

    #[test]
    fn about_names_every_package_with_its_licence() {
        assert!(LICENCES.lines().count() > 100);
        for line in LICENCES.lines() {
            assert_eq!(line.split('\t').count(), 3, "{line}");
        }
        assert!(LICENCES.lines().any(|line| line.starts_with("tauri\t")));
    }
}
