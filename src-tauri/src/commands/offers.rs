//! The ticket on the counter and the pending list.

use counterfoil_core::offer::{
    bulk::BulkResult,
    timeline::Timeline,
    view::{CodeView, OfferView, PendingPage, PendingRequest, QrView},
};
use tauri::State;

use crate::{
    ipc::{AppError, BulkRequest, Nothing, OfferRequest, RenewRequest, SawRequest, ShowQrRequest},
    state::Shell,
};

#[tauri::command]
pub(crate) fn current_offer(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Option<OfferView>, AppError> {
    let Nothing {} = request;
    Ok(shell.desk()?.current_offer())
}

#[tauri::command]
pub(crate) async fn show_qr(
    shell: State<'_, Shell>,
    request: ShowQrRequest,
) -> Result<QrView, AppError> {
    let desk = shell.desk()?;
    Ok(desk.show_qr(request.intent_id, request.display).await?)
}

// In the runtime, not on the main thread: the engine sets timers.
#[tauri::command(async)]
pub(crate) fn turn_to_code(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<OfferView, AppError> {
    Ok(shell.desk()?.turn_to_code(request.intent_id)?)
}

#[tauri::command]
pub(crate) async fn show_code(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<CodeView, AppError> {
    Ok(shell.desk()?.show_code(request.intent_id).await?)
}

#[tauri::command]
pub(crate) fn stop_waiting(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<Nothing, AppError> {
    shell.desk()?.stop_waiting(request.intent_id)?;
    Ok(Nothing {})
}

#[tauri::command(async)]
pub(crate) fn hide_faces(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<OfferView, AppError> {
    Ok(shell.desk()?.hide_faces(request.intent_id)?)
}

#[tauri::command]
pub(crate) async fn cancel_offer(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<OfferView, AppError> {
    Ok(shell.desk()?.cancel_offer(request.intent_id).await?)
}

#[tauri::command]
pub(crate) async fn cancel_offers(
    shell: State<'_, Shell>,
    request: BulkRequest,
) -> Result<Vec<BulkResult>, AppError> {
    let listener = shell.listener();
    let desk = shell.desk()?;
    Ok(desk
        .cancel_offers(request.intent_ids, |result| listener.result(result))
        .await)
}

#[tauri::command]
pub(crate) async fn staff_saw(
    shell: State<'_, Shell>,
    request: SawRequest,
) -> Result<OfferView, AppError> {
    let desk = shell.desk()?;
    Ok(desk.staff_saw(request.intent_id, request.saw).await?)
}

#[tauri::command]
pub(crate) async fn offer_timeline(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<Timeline, AppError> {
    Ok(shell.desk()?.offer_timeline(request.intent_id).await?)
}

#[tauri::command]
pub(crate) async fn renew_offer(
    shell: State<'_, Shell>,
    request: RenewRequest,
) -> Result<OfferView, AppError> {
    let desk = shell.desk()?;
    Ok(desk
        .renew_offer(request.intent_id, request.new_intent_id)
        .await?)
}

#[tauri::command(async)]
pub(crate) fn close_offer(
    shell: State<'_, Shell>,
    request: OfferRequest,
) -> Result<Option<OfferView>, AppError> {
    Ok(shell.desk()?.close_offer(request.intent_id))
}

#[tauri::command]
pub(crate) async fn list_pending(
    shell: State<'_, Shell>,
    request: PendingRequest,
) -> Result<PendingPage, AppError> {
    Ok(shell.desk()?.list_pending(request).await?)
}
