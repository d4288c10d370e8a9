//! What the shell owns for as long as it runs. Made once, in `setup`.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use counterfoil_core::{
    chance::SystemChance,
    clock::SystemClock,
    desk::{Audience, Desk, DeskError, DeskOptions, Ports},
    session::{KeyringOrMemory, KeyringStore},
};

use crate::{
    cli::Cli,
    events::ProgressListener,
    holder::HolderDisplay,
    ipc::{AppError, Code},
    practice::PracticeTenant,
};

/// The desk, or why there is none. The window opens either way, so that the reason can be read.
pub(crate) struct Shell {
    desk: Result<Desk, AppError>,
    practice: Option<PracticeTenant>,
    listener: Arc<dyn ProgressListener>,
    data_dir: PathBuf,
    holder: HolderDisplay,
    report_start: Mutex<Option<PathBuf>>,
}

impl Shell {
    /// Starts the practice tenant and opens the desk.
    pub(crate) async fn start<W>(cli: Cli, data_dir: PathBuf, window: W) -> Self
    where
        W: Audience + ProgressListener + 'static,
    {
        let window = Arc::new(window);
        let practice = PracticeTenant::start().await.ok();
        let desk = open(&cli, data_dir.clone(), practice.as_ref(), window.clone()).await;
        if let Err(error) = &desk {
            tracing::error!(code = ?error.code, "the desk did not open");
        }
        Self {
            desk,
            practice,
            listener: window,
            data_dir,
            holder: HolderDisplay::default(),
            report_start: Mutex::new(cli.report_start),
        }
    }

    /// The desk.
    ///
    /// # Errors
    ///
    /// Why it did not open.
    pub(crate) fn desk(&self) -> Result<&Desk, AppError> {
        self.desk.as_ref().map_err(Clone::clone)
    }

    /// Ends the journal in order before the program ends.
    pub(crate) async fn close(&self) {
        if let Ok(desk) = &self.desk {
            desk.close().await;
        }
    }

    /// The embedded practice tenant.
    ///
    /// # Errors
    ///
    /// When it could not be started.
    pub(crate) fn practice(&self) -> Result<&PracticeTenant, AppError> {
        self.practice
            .as_ref()
            .ok_or_else(|| AppError::plain(Code::PracticeOnly))
    }

    /// The holder's display.
    pub(crate) fn holder(&self) -> &HolderDisplay {
        &self.holder
    }

    /// Who hears of what is under way.
    pub(crate) fn listener(&self) -> &dyn ProgressListener {
        &*self.listener
    }

    /// Where journal and logs are.
    pub(crate) fn data_dir(&self) -> &std::path::Path {
        &self.data_dir
    }

    /// Leaves the start mark that was asked for on the command line, once.
    pub(crate) fn mark_started(&self) {
        let mark = self
            .report_start
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(error) = mark.and_then(|file| std::fs::write(file, b"").err()) {
            tracing::warn!(kind = ?error.kind(), "start mark not written");
        }
    }
}

async fn open(
    cli: &Cli,
    data_dir: PathBuf,
    practice: Option<&PracticeTenant>,
    audience: Arc<dyn Audience>,
) -> Result<Desk, AppError> {
    let practice = practice
        .and_then(PracticeTenant::connection)
        .ok_or_else(|| AppError::plain(Code::Internal))?;
    let desk = Desk::open(
        DeskOptions {
            data_dir,
            name: cli.desk.clone(),
            first_run: !cli.skip_first_run && !cli.practice && cli.tenant.is_none(),
            practice,
        },
        Ports {
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance),
            secrets: Arc::new(KeyringOrMemory::new(KeyringStore::new(Arc::new(
                SystemClock,
            )))),
            audience,
        },
    )
    .await?;
    choose_tenant(&desk, cli).await?;
    desk.forget_in_time();
    Ok(desk)
}

async fn choose_tenant(desk: &Desk, cli: &Cli) -> Result<(), DeskError> {
    if cli.practice {
        return desk
            .switch_tenant(counterfoil_core::tenant::PRACTICE_ID)
            .await;
    }
    let Some(name) = &cli.tenant else {
        return Ok(());
    };
    let tenants = desk.list_tenants().await?;
    let wanted = tenants
        .iter()
        .find(|tenant| tenant.name.eq_ignore_ascii_case(name))
        .ok_or(DeskError::NotFound)?;
    desk.switch_tenant(wanted.id).await
}
