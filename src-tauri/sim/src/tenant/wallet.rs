//! The wallet's side of the tenant.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Fate, Issued, TOKEN_LIFE, Tenant};

impl Tenant {
    /// A wallet redeems the code: from now on it can take what was offered, even a little later.
    pub(crate) fn wallet_starts(&mut self, id: Uuid, now: Timestamp) -> bool {
        let Some(offer) = self.offer_mut(id) else {
            return false;
        };
        let may = offer.fate == Fate::Live && offer.expires > now && offer.token_until.is_none();
        if may {
            offer.token_until = now.checked_add(TOKEN_LIFE).ok();
        }
        may
    }

    /// A wallet that started takes one credential, or all of them.
    pub(crate) fn wallet_takes(&mut self, id: Uuid, all: bool, now: Timestamp) -> usize {
        let stops = self.ways.delete_stops_wallet;
        let Some(offer) = self.offer_mut(id) else {
            return 0;
        };
        let stopped = offer.fate == Fate::Deleted && stops;
        if stopped || offer.token_until.is_none_or(|until| until <= now) {
            return 0;
        }
        let wanted: Vec<Uuid> = offer
            .configurations
            .iter()
            .filter(|one| !offer.claimed.contains(one))
            .copied()
            .take(if all { usize::MAX } else { 1 })
            .collect();
        offer.claimed.extend(&wanted);
        if offer.claimed.len() == offer.configurations.len() && offer.fate == Fate::Live {
            offer.fate = Fate::Claimed;
        }
        let (user_id, offer_id) = (offer.user_id, offer.id);
        for configuration_id in &wanted {
            let id = self.dice.uuid();
            self.issued.push(Issued {
                id,
                user_id,
                offer_id,
                configuration_id: *configuration_id,
                at: now,
            });
        }
        wanted.len()
    }
}
