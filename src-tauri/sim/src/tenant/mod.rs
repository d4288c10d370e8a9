//! A tenant in memory: what it holds is the truth that the desk's journal is compared with.
//!
//! It answers as the practice tenant does and is documented to; faults are the network's business.

mod answers;
mod wallet;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::dice::Dice;

pub(crate) use answers::{Answer, Asked, Op, mark_of};

/// A wallet's token outlives the offer by this much (R93).
pub(crate) const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);

/// What an offer has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Live,
    Claimed,
    Deleted,
}

/// One offer, as the service keeps it.
pub(crate) struct Offer {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    /// The offer brought its user along.
    pub(crate) made_user: bool,
    pub(crate) configurations: Vec<Uuid>,
    /// The code in the link, and the link: neither may be found on disk.
    pub(crate) code: String,
    pub(crate) uri: String,
    pub(crate) transaction_code: Option<String>,
    pub(crate) expires: Timestamp,
    pub(crate) fate: Fate,
    /// Until when a wallet that started can finish.
    pub(crate) token_until: Option<Timestamp>,
    pub(crate) claimed: BTreeSet<Uuid>,
}

impl Offer {
    /// Six digits of a transaction code would be found by chance in the bytes of a database, so
    /// they are looked for as text between quotes only.
    fn secrets(&self) -> Vec<String> {
        let mut all = vec![
            self.code.clone(),
            self.uri.chars().skip(60).take(60).collect(),
        ];
        all.extend(
            self.transaction_code
                .as_ref()
                .map(|code| format!("\"{code}\"")),
        );
        all
    }
}

struct Issued {
    id: Uuid,
    user_id: Uuid,
    offer_id: Uuid,
    configuration_id: Uuid,
    at: Timestamp,
}

/// How this tenant behaves where the documents leave it open.
struct Ways {
    delete_of_claimed: u16,
    delete_stops_wallet: bool,
    omits_offer_id: bool,
    lag: Duration,
    code_as_number: bool,
    expires_at: u64,
}

/// The tenant.
pub(crate) struct Tenant {
    dice: Dice,
    issuer: String,
    ways: Ways,
    users: BTreeMap<Uuid, Map<String, Value>>,
    offers: Vec<Offer>,
    issued: Vec<Issued>,
    tokens: BTreeSet<String>,
}

/// The pass with one required field.
pub(crate) const VISITOR: Uuid = Uuid::from_u128(0xa1);
/// The pass with three.
pub(crate) const STAFF: Uuid = Uuid::from_u128(0xa2);

impl Tenant {
    pub(crate) fn new(dice: Dice, issuer: &str) -> Self {
        let ways = Ways {
            delete_of_claimed: if dice.percent(50) { 404 } else { 204 },
            delete_stops_wallet: dice.percent(50),
            omits_offer_id: dice.percent(20),
            lag: Duration::from_secs(dice.below(8)),
            code_as_number: dice.percent(30),
            expires_at: dice.below(3),
        };
        let mut tenant = Self {
            dice,
            issuer: issuer.to_owned(),
            ways,
            users: BTreeMap::new(),
            offers: Vec::new(),
            issued: Vec::new(),
            tokens: BTreeSet::new(),
        };
        for number in 0..3 {
            tenant.add_user(&format!("10{number}"));
        }
        tenant
    }

    fn add_user(&mut self, number: &str) -> Uuid {
        let id = self.dice.uuid();
        let claims = Map::from_iter([("externalUserId".to_owned(), number.into())]);
        self.users.insert(id, claims);
        id
    }

    /// Everyone it knows, oldest id first.
    pub(crate) fn users(&self) -> Vec<Uuid> {
        self.users.keys().copied().collect()
    }

    pub(crate) fn offers(&self) -> &[Offer] {
        &self.offers
    }

    pub(crate) fn offer(&self, id: Uuid) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.id == id)
    }

    fn offer_mut(&mut self, id: Uuid) -> Option<&mut Offer> {
        self.offers.iter_mut().find(|offer| offer.id == id)
    }

    /// Could nobody tell from its answers that this offer was claimed?
    pub(crate) fn cannot_tell(&self, offer: &Offer) -> bool {
        self.ways.omits_offer_id && !offer.made_user
    }

    /// Every token is refused from now on.
    pub(crate) fn revoke_tokens(&mut self) {
        self.tokens.clear();
    }

    /// What nobody may find on the disk, of all offers and tokens.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let mut all: Vec<String> = self.tokens.iter().cloned().collect();
        all.extend(self.offers.iter().flat_map(Offer::secrets));
        all
    }

    /// The same of the newest offer and token.
    pub(crate) fn newest_secrets(&self) -> Vec<String> {
        let offer = self.offers.last().into_iter().flat_map(Offer::secrets);
        offer.chain(self.tokens.last().cloned()).collect()
    }
}
