//! The states of an offer and which may follow which (rules.md, section 7).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where an offer stands. Stored in the journal by [`State::as_str`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Written down and synced; nothing has been sent.
    Intended,
    /// Handed to the network; no answer yet.
    Sent,
    /// Provably never reached the service.
    NotCreated,
    /// The service refused it before making anything.
    Refused,
    /// The service said yes in words that could not be read. Treated as unknown.
    Unreadable,
    /// It may or may not exist. Nobody has seen a code from it.
    Unknown,
    /// The reply failed one of the twenty checks; never shown, being deleted.
    Quarantined,
    /// It exists and every check passed; not on a screen yet.
    Created,
    /// The answer arrived after we had stopped waiting; not shown.
    CreatedLate,
    /// Its QR code is or was on a screen.
    Shown,
    /// Some, not all, of its credentials are in a wallet.
    PartlyClaimed,
    /// All its credentials are in a wallet. Beats every other state.
    Claimed,
    /// Its time ran out. A wallet that started in time can still finish.
    Expired,
    /// The service confirmed the deletion.
    Cancelled,
    /// Deletion was asked for and not confirmed.
    CancelUnknown,
    /// Staff saw three wrong transaction codes: the service accepts no more.
    Locked,
    /// An unknown one whose time has passed without a word.
    Closed,
    /// Its time ran out while the service could not be asked, and staff were not sure whether it
    /// arrived. Stays until the service answers or staff settle it.
    NotSure,
}

impl State {
    /// Every state, in the order of the life of an offer.
    pub const ALL: [Self; 18] = [
        Self::Intended,
        Self::Sent,
        Self::NotCreated,
        Self::Refused,
        Self::Unreadable,
        Self::Unknown,
        Self::Quarantined,
        Self::Created,
        Self::CreatedLate,
        Self::Shown,
        Self::PartlyClaimed,
        Self::Claimed,
        Self::Expired,
        Self::Cancelled,
        Self::CancelUnknown,
        Self::Locked,
        Self::Closed,
        Self::NotSure,
    ];

    /// The stored name, the same as on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Intended => "intended",
            Self::Sent => "sent",
            Self::NotCreated => "not_created",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
            Self::Unknown => "unknown",
            Self::Quarantined => "quarantined",
            Self::Created => "created",
            Self::CreatedLate => "created_late",
            Self::Shown => "shown",
            Self::PartlyClaimed => "partly_claimed",
            Self::Claimed => "claimed",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::CancelUnknown => "cancel_unknown",
            Self::Locked => "locked",
            Self::Closed => "closed",
            Self::NotSure => "not_sure",
        }
    }

    /// The state with this stored name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Can a wallet still be redeeming it, as far as we know?
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Created
                | Self::CreatedLate
                | Self::Shown
                | Self::PartlyClaimed
                | Self::CancelUnknown
        )
    }

    /// Did we send something and not learn what became of it?
    pub const fn is_not_known(self) -> bool {
        matches!(
            self,
            Self::Sent | Self::Unknown | Self::Unreadable | Self::CancelUnknown | Self::NotSure
        )
    }

    /// May `next` follow `self`? Claimed may follow every state in which an offer could exist
    /// and nothing may follow claimed (R93).
    pub const fn may_become(self, next: Self) -> bool {
        use State as S;
        match self {
            S::Intended => matches!(next, S::Sent | S::NotCreated | S::Unknown),
            S::Sent => matches!(
                next,
                S::NotCreated
                    | S::Refused
                    | S::Unreadable
                    | S::Unknown
                    | S::Quarantined
                    | S::Created
            ),
            S::Unknown | S::Unreadable => {
                matches!(
                    next,
                    S::CreatedLate
                        | S::Quarantined
                        | S::Closed
                        | S::Claimed
                        | S::Refused
                        | S::NotCreated
                )
            }
            S::Created | S::CreatedLate => matches!(
                next,
                S::Shown
                    | S::PartlyClaimed
                    | S::Claimed
                    | S::Expired
                    | S::Cancelled
                    | S::CancelUnknown
            ),
            S::Shown => matches!(
                next,
                S::PartlyClaimed
                    | S::Claimed
                    | S::Expired
                    | S::Cancelled
                    | S::CancelUnknown
                    | S::Locked
            ),
            S::PartlyClaimed => {
                matches!(
                    next,
                    S::Claimed | S::Expired | S::Cancelled | S::CancelUnknown | S::Locked
                )
            }
            S::CancelUnknown => matches!(
                next,
                S::Cancelled | S::Claimed | S::PartlyClaimed | S::Expired
            ),
            S::Expired => matches!(next, S::Claimed | S::NotSure),
            S::NotSure => matches!(next, S::Claimed | S::Expired),
            S::Cancelled | S::Locked => matches!(next, S::Claimed),
            S::Closed | S::Quarantined => matches!(next, S::Claimed),
            S::NotCreated | S::Refused | S::Claimed => false,
        }
    }
}

/// How a fact about an offer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KnownBy {
    /// This program did it or decided it.
    Desk,
    /// The service said so.
    Service,
    /// A member of staff saw it.
    Staff,
    /// A deadline passed.
    Clock,
}

impl KnownBy {
    /// The stored name, the same as on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Service => "service",
            Self::Staff => "staff",
            Self::Clock => "clock",
        }
    }

    /// The source with this stored name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Desk, Self::Service, Self::Staff, Self::Clock]
            .into_iter()
            .find(|known_by| known_by.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_survives_its_stored_name() {
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
    }

    fn those(holds: impl Fn(State) -> bool) -> Vec<State> {
        State::ALL
            .into_iter()
            .filter(|state| holds(*state))
            .collect()
    }

    #[test]
    fn a_wallet_may_redeem_what_was_made_and_has_not_ended() {
        use State as S;
        let open = [
            S::Created,
            S::CreatedLate,
            S::Shown,
            S::PartlyClaimed,
            S::CancelUnknown,
        ];
        assert_eq!(those(State::is_open), open);
    }

    #[test]
    fn not_known_is_what_was_sent_and_never_answered_for() {
        use State as S;
        let not_known = [
            S::Sent,
            S::Unreadable,
            S::Unknown,
            S::CancelUnknown,
            S::NotSure,
        ];
        assert_eq!(those(State::is_not_known), not_known);
    }

    #[test]
    fn a_source_survives_its_stored_name() {
        for known_by in [
            KnownBy::Desk,
            KnownBy::Service,
            KnownBy::Staff,
            KnownBy::Clock,
        ] {
            assert_eq!(KnownBy::parse(known_by.as_str()), Some(known_by));
        }
        assert_eq!(KnownBy::Staff.as_str(), "staff");
        assert_eq!(KnownBy::parse("nobody"), None);
    }

    #[test]
    fn nothing_follows_claimed_and_nothing_follows_itself() {
        for state in State::ALL {
            assert!(!State::Claimed.may_become(state));
            assert!(!state.may_become(state));
        }
    }

    #[test]
    fn a_late_claim_beats_every_state_in_which_the_offer_could_exist() {
        for state in [
            State::Shown,
            State::Expired,
            State::Cancelled,
            State::CancelUnknown,
            State::Locked,
            State::PartlyClaimed,
            State::Unknown,
            State::NotSure,
        ] {
            assert!(state.may_become(State::Claimed), "{state:?}");
        }
    }
}
