//! The Workplaces screen: saved tenants, secrets, the connection check, switching.

use counterfoil_core::session::view::{CheckResult, TenantRequest, TenantView};
use mattr_vii::Secret;
use tauri::State;

use super::frame;
use crate::{
    ipc::{AppError, AppStatus, Nothing, SecretRequest, TenantRef},
    state::Shell,
};

#[tauri::command]
pub(crate) async fn list_tenants(
    shell: State<'_, Shell>,
    request: Nothing,
) -> Result<Vec<TenantView>, AppError> {
    let Nothing {} = request;
    Ok(shell.desk()?.list_tenants().await?)
}

#[tauri::command]
pub(crate) async fn save_tenant(
    shell: State<'_, Shell>,
    request: TenantRequest,
) -> Result<TenantView, AppError> {
    Ok(shell.desk()?.save_tenant(request).await?)
}

#[tauri::command]
pub(crate) async fn check_connection(
    shell: State<'_, Shell>,
    request: TenantRef,
) -> Result<Vec<CheckResult>, AppError> {
    let listener = shell.listener();
    let desk = shell.desk()?;
    Ok(desk
        .check_connection(request.id, |step| listener.step(step))
        .await?)
}

#[tauri::command]
pub(crate) async fn switch_tenant(
    shell: State<'_, Shell>,
    request: TenantRef,
) -> Result<AppStatus, AppError> {
    let desk = shell.desk()?;
    desk.switch_tenant(request.id).await?;
    Ok(frame::view(desk.status().await?, &shell))
}

#[tauri::command]
pub(crate) async fn remove_tenant(
    shell: State<'_, Shell>,
    request: TenantRef,
) -> Result<Vec<TenantView>, AppError> {
    Ok(shell.desk()?.remove_tenant(request.id).await?)
}

#[tauri::command]
pub(crate) async fn enter_secret(
    shell: State<'_, Shell>,
    request: SecretRequest,
) -> Result<TenantView, AppError> {
    let secret = Secret::new(request.client_secret);
    Ok(shell.desk()?.enter_secret(request.id, secret).await?)
}
