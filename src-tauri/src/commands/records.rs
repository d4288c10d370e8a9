//! The log of what happened, and lists as files and on paper.

use counterfoil_core::{
    activity::{ActivityPage, ActivityRequest},
    desk::{ExportActivityRequest, ExportOffersRequest},
    export::Exported,
};
use tauri::{AppHandle, Runtime, State, WebviewWindow};

use crate::{
    files::{self, Kind},
    ipc::{AppError, Code, Nothing, PrintRequest},
    state::Shell,
};

#[tauri::command]
pub(crate) async fn list_activity(
    shell: State<'_, Shell>,
    request: ActivityRequest,
) -> Result<ActivityPage, AppError> {
    Ok(shell.desk()?.list_activity(request).await?)
}

#[tauri::command]
pub(crate) async fn export_offers<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: ExportOffersRequest,
) -> Result<Option<Exported>, AppError> {
    let desk = shell.desk()?;
    let kind = Kind::Offers(request.format, desk.is_practising().await?);
    let Some(mut file) = files::create(&app, kind).await? else {
        return Ok(None);
    };
    let done = desk.export_offers(request, &mut file).await?;
    file.keep().map(|()| Some(done))
}

#[tauri::command]
pub(crate) async fn export_activity<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    request: ExportActivityRequest,
) -> Result<Option<Exported>, AppError> {
    let desk = shell.desk()?;
    let kind = Kind::Activity(request.format, desk.is_practising().await?);
    let Some(mut file) = files::create(&app, kind).await? else {
        return Ok(None);
    };
    let done = desk.export_activity(request, &mut file).await?;
    file.keep().map(|()| Some(done))
}

#[tauri::command]
pub(crate) async fn print_sheet<R: Runtime>(
    window: WebviewWindow<R>,
    shell: State<'_, Shell>,
    request: PrintRequest,
) -> Result<Nothing, AppError> {
    shell.desk()?.printed(request.receipt_of).await;
    window.print().map_err(|_| AppError::plain(Code::File))?;
    Ok(Nothing {})
}
