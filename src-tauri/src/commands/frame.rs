//! What the frame of the window shows, and the data folder.

use counterfoil_core::desk::DeskStatus;
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_opener::OpenerExt;

use crate::{
    ipc::{AppError, AppStatus, Code, Nothing},
    state::Shell,
};

#[tauri::command]
pub(crate) async fn app_status(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<AppStatus, AppError> {
    let Nothing {} = request;
    shell.mark_started();
    status(&shell).await
}

#[tauri::command]
pub(crate) fn open_data_folder<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Nothing, AppError> {
    let folder = shell.data_dir().to_string_lossy();
    app.opener()
        .open_path(folder, None::<&str>)
        .map_err(|_| AppError::plain(Code::NotFound))?;
    Ok(request)
}

/// What the frame shows now.
pub(crate) async fn status(shell: &Shell) -> Result<AppStatus, AppError> {
    let status = shell.desk()?.status().await?;
    Ok(view(status, shell))
}

/// The engine's status with what only the shell knows.
pub(crate) fn view(status: DeskStatus, shell: &Shell) -> AppStatus {
    AppStatus {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        tenant: status.tenant,
        connection: status.connection,
        keyring: status.keyring,
        settings: status.settings,
        data_folder: shell.data_dir().display().to_string(),
        left_live: status.left_live,
        journal: status.journal,
        clock_skew_seconds: status.clock_skew_seconds,
        holder: shell.holder().status(),
    }
}
