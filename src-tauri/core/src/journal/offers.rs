//! The `offer` table: where every offer stands. Each row can be made again from its events.

use std::{sync::LazyLock, time::Duration};

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Row, Transaction};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{CodeHash, EventRow, Facts, JournalError, columns, events, search};
use crate::{
    clock::Moment,
    offer::{KnownBy, State},
};

/// `due_ms` orders open offers by time left: the tenant's expiry, else issued + lifetime.
/// `state_follows` is filled from `State::may_become` at every start (see [`sync_transitions`]).
pub(super) const MAKE: &str = "
CREATE TABLE offer (
    position           INTEGER PRIMARY KEY AUTOINCREMENT,
    intent_id          TEXT NOT NULL UNIQUE CHECK (length(intent_id) = 36),
    tenant_id          TEXT NOT NULL CHECK (length(tenant_id) = 36),
    reference          TEXT NOT NULL CHECK (length(reference) = 4),
    state              TEXT NOT NULL CHECK (state IN (
                           'intended', 'sent', 'not_created', 'refused', 'unreadable', 'unknown',
                           'quarantined', 'created', 'created_late', 'shown', 'partly_claimed',
                           'claimed', 'expired', 'cancelled', 'cancel_unknown', 'locked', 'closed')),
    known_by           TEXT NOT NULL CHECK (known_by IN ('desk', 'service', 'staff', 'clock')),
    offer_id           TEXT CHECK (length(offer_id) = 36),
    user_id            TEXT CHECK (length(user_id) = 36),
    user_made_by_offer INTEGER NOT NULL DEFAULT 0 CHECK (user_made_by_offer IN (0, 1)),
    configuration_ids  TEXT NOT NULL CHECK (json_valid(configuration_ids)),
    credentials        TEXT NOT NULL CHECK (json_valid(credentials)),
    has_code           INTEGER NOT NULL CHECK (has_code IN (0, 1)),
    lifetime_s         INTEGER NOT NULL CHECK (lifetime_s BETWEEN 1 AND 600),
    issued_ms          INTEGER NOT NULL CHECK (issued_ms >= 0),
    issued_boot_ms     INTEGER NOT NULL CHECK (issued_boot_ms >= 0),
    boot_id            TEXT NOT NULL CHECK (length(boot_id) = 36),
    sent_ms            INTEGER CHECK (sent_ms >= 0),
    expires_ms         INTEGER CHECK (expires_ms >= 0),
    expiry_is_estimate INTEGER NOT NULL DEFAULT 0 CHECK (expiry_is_estimate IN (0, 1)),
    due_ms             INTEGER NOT NULL CHECK (due_ms >= 0),
    deadline_boot_ms   INTEGER CHECK (deadline_boot_ms >= 0),
    deadline_boot_id   TEXT CHECK (length(deadline_boot_id) = 36),
    clock_offset_ms    INTEGER,
    ended_ms           INTEGER CHECK (ended_ms >= 0),
    failed_check       INTEGER CHECK (failed_check BETWEEN 1 AND 20),
    refusal_code       TEXT CHECK (length(refusal_code) <= 64),
    request_id         TEXT CHECK (length(request_id) <= 64),
    code_hash          BLOB CHECK (length(code_hash) = 32),
    claimed_ids        TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(claimed_ids)),
    claimed_configurations TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(claimed_configurations)),
    replaces           TEXT CHECK (length(replaces) = 36),
    desk               TEXT NOT NULL,
    staff              TEXT,
    CHECK ((ended_ms IS NOT NULL) = (state IN ('not_created', 'refused', 'quarantined', 'claimed',
           'expired', 'cancelled', 'locked', 'closed')))
) STRICT;

