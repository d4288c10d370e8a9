//! What is on the holder window now, and what follows by itself.

use std::time::Duration;

use uuid::Uuid;

use super::{
    frame::{HolderFrame, HolderMessage, HolderPlace, HolderScene},
    shown::HolderWindow,
};
use crate::offer::State;

/// How long the display names itself after a change.
const CARD: Duration = Duration::from_secs(2);
/// How long a happy end stays.
const CLAIMED: Duration = Duration::from_secs(6);
/// How long any other end stays.
const CALM: Duration = Duration::from_secs(20);

/// What is up. Pictures and names are not kept: they went out with the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Up {
    #[default]
    Idle,
    Prepared,
    Card,
    Test,
    Withheld,
    /// An offer, its QR code or what became of it.
    Offer(Uuid, Stage),
}

/// How far the offer on the holder window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Live,
    OneMoment,
    Claimed,
    Ended,
    CheckWallet,
}

impl Stage {
    /// What a holder may know of an offer.
    pub(crate) fn of(state: State, place: HolderPlace) -> Self {
        match state {
            _ if place == HolderPlace::Shown => Self::Live,
            State::Claimed => Self::Claimed,
            State::CancelUnknown | State::Unknown | State::Unreadable => Self::CheckWallet,
            state if state.is_open() => Self::OneMoment,
            _ => Self::Ended,
        }
    }

    fn scene(self) -> HolderScene {
        match self {
            // The picture itself only ever goes out with `Board::show`.
            Self::Live | Self::OneMoment => HolderScene::OneMoment,
            Self::Claimed => HolderScene::Claimed,
            Self::Ended => HolderScene::Ended,
            Self::CheckWallet => HolderScene::CheckWallet,
        }
    }

    fn lasts(self) -> Option<Duration> {
        match self {
            Self::Live | Self::OneMoment => None,
            Self::Claimed => Some(CLAIMED),
            Self::Ended | Self::CheckWallet => Some(CALM),
        }
    }
}

/// The holder window as the engine knows it.
#[derive(Default)]
pub(crate) struct Board {
    pub(crate) window: Option<HolderWindow>,
    pub(crate) up: Up,
    pub(crate) language: String,
    pub(crate) workplace: String,
    pub(crate) practice: bool,
    /// Two displays show the same picture: no face may be up anywhere.
    pub(crate) mirrored: bool,
    /// "Hard to scan?" pressed so many times for the live offer.
    pub(crate) effort: u8,
    /// Counts changes, so that a timer of an earlier one does nothing.
    turn: u64,
}

/// Something to say to the page, and when it goes back to idle by itself.
pub(crate) struct News {
    pub(crate) message: HolderMessage,
    pub(crate) then_idle: Option<(u64, Duration)>,
}

impl Board {
    /// Puts something up.
    pub(crate) fn show(&mut self, up: Up, scene: HolderScene) -> Option<News> {
        self.window.as_ref()?;
        self.up = up;
        self.turn += 1;
        let lasts = match up {
            Up::Card => Some(CARD),
            Up::Offer(_, stage) => stage.lasts(),
            Up::Idle | Up::Prepared | Up::Test | Up::Withheld => None,
        };
        Some(News {
            message: HolderMessage::Show {
                frame: HolderFrame {
                    scene,
                    language: self.language.clone(),
                    workplace: self.workplace.clone(),
                    practice: self.practice,
                },
            },
            then_idle: lasts.map(|lasts| (self.turn, lasts)),
        })
    }

    /// The offer on the board is now like this; nothing to say when it was before.
    pub(crate) fn offer_is(&mut self, stage: Stage) -> Option<News> {
        match self.up {
            Up::Offer(intent, before) if before != stage => {
                self.show(Up::Offer(intent, stage), stage.scene())
            }
            _ => None,
        }
    }

    /// A timer ran out: idle, unless something else came up since.
    pub(crate) fn settle(&mut self, turn: u64) -> Option<News> {
        if self.turn == turn {
            self.show(Up::Idle, HolderScene::Idle)
        } else {
            None
        }
    }

    /// The offer whose QR code is up.
    pub(crate) fn live(&self) -> Option<Uuid> {
        match self.up {
            Up::Offer(intent, Stage::Live) => Some(intent),
            _ => None,
        }
    }
}
