//! Settings, closing, About, and what may be copied.

use tauri::{AppHandle, Runtime, State};

use super::frame;
use crate::{
    desktop::{quit, report, windows_zoom},
    ipc::{About, AppError, AppStatus, CopyRequest, Nothing, QuitRequest, SettingsRequest},
    state::Shell,
};

#[tauri::command]
pub(crate) async fn save_settings<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: SettingsRequest,
) -> Result<AppStatus, AppError> {
    let desk = shell.desk()?;
    let saved = desk.save_settings(request.0).await?;
    windows_zoom(&app, saved.zoom);
    Ok(frame::view(desk.status().await?, &shell))
}

#[tauri::command]
pub(crate) fn close_window<R: Runtime>(app: AppHandle<R>, request: Nothing) -> Nothing {
    quit::close_staff(&app);
    request
}

#[tauri::command]
pub(crate) async fn answer_quit<R: Runtime>(
    app: AppHandle<R>,
    request: QuitRequest,
) -> Result<Nothing, AppError> {
    quit::answered(&app, request.answer).await?;
    Ok(Nothing {})
}

#[tauri::command]
pub(crate) async fn about(shell: State<'_, Shell>, request: Nothing) -> Result<About, AppError> {
    let Nothing {} = request;
    Ok(report::about(shell.desk()?, shell.data_dir()).await?)
}

#[tauri::command]
pub(crate) async fn copy_text(
    shell: State<'_, Shell>,
    request: CopyRequest,
) -> Result<Nothing, AppError> {
    let text = report::text(&shell, request).await?;
    report::copy(text).await?;
    Ok(Nothing {})
}
