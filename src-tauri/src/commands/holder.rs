//! The holder's display.

use counterfoil_core::{
    holder::PrepareHolderRequest,
    offer::view::{OfferView, QrView},
};
use tauri::{AppHandle, Runtime, State};

use crate::{
    commands::frame::status,
    holder,
    ipc::{
        AppError, AppStatus, ChooseDisplayRequest, DisplayView, EndTestScanRequest,
        HolderLanguageRequest, Nothing, OfferRequest, TestScanRequest,
    },
    state::Shell,
};

#[tauri::command]
pub(crate) async fn list_displays<R: Runtime>(
    app: AppHandle<R>,
    request: Nothing,
) -> Result<Vec<DisplayView>, AppError> {
    let Nothing {} = request;
    holder::list(&app).await
}

#[tauri::command]
pub(crate) async fn choose_display<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: ChooseDisplayRequest,
) -> Result<AppStatus, AppError> {
    holder::choose(&app, request.id.as_deref()).await?;
    status(&shell).await
}

#[tauri::command]
pub(crate) async fn toggle_holder<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<AppStatus, AppError> {
    let Nothing {} = request;
    holder::toggle(&app).await?;
    status(&shell).await
}

#[tauri::command]
pub(crate) async fn prepare_holder(
    shell: State<'_, Shell>,
    request: PrepareHolderRequest,
) -> Result<Nothing, AppError> {
    shell.desk()?.prepare_holder(request).await?;
    Ok(Nothing {})
}

#[tauri::command(async)]
pub(crate) fn set_holder_language(
    shell: State<'_, Shell>,
    request: HolderLanguageRequest,
) -> Result<Nothing, AppError> {
    shell.desk()?.set_holder_language(&request.language);
    Ok(Nothing {})
}

#[tauri::command]
pub(crate) async fn show_on_holder(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<OfferView, AppError> {
    Ok(shell.desk()?.show_on_holder(request.intent_id).await?)
}

#[tauri::command]
pub(crate) async fn ease_scan(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<OfferView, AppError> {
    Ok(shell.desk()?.ease_scan(request.intent_id).await?)
}

#[tauri::command(async)]
pub(crate) fn blank_holder(shell: State<'_, Shell>, request: Nothing) -> Result<Nothing, AppError> {
    shell.desk()?.blank_holder();
    Ok(request)
}

#[tauri::command(async)]
pub(crate) fn test_scan(
    shell: State<'_, Shell>,
    request: TestScanRequest,
) -> Result<Option<QrView>, AppError> {
    Ok(shell.desk()?.test_scan(request.size, request.room)?)
}

#[tauri::command]
pub(crate) async fn end_test_scan<R: Runtime>(
    app: AppHandle<R>,
    request: EndTestScanRequest,
) -> Result<Nothing, AppError> {
    holder::end_test_scan(&app, request.found).await?;
    Ok(Nothing {})
}
