//! Presets, and their way to and from a file.

use counterfoil_core::{
    desk::Imported,
    offer::view::{PresetPreview, PresetView},
    preset::Preset,
};
use tauri::{AppHandle, Runtime, State};

use crate::{
    files::{self, Kind},
    ipc::{AppError, ImportedView, MovePresetRequest, Nothing, PresetRef},
    state::Shell,
};

#[tauri::command]
pub(crate) async fn list_presets(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Vec<PresetView>, AppError> {
    let Nothing {} = request;
    Ok(shell.desk()?.list_presets().await?)
}

#[tauri::command]
pub(crate) async fn save_preset(
    shell: State<'_, Shell>,
    request: Preset,
) -> Result<PresetView, AppError> {
    Ok(shell.desk()?.save_preset(request).await?)
}

#[tauri::command]
pub(crate) async fn preview_preset(
    shell: State<'_, Shell>,
    request: Preset,
) -> Result<PresetPreview, AppError> {
    Ok(shell.desk()?.preview_preset(&request).await?)
}

#[tauri::command]
pub(crate) async fn delete_preset(
    shell: State<'_, Shell>,
    request: PresetRef,
) -> Result<Vec<PresetView>, AppError> {
    Ok(shell.desk()?.delete_preset(request.id).await?)
}

#[tauri::command]
pub(crate) async fn move_preset(
    shell: State<'_, Shell>,
    request: MovePresetRequest,
) -> Result<Vec<PresetView>, AppError> {
    let desk = shell.desk()?;
    Ok(desk.move_preset(request.id, request.up).await?)
}

#[tauri::command]
pub(crate) async fn export_presets<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<bool, AppError> {
    let Nothing {} = request;
    let bytes = shell.desk()?.export_presets().await?;
    files::save(&app, Kind::Presets, &bytes).await
}

#[tauri::command]
pub(crate) async fn import_presets<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Option<ImportedView>, AppError> {
    let Nothing {} = request;
    let Some(bytes) = files::open(&app, Kind::Presets).await? else {
        return Ok(None);
    };
    let imported = shell.desk()?.import_presets(&bytes).await?;
    Ok(Some(imported.into()))
}

impl From<Imported> for ImportedView {
    fn from(imported: Imported) -> Self {
        Self {
            added: imported.added,
            incomplete: imported.incomplete,
        }
    }
}