CREATE UNIQUE INDEX offer_id_once ON offer (tenant_id, offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX offer_by_reference ON offer (reference, issued_ms);
CREATE INDEX offer_by_code ON offer (code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX offer_unfinished ON offer (due_ms, position) WHERE ended_ms IS NULL;
CREATE INDEX offer_ended ON offer (ended_ms, position) WHERE ended_ms IS NOT NULL;

CREATE TABLE state_follows (
    state TEXT NOT NULL,
    next  TEXT NOT NULL,
    PRIMARY KEY (state, next)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER offer_follows_the_rules BEFORE UPDATE OF state ON offer
WHEN OLD.state <> NEW.state
 AND NOT EXISTS (SELECT 1 FROM state_follows WHERE state = OLD.state AND next = NEW.state) BEGIN
    SELECT RAISE(ABORT, 'this state may not follow');
END;
";

/// Lets the state `not_sure` in.
///
/// Only what is checked changes, not what is stored, so the definition is written anew instead of
/// a table of any size (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema
/// Changes").
pub(super) fn allow_not_sure(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    let version: i32 = transaction.pragma_query_value(None, "schema_version", |row| row.get(0))?;
    transaction.pragma_update(None, "writable_schema", true)?;
    let changed = transaction.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, '''locked'', ''closed'')),',
                                                     '''locked'', ''closed'', ''not_sure'')),')
         WHERE type = 'table' AND name = 'offer' AND instr(sql, '''locked'', ''closed'')),') > 0",
        [],
    )?;
    transaction.pragma_update(None, "schema_version", version + 1)?;
    // Read anew by this connection too.
    transaction.pragma_update(None, "writable_schema", "RESET")?;
    if changed == 1 {
        Ok(())
    } else {
        Err(JournalError::BadValue { column: "state" })
    }
}

/// One offer as the journal knows it. No URI, code, claim or name of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferRow {
    /// Its place in this journal; newer is larger.
    pub position: i64,
    /// The press of Issue it came from.
    pub intent_id: Uuid,
    /// The tenant it was made at.
    pub tenant_id: Uuid,
    /// Four characters to say aloud.
    pub reference: String,
    /// Where it stands.
    pub state: State,
    /// How that is known.
    pub known_by: KnownBy,
    /// Its id at the tenant.
    pub offer_id: Option<Uuid>,
    /// The user's id at the tenant.
    pub user_id: Option<Uuid>,
    /// Whether the tenant made that user for this offer.
    pub user_made_by_offer: bool,
    /// Configurations offered, in the order asked.
    pub configuration_ids: Vec<Uuid>,
    /// Their display names, in the same order.
    pub credentials: Vec<String>,
    /// Whether a transaction code belongs to it.
    pub has_code: bool,
    /// Asked lifetime in seconds.
    pub lifetime_s: u32,
    /// When Issue was pressed.
    pub issued: Moment,
    /// The boot that `issued.boot` counts in.
    pub boot_id: Uuid,
    /// When it was handed to the network, wall time.
    pub sent_at: Option<Timestamp>,
    /// When it ends by the tenant's clock.
    pub expires_at: Option<Timestamp>,
    /// Whether that is our own estimate.
    pub expiry_is_estimate: bool,
    /// `expires_at`, else issued + lifetime, in milliseconds: the order of open offers.
    pub(super) due_ms: i64,
    /// When it ends by the boot clock of the boot `deadline_boot_id`.
    pub deadline_boot: Option<Duration>,
    /// Compare with [`super::Journal::boot_id`] before using `deadline_boot`.
    pub deadline_boot_id: Option<Uuid>,
    /// The tenant's clock minus this computer's wall clock, when it was measured.
    pub clock_offset: Option<SignedDuration>,
    /// When it reached its present end, wall time.
    pub ended_at: Option<Timestamp>,
    /// The reply check that failed.
    pub failed_check: Option<u8>,
    /// The tenant's error code.
    pub refusal_code: Option<String>,
    /// The tenant's id of the request.
    pub request_id: Option<String>,
    /// Credentials that are in a wallet.
    pub claimed_credential_ids: Vec<Uuid>,
    /// Their configurations.
    pub claimed_configuration_ids: Vec<Uuid>,
    /// The intent it replaces.
    pub replaces: Option<Uuid>,
    /// The preset it was made from.
    pub preset_id: Option<Uuid>,
    /// The name that preset had then.
    pub preset: Option<String>,
    /// The desk that made it.
    pub desk: String,
    /// Opaque id of the member of staff.
    pub staff: Option<String>,
}

/// Is this an end, which only a late claim can still change?
pub(super) const fn is_end(state: State) -> bool {
    !state.is_open() && !state.is_not_known() && !matches!(state, State::Intended)
}

/// A list of stored state names for `IN (...)`.
pub(super) fn names_of(wanted: fn(State) -> bool) -> String {
    let names = State::ALL.into_iter().filter(|state| wanted(*state));
    let quoted: Vec<_> = names.map(|state| format!("'{}'", state.as_str())).collect();
    quoted.join(", ")
}

/// Makes the trigger's table say what [`State::may_become`] says.
pub(super) fn sync_transitions(connection: &Connection) -> Result<(), JournalError> {
    connection.execute("DELETE FROM state_follows", [])?;
    let mut insert = connection.prepare("INSERT INTO state_follows VALUES (?1, ?2)")?;
    for state in State::ALL {
        for next in State::ALL
            .into_iter()
            .filter(|next| state.may_become(*next))
        {
            insert.execute([state.as_str(), next.as_str()])?;
        }
    }
    Ok(())
}

/// Applies one event to the table. `code_hash` travels beside it, because no event holds it.
pub(super) fn project(
    connection: &Connection,
    event: &EventRow,
    code_hash: Option<CodeHash>,
) -> Result<(), JournalError> {
    let state = State::parse(&event.kind);
    match state {
        Some(State::Intended) => insert(connection, event),
        Some(_) => update(connection, event, state, code_hash),
        None if event.kind == events::LEARNED => update(connection, event, None, code_hash),
        None => Ok(()),
    }
}

fn insert(connection: &Connection, event: &EventRow) -> Result<(), JournalError> {
    connection
        .prepare_cached(
            "INSERT INTO offer (intent_id, tenant_id, reference, state, known_by, user_id,
                 configuration_ids, credentials, has_code, lifetime_s, issued_ms, issued_boot_ms,
                 boot_id, due_ms, replaces, preset_id, preset, desk, staff)
             SELECT :intent, d ->> 'tenant_id', d ->> 'reference', 'intended', :known_by, d ->> 'user_id',
                 d -> 'configuration_ids', d -> 'credentials', d ->> 'has_code', d ->> 'lifetime_s',
                 :wall, :boot, :boot_id, :wall + 1000 * (d ->> 'lifetime_s'),
                 d ->> 'replaces', d ->> 'preset_id', d ->> 'preset', d ->> 'desk', d ->> 'staff'
             FROM (SELECT :detail AS d)",
        )?
        .execute(rusqlite::named_params! {
            ":intent": event.intent_id.to_string(),
            ":known_by": event.known_by.as_str(),
            ":wall": event.at.wall.as_millisecond(),
            ":boot": columns::millis(event.at.boot),
            ":boot_id": event.boot_id.to_string(),
            ":detail": event.detail.to_string(),
        })?;
    search::index(connection, event.intent_id)
}

static UPDATE: &str = "
UPDATE offer SET
    state = coalesce(:state, state),
    known_by = CASE WHEN :state IS NOT NULL THEN :known_by
                    WHEN known_by = 'staff' AND :known_by = 'service' AND :claimed IS NOT NULL THEN 'service'
                    ELSE known_by END,
    ended_ms = CASE WHEN :state IS NULL THEN ended_ms ELSE :ended END,
    sent_ms = coalesce(:sent, sent_ms),
    offer_id = coalesce(:offer_id, offer_id),
    user_id = coalesce(:user_id, user_id),
    user_made_by_offer = coalesce(:user_made, user_made_by_offer),
    expires_ms = coalesce(:expires, expires_ms),
    due_ms = coalesce(:expires, due_ms),
    expiry_is_estimate = coalesce(:estimate, expiry_is_estimate),
    deadline_boot_ms = coalesce(:deadline, deadline_boot_ms),
    deadline_boot_id = CASE WHEN :deadline IS NULL THEN deadline_boot_id ELSE :boot_id END,
    clock_offset_ms = coalesce(:offset, clock_offset_ms),
    failed_check = coalesce(:check, failed_check),
    refusal_code = coalesce(:refusal, refusal_code),
    request_id = coalesce(:request, request_id),
    code_hash = coalesce(:hash, code_hash),
    claimed_ids = coalesce(:claimed, claimed_ids),
    claimed_configurations = coalesce(:claimed_of, claimed_configurations)
WHERE intent_id = :intent";

fn update(
    connection: &Connection,
    event: &EventRow,
    state: Option<State>,
    code_hash: Option<CodeHash>,
) -> Result<(), JournalError> {
    let facts: Facts = serde_json::from_value(event.detail.clone())
        .map_err(|_| JournalError::BadValue { column: "detail" })?;
    let wall = event.at.wall.as_millisecond();
    let list = |ids: Option<Vec<Uuid>>| ids.map(|ids| json!(ids).to_string());
    let changed = connection.prepare_cached(UPDATE)?.execute(rusqlite::named_params! {
        ":intent": event.intent_id.to_string(),
        ":state": state.map(State::as_str),
        ":known_by": event.known_by.as_str(),
        ":ended": state.filter(|state| is_end(*state)).map(|_| wall),
        ":sent": state.filter(|state| *state == State::Sent).map(|_| wall),
        ":offer_id": facts.offer_id.map(|id| id.to_string()),
        ":user_id": facts.user_id.map(|id| id.to_string()),
        ":user_made": facts.user_made_by_offer,
        ":expires": facts.expires_at.map(Timestamp::as_millisecond),
        ":estimate": facts.expiry_is_estimate,
        ":deadline": facts.deadline_boot.map(columns::millis),
        ":boot_id": event.boot_id.to_string(),
        ":offset": facts.clock_offset.map(|offset| i64::try_from(offset.as_millis()).unwrap_or(0)),
        ":check": facts.failed_check,
        ":refusal": facts.refusal_code,
        ":request": facts.request_id,
        ":hash": code_hash.map(|hash| hash.0),
        ":claimed": list(facts.claimed_credential_ids),
        ":claimed_of": list(facts.claimed_configuration_ids),
    })?;
    if changed == 0 {
        return Err(JournalError::UnknownIntent);
    }
    if facts.offer_id.is_some() || facts.user_id.is_some() {
        search::index(connection, event.intent_id)?;
    }
    Ok(())
}

/// The detail of an `intended` event.
pub(super) fn intended_detail(intent: &super::NewIntent, reference: &str) -> Value {
    json!({
        "tenant_id": intent.tenant_id,
        "reference": reference,
        "user_id": intent.user_id,
        "configuration_ids": intent.configuration_ids,
        "credentials": intent.credentials,
        "has_code": intent.has_code,
        "lifetime_s": intent.lifetime_s,
        "replaces": intent.replaces,
        "preset_id": intent.preset.as_ref().map(|(id, _)| id),
        "preset": intent.preset.as_ref().map(|(_, name)| name),
        "desk": intent.desk,
        "staff": intent.staff,
    })
}

/// The row of one intent.
pub(super) fn load(
    connection: &Connection,
    intent: Uuid,
) -> Result<Option<OfferRow>, JournalError> {
    one(
        connection,
        "SELECT * FROM offer WHERE intent_id = ?1",
        &[&intent.to_string()],
    )
}

/// The row of one offer at one tenant.
pub(super) fn load_by_offer_id(
    connection: &Connection,
    tenant: Uuid,
    offer: Uuid,
) -> Result<Option<OfferRow>, JournalError> {
    let sql = "SELECT * FROM offer WHERE tenant_id = ?1 AND offer_id = ?2";
    one(connection, sql, &[&tenant.to_string(), &offer.to_string()])
}

fn one(
    connection: &Connection,
    sql: &str,
    values: &[&dyn rusqlite::ToSql],
) -> Result<Option<OfferRow>, JournalError> {
    connection
        .prepare_cached(sql)?
        .query_and_then(values, read)?
        .next()
        .transpose()
}

/// Everything not finished, and ends since `since_ms` that a late claim can still change (R93).
pub(super) fn load_open(
    connection: &Connection,
    since_ms: i64,
) -> Result<Vec<OfferRow>, JournalError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let claimable = names_of(|state| is_end(state) && state.may_become(State::Claimed));
        format!(
            "SELECT * FROM offer WHERE ended_ms IS NULL
             UNION ALL SELECT * FROM offer WHERE ended_ms >= ?1 AND state IN ({claimable})
             ORDER BY position"
        )
    });
    connection
        .prepare_cached(&SQL)?
        .query_and_then([since_ms], read)?
        .collect()
}

/// Whether an offer with this code was journalled before (R21).
pub(super) fn code_seen(connection: &Connection, hash: CodeHash) -> Result<bool, JournalError> {
    let mut query =
        connection.prepare_cached("SELECT 1 FROM offer WHERE code_hash = ?1 LIMIT 1")?;
    Ok(query.exists([hash.0])?)
}

/// Reads `SELECT * FROM offer`.
pub(super) fn read(row: &Row<'_>) -> Result<OfferRow, JournalError> {
    let (state, known_by): (String, String) = (row.get("state")?, row.get("known_by")?);
    Ok(OfferRow {
        position: row.get("position")?,
        intent_id: columns::uuid(row, "intent_id")?,
        tenant_id: columns::uuid(row, "tenant_id")?,
        reference: row.get("reference")?,
        state: State::parse(&state).ok_or(JournalError::BadValue { column: "state" })?,
        known_by: KnownBy::parse(&known_by).ok_or(JournalError::BadValue { column: "known_by" })?,
        offer_id: columns::maybe_uuid(row, "offer_id")?,
        user_id: columns::maybe_uuid(row, "user_id")?,
        user_made_by_offer: row.get("user_made_by_offer")?,
        configuration_ids: columns::json(row, "configuration_ids")?,
        credentials: columns::json(row, "credentials")?,
        has_code: row.get("has_code")?,
        lifetime_s: row.get("lifetime_s")?,
        issued: Moment {
            wall: columns::time(row, "issued_ms")?.unwrap_or(Timestamp::UNIX_EPOCH),
            boot: columns::duration(row, "issued_boot_ms")?.unwrap_or(Duration::ZERO),
        },
        boot_id: columns::uuid(row, "boot_id")?,
        sent_at: columns::time(row, "sent_ms")?,
        expires_at: columns::time(row, "expires_ms")?,
        expiry_is_estimate: row.get("expiry_is_estimate")?,
        due_ms: row.get("due_ms")?,
        deadline_boot: columns::duration(row, "deadline_boot_ms")?,
        deadline_boot_id: columns::maybe_uuid(row, "deadline_boot_id")?,
        clock_offset: row
            .get::<_, Option<i64>>("clock_offset_ms")?
            .map(SignedDuration::from_millis),
        ended_at: columns::time(row, "ended_ms")?,
        failed_check: row.get("failed_check")?,
        refusal_code: row.get("refusal_code")?,
        request_id: row.get("request_id")?,
        claimed_credential_ids: columns::json(row, "claimed_ids")?,
        claimed_configuration_ids: columns::json(row, "claimed_configurations")?,
        replaces: columns::maybe_uuid(row, "replaces")?,
        preset_id: columns::maybe_uuid(row, "preset_id")?,
        preset: row.get("preset")?,
        desk: row.get("desk")?,
        staff: row.get("staff")?,
    })
}
