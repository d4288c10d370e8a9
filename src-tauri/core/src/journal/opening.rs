//! From a data directory to a journal that may be used.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    JournalError, connection,
    connection::Kind,
    disk::Folder,
    events::{self, NewEvent},
    migration, offers, salvage, settings,
};
use crate::{
    chance::{Chance, new_id},
    clock::{Clock, Moment},
    offer::{KnownBy, State},
};

/// How long `quick_check` may hold up the start (R108).
const CHECK_FOR: Duration = Duration::from_millis(200);

/// A whole check is due again after seven days (R108).
const CHECK_EVERY_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// What was found when the journal was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenReport {
    /// Where a damaged journal was moved. Up to a few open offers may be missing from the new
    /// one; they end by themselves within ten minutes (R108).
    pub moved_aside: Option<PathBuf>,
    /// There was no journal here before.
    pub made_new: bool,
    /// Offers that were open when the program ended without closing the journal.
    pub left_live: u32,
    /// Offers that were being made then and are unknown now.
    pub made_unknown: u32,
    /// Where the journal was copied before its schema changed.
    pub backup: Option<PathBuf>,
    /// A whole check is due: after an unclean end, an unfinished quick check, or a week.
    /// Run [`super::Journal::check_whole`] in the background.
    pub check_due: bool,
}

/// What an open needs from its host.
pub(super) struct Host {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) chance: Arc<dyn Chance>,
    pub(super) boot_id: Uuid,
    pub(super) busy: Duration,
}

/// Two connections and what belongs to them.
pub(super) struct Opened {
    pub(super) writer: Connection,
    pub(super) reader: Connection,
    pub(super) hash_key: Zeroizing<[u8; 32]>,
    pub(super) report: OpenReport,
}

/// Opens the journal below `folder`; moves a damaged one aside, once.
pub(super) fn open(folder: &Folder, host: &Host) -> Result<Opened, JournalError> {
    match refuse_emptied(folder).and_then(|()| prepare(folder, host)) {
        // A row that cannot be read would keep the program from ever starting again.
        Err(JournalError::Damaged | JournalError::BadValue { .. }) => {
            let stamp = host.clock.wall().strftime("%Y%m%dT%H%M%SZ").to_string();
            let moved = folder.move_aside(&stamp)?;
            let mut opened = prepare(folder, host)?;
            salvage::carry_over(&moved.join("journal.sqlite"), &mut opened.writer);
            opened.report.moved_aside = Some(moved);
            Ok(opened)
        }
        other => other,
    }
}

/// To SQLite a file of no bytes is a new database. Beside a reserve it is what is left of a journal.
fn refuse_emptied(folder: &Folder) -> Result<(), JournalError> {
    if folder.is_emptied("journal.sqlite") && folder.has_reserve() {
        return Err(JournalError::Damaged);
    }
    Ok(())
}

fn prepare(folder: &Folder, host: &Host) -> Result<Opened, JournalError> {
    let path = folder.file("journal.sqlite");
    let mut writer = connection::open_file(&path, host.busy)?;
    let kind = connection::look(&writer, migration::LATEST)?;
    connection::set_pragmas(&writer)?;
    let checked = kind == Kind::Empty || quick_check(&mut writer, &host.clock)?;
    let backup = migrate(&mut writer, &kind, folder)?;
    let hash_key = settings::load_or_make_key(&writer, host.chance.as_ref())?;
    let mut report = recover(&mut writer, host)?;
    report.check_due |= !checked;
    report.backup = backup;
    report.made_new = kind == Kind::Empty;
    Ok(Opened {
        reader: open_reader(&path, host.busy)?,
        writer,
        hash_key,
        report,
    })
}

fn open_reader(path: &Path, busy: Duration) -> Result<Connection, JournalError> {
    let reader = connection::open_file(path, busy)?;
    connection::set_pragmas(&reader)?;
    reader.pragma_update(None, "query_only", true)?;
    Ok(reader)
}

