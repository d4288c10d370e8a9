//! The Pretend-to-be-the-wallet panel.

use tauri::State;

use crate::{
    ipc::{AppError, PretendReport, PretendRequest},
    state::Shell,
};

#[tauri::command]
pub(crate) async fn pretend(
    shell: State<'_, Shell>,
    request: PretendRequest,
) -> Result<PretendReport, AppError> {
    let desk = shell.desk()?;
    shell
        .practice()?
        .pretend(desk, request.intent_id, request.act)
        .await
}
