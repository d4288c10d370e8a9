//! Many rows at once, for tests and the bench. Not part of the product.

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;

use super::{Journal, JournalError, reference, search};
use crate::chance::Chance;

/// Names that the rows go through in turn.
const CREDENTIALS: [&str; 6] = [
    "Visitor pass",
    "Site induction",
    "Staff pass",
    "Membership",
    "Mobile driving licence",
    "M\u{101}ori ward pass",
];

/// The preset that a third of the rows were made from.
pub const COMMON_PRESET: Uuid = Uuid::from_u128(0xc0);

/// The preset that one row in 1,009 was made from.
pub const RARE_PRESET: Uuid = Uuid::from_u128(0xa5);

impl Journal {
    /// Adds `rows` finished offers, a minute apart, the last one ended at `until`, and 6 open
    /// ones. Their events are left out. Testing only.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn fill_for_bench(&self, rows: u32, until: Timestamp) -> Result<(), JournalError> {
        let shared = self.shared.clone();
        self.writer
            .run(move |c| fill(c, shared.chance.as_ref(), rows, until))
            .await
    }
}

fn preset_of(row: i64) -> Option<Uuid> {
    match row {
        row if row % 1_009 == 0 => Some(RARE_PRESET),
        row if row % 3 == 0 => Some(COMMON_PRESET),
        _ => None,
    }
}

fn fill(
    connection: &mut Connection,
    chance: &dyn Chance,
    rows: u32,
    until: Timestamp,
) -> Result<(), JournalError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    {
        let mut offer = transaction.prepare(
            "INSERT INTO offer (intent_id, tenant_id, reference, state, known_by, offer_id, user_id,
                 configuration_ids, credentials, has_code, lifetime_s, issued_ms, issued_boot_ms,
                 boot_id, due_ms, ended_ms, desk, preset_id)
             VALUES (?1, ?2, ?3, ?4, 'service', ?5, ?6, '[]', ?7, 1, 300, ?8, 0, ?2, ?8 + 300000, ?9, ?10,
                 ?11)",
        )?;
        let mut text = transaction.prepare("INSERT INTO search_text VALUES (?1, ?2)")?;
        let total = i64::from(rows) + 6;
        for n in 0..total {
            let ended =
                (n < i64::from(rows)).then(|| until.as_millisecond() - (total - n) * 60_000);
            let row = Made::draw(chance, n);
            let issued = until.as_millisecond() - (total - n + 1) * 60_000;
            let state = match (ended, n % 10) {
                (None, _) => "shown",
                (_, 0) => "cancelled",
                (_, 1) => "expired",
                _ => "claimed",
            };
            offer.execute((
                row.ids[0].to_string(),
                Uuid::nil().to_string(),
                &row.reference,
                state,
                row.ids[1].to_string(),
                row.ids[2].to_string(),
                format!("[\"{}\"]", row.credential),
                issued,
                ended,
                &row.desk,
                preset_of(n).map(|id| id.to_string()),
            ))?;
            text.execute((transaction.last_insert_rowid(), row.words()))?;
        }
    }
    search::rebuild(&transaction)?;
    transaction.commit()?;
    Ok(())
}

/// What differs from row to row.
struct Made {
    reference: String,
    credential: &'static str,
    desk: String,
    ids: [Uuid; 3],
}

impl Made {
    fn draw(chance: &dyn Chance, n: i64) -> Self {
        let mut seed = [0u8; 48];
        chance.fill(&mut seed);
        let id = |from: usize| {
            let mut bytes = [0u8; 16];
            bytes.copy_from_slice(&seed[from..from + 16]);
            uuid::Builder::from_random_bytes(bytes).into_uuid()
        };
        let turn = usize::try_from(n).unwrap_or(0);
        Self {
            reference: reference::draw(chance),
            credential: CREDENTIALS[turn % CREDENTIALS.len()],
            desk: format!("Counter {}", n % 4 + 1),
            ids: [id(0), id(16), id(32)],
        }
    }

    fn words(&self) -> String {
        search::join_words(
            [self.reference.as_str(), self.credential, &self.desk],
            [self.ids[1], self.ids[2]],
        )
    }
}