fn migrate(
    writer: &mut Connection,
    kind: &Kind,
    folder: &Folder,
) -> Result<Option<PathBuf>, JournalError> {
    let from = match kind {
        Kind::Empty => 0,
        Kind::Ours(version) => *version,
    };
    let mut backup = None;
    if 0 < from && from < migration::LATEST {
        let target = folder.file(&format!("before-schema-{}.sqlite", migration::LATEST));
        migration::back_up(writer, &target)?;
        backup = Some(target);
    }
    migration::run(writer, from)?;
    Ok(backup)
}

/// `Ok(false)` when it took too long and was broken off.
fn quick_check(writer: &mut Connection, clock: &Arc<dyn Clock>) -> Result<bool, JournalError> {
    let (until, watch) = (clock.boot().saturating_add(CHECK_FOR), clock.clone());
    let late = Arc::new(AtomicBool::new(false));
    let seen = late.clone();
    writer.progress_handler(
        10_000,
        Some(move || {
            let over = watch.boot() > until;
            seen.store(over, Ordering::Relaxed);
            over
        }),
    )?;
    let result = check(writer, "PRAGMA quick_check(1)");
    writer.progress_handler(0, None::<fn() -> bool>)?;
    match result {
        Err(_) if late.load(Ordering::Relaxed) => Ok(false),
        other => other.map(|()| true),
    }
}

/// Runs one of SQLite's checks.
pub(super) fn check(connection: &Connection, pragma: &str) -> Result<(), JournalError> {
    let answer: Result<String, _> = connection.query_row(pragma, [], |row| row.get(0));
    match answer {
        Ok(answer) if answer == "ok" => Ok(()),
        Ok(_) => Err(JournalError::Damaged),
        // A check that trips over the damage itself.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::Unknown) => {
            Err(JournalError::Damaged)
        }
        Err(error) => Err(error.into()),
    }
}

/// What was being made is unknown now; what was open stays open (rules.md, section 7, "restart").
fn recover(writer: &mut Connection, host: &Host) -> Result<OpenReport, JournalError> {
    let now = Moment::now(host.clock.as_ref());
    let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
    offers::sync_transitions(&transaction)?;
    let clean = settings::load(&transaction, settings::CLOSED)?.is_none_or(|value| value == [1]);
    let open = offers::load_open(&transaction, i64::MAX)?;
    let mut report = OpenReport {
        check_due: !clean || check_is_due(&transaction, now)?,
        ..Default::default()
    };
    for row in &open {
        if row.state.is_open() && !clean {
            report.left_live += 1;
        }
        if matches!(row.state, State::Intended | State::Sent) {
            report.made_unknown += 1;
            let event = NewEvent {
                event_id: new_id(host.clock.as_ref(), host.chance.as_ref()),
                intent_id: row.intent_id,
                kind: State::Unknown.as_str().to_owned(),
                at: now,
                boot_id: host.boot_id,
                known_by: KnownBy::Desk,
                detail: serde_json::json!({}),
            };
            offers::project(&transaction, &events::append(&transaction, event)?, None)?;
        }
    }
    settings::save(&transaction, settings::CLOSED, &[0])?;
    transaction.commit()?;
    Ok(report)
}

fn check_is_due(connection: &Connection, now: Moment) -> Result<bool, JournalError> {
    let Some(saved) = settings::load(connection, settings::CHECKED)? else {
        // A new journal counts as checked.
        settings::save(
            connection,
            settings::CHECKED,
            &now.wall.as_millisecond().to_be_bytes(),
        )?;
        return Ok(false);
    };
    let checked = saved.try_into().map(i64::from_be_bytes).unwrap_or(i64::MAX);
    let age = now.wall.as_millisecond().saturating_sub(checked);
    // A check in the future is no check.
    Ok(!(0..CHECK_EVERY_MS).contains(&age))
}

/// The boot that boot times count in: the kernel's own id on Linux, elsewhere this process,
/// because boot times of other processes cannot be told apart there.
pub(super) fn boot_id(chance: &dyn Chance) -> Uuid {
    let kernel = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok();
    kernel
        .and_then(|text| Uuid::try_parse(text.trim()).ok())
        .unwrap_or_else(|| {
            let mut bytes = [0u8; 16];
            chance.fill(&mut bytes);
            uuid::Builder::from_random_bytes(bytes).into_uuid()
        })
}
