//! The use cases of the holder window.

use std::time::Duration;

use url::Url;
use uuid::Uuid;

use super::{
    CodeAsked, Display, HolderMessage, HolderPlace, HolderScene, HolderShow, PrepareHolderRequest,
    SavedDisplays, ScanSize,
    board::{Board, News, Stage, Up},
};
use crate::{
    desk::{Desk, DeskError},
    offer::view::{DisplayRequest, Face, OfferView, QrView},
    qr::{self, Level},
    tenant::PRACTICE_ID,
};

/// A URI of ordinary length that leads nowhere, for the test scan. As many bytes as an offer of one
/// credential with a transaction code (R30).
const TEST_BYTES: usize = 543;
const TEST_TEXT: &str = "openid-credential-offer://?credential_offer=counterfoil-test-scan-";

/// The display that the holder window fills.
#[derive(Clone, Debug, PartialEq)]
pub struct HolderWindow {
    /// The display.
    pub display: Display,
    /// Its number as staff see it, from 1.
    pub screen: u32,
    /// What the test scan found for it.
    pub size: ScanSize,
}

impl Desk {
    /// The holder window is there, or on another display: it names itself for two seconds.
    ///
    /// A QR code that was up is not brought along: the room is another, and staff decide (R45).
    ///
    /// # Errors
    ///
    /// When the workplace cannot be read.
    pub async fn open_holder(&self, window: HolderWindow) -> Result<(), DeskError> {
        self.hide_from_holder(HolderPlace::Hidden);
        let (name, practice) = self.holder_workplace().await?;
        let screen = window.screen;
        self.on_board(|board| {
            board.window = Some(window);
            (board.workplace, board.practice) = (name, practice);
            board.show(Up::Card, HolderScene::Card { screen })
        });
        Ok(())
    }

    /// The holder window is gone. `place` says what staff are told of a QR code that was on it.
    pub fn close_holder(&self, place: HolderPlace) {
        self.on_board(|board| {
            board.window = None;
            board.up = Up::Idle;
            None
        });
        self.hide_from_holder(place);
    }

    /// Two displays show the same picture, or no longer do (R48).
    pub fn set_mirrored(&self, mirrored: bool) {
        self.board().mirrored = mirrored;
        if mirrored {
            self.close_holder(HolderPlace::Mirrored);
            return;
        }
        let intents = self
            .tickets()
            .replace_place(HolderPlace::Mirrored, HolderPlace::Hidden);
        for intent in intents {
            self.tell(intent);
        }
    }

    /// Whether a QR code is on the holder window now.
    pub fn holder_is_live(&self) -> bool {
        self.board().live().is_some()
    }

    /// Takes the QR code off the holder window because its page no longer answers (R44).
    pub fn holder_went_silent(&self) {
        self.hide_from_holder(HolderPlace::Hidden);
    }

    /// The displays this computer has met. Unreadable ones are forgotten: they are asked for again.
    pub async fn load_displays(&self) -> SavedDisplays {
        let saved = self.journal().load_holder_displays().await.ok().flatten();
        saved
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Remembers the displays.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn save_displays(&self, displays: &SavedDisplays) -> Result<(), DeskError> {
        let bytes = serde_json::to_vec(displays).map_err(|_| DeskError::Internal)?;
        Ok(self.journal().save_holder_displays(bytes).await?)
    }

    /// Prepares the holder window before there is an offer. A live QR code stays.
    ///
    /// # Errors
    ///
    /// When the workplace cannot be read.
    pub async fn prepare_holder(&self, request: PrepareHolderRequest) -> Result<(), DeskError> {
        let (name, practice) = self.holder_workplace().await?;
        let scene = match request.show {
            HolderShow::Idle => HolderScene::Idle,
            HolderShow::Review => HolderScene::Review {
                lines: request.lines,
            },
            HolderShow::GetReady => HolderScene::GetReady {
                first_name: request.first_name,
                credentials: request.credentials,
            },
        };
        self.set_holder_language(&request.language);
        self.on_board(|board| {
            (board.workplace, board.practice) = (name, practice);
            if board.live().is_some() {
                return None;
            }
            let up = match scene {
                HolderScene::Idle => Up::Idle,
                _ => Up::Prepared,
            };
            board.show(up, scene)
        });
        Ok(())
    }

    /// The language of the person at the counter.
    pub fn set_holder_language(&self, language: &str) {
        self.on_board(|board| {
            let changed = board.language != language;
            language.clone_into(&mut board.language);
            let message = HolderMessage::Language {
                language: language.to_owned(),
            };
            (changed && board.window.is_some()).then_some(News {
                message,
                then_idle: None,
            })
        });
    }

    /// Shows the QR code of an offer to the holder, and its code face to staff.
    ///
    /// # Errors
    ///
    /// As [`Desk::show_qr`]; [`DeskError::NothingToShow`] without a holder window.
    pub async fn show_on_holder(&self, intent: Uuid) -> Result<OfferView, DeskError> {
        let (window, effort) = {
            let mut board = self.board();
            if board.live() != Some(intent) {
                board.effort = 0;
            }
            let window = board.window.clone().ok_or(DeskError::NothingToShow)?;
            (window, board.effort)
        };
        let host = self.issuer_host(intent).await;
        let blanked = self.blanked();
        let qr = self.draw_for_holder(intent, &window, effort).await?;
        self.not_blanked_since(blanked)?;
        let code = self.code_asked(intent);
        let view = self.turn_with(intent, Face::Code, HolderPlace::Shown)?;
        self.note_later(intent, "on_holder_display");
        self.on_board(|board| {
            let scene = HolderScene::Live {
                qr,
                credentials: view.credentials.clone(),
                code,
                host,
                lifetime_seconds: view.lifetime_seconds,
                left_ms: view.left_ms.unwrap_or_default(),
            };
            board.show(Up::Offer(intent, Stage::Live), scene)
        });
        // It may have ended while the picture was made.
        self.sync_holder();
        self.view_of(intent)
    }

    /// In the size that the test scan found, or the next larger one that the code fits in.
    async fn draw_for_holder(
        &self,
        intent: Uuid,
        window: &HolderWindow,
        effort: u8,
    ) -> Result<QrView, DeskError> {
        let level = (effort > 0).then_some(Level::L);
        for size in window.size.and_larger() {
            let room = window.display.room(size, effort == 2);
            match self.draw(intent, &room, level).await {
                Err(DeskError::QrDoesNotFit) => {}
                drawn => return drawn,
            }
        }
        Err(DeskError::QrDoesNotFit)
    }

    /// "Hard to scan?": from level M to L, then bigger, then as at first (Q3).
    ///
    /// # Errors
    ///
    /// As [`Desk::show_on_holder`].
    pub async fn ease_scan(&self, intent: Uuid) -> Result<OfferView, DeskError> {
        {
            let mut board = self.board();
            if board.live() != Some(intent) {
                return Err(DeskError::NothingToShow);
            }
            board.effort = (board.effort + 1) % 3;
        }
        self.show_on_holder(intent).await
    }

    /// The privacy key: everything leaves the holder's display, QR and code leave the desk (R41).
    pub fn blank_holder(&self) {
        self.blank_all();
        if !self.hide_from_holder(HolderPlace::Hidden) {
            let current = self.tickets().current().map(|ticket| ticket.row.intent_id);
            if let Some(intent) = current {
                self.tickets().blank(intent);
                self.tell(intent);
            }
        }
        self.on_board(|board| match board.up {
            // A welcome hides nothing, and nobody would bring it back after a lock.
            Up::Idle | Up::Card | Up::Offer(_, Stage::OneMoment) => None,
            _ => board.show(Up::Withheld, HolderScene::OneMoment),
        });
    }

    /// A harmless QR code of real density, on the holder window if there is one, else for `room`.
    ///
    /// # Errors
    ///
    /// [`DeskError::OfferLive`] while a QR code is up; [`DeskError::QrDoesNotFit`].
    pub fn test_scan(
        &self,
        size: ScanSize,
        room: Option<DisplayRequest>,
    ) -> Result<Option<QrView>, DeskError> {
        if self.board().live().is_some() {
            return Err(DeskError::OfferLive);
        }
        let on_holder = self.board().window.clone();
        let room_of = |size: ScanSize| match (&on_holder, room) {
            (Some(window), _) => Some(window.display.room(size, false)),
            (None, room) => room.map(|room| size.of(room)),
        };
        let text = mattr_vii::Secret::new(format!("{TEST_TEXT:0<TEST_BYTES$}"));
        let fitted = size
            .and_larger()
            .filter_map(room_of)
            .find_map(|room| qr::fit(&text, &room).ok())
            .ok_or(DeskError::QrDoesNotFit)?;
        let qr = fitted.view();
        if on_holder.is_none() {
            return Ok(Some(qr));
        }
        self.on_board(|board| board.show(Up::Test, HolderScene::Test { qr }));
        Ok(None)
    }

    /// Ends a test scan, and keeps what it found for the display of the holder window.
    pub fn end_test_scan(&self, found: Option<ScanSize>) {
        self.on_board(|board| {
            if let (Some(window), Some(size)) = (board.window.as_mut(), found) {
                window.size = size;
            }
            (board.up == Up::Test)
                .then(|| board.show(Up::Idle, HolderScene::Idle))
                .flatten()
        });
    }

    /// Brings the holder window in line with the tickets. Called after every change of one.
    pub(crate) fn sync_holder(&self) {
        self.on_board(|board| {
            let Up::Offer(intent, _) = board.up else {
                return None;
            };
            let tickets = self.tickets();
            let ticket = tickets.get(intent)?;
            let stage = Stage::of(ticket.row.state, ticket.holder);
            match tickets.current() {
                // "New offer": what becomes of the old one is not the holder's business.
                Some(current) if current.row.intent_id != intent && stage != Stage::Claimed => {
                    board.offer_is(Stage::OneMoment)
                }
                None if stage == Stage::OneMoment => board.show(Up::Idle, HolderScene::Idle),
                _ => board.offer_is(stage),
            }
        });
    }

    /// The second hand of both windows.
    pub(crate) fn tick_holder(&self, intent: Uuid, left_ms: i64) {
        let live = self.board().live() == Some(intent);
        if live {
            self.audience().holder(HolderMessage::Left { left_ms });
        }
    }

    /// Another workplace: its name, and nothing of the person before.
    pub(crate) async fn reset_holder(&self) {
        let Ok((name, practice)) = self.holder_workplace().await else {
            return;
        };
        self.on_board(|board| {
            (board.workplace, board.practice) = (name, practice);
            board.show(Up::Idle, HolderScene::Idle)
        });
    }

    /// Takes a QR code off the holder's display and the code off the desk. False if none was up.
    fn hide_from_holder(&self, place: HolderPlace) -> bool {
        let intents = self.tickets().replace_place(HolderPlace::Shown, place);
        for intent in &intents {
            self.tell(*intent);
        }
        !intents.is_empty()
    }

    fn on_board(&self, change: impl FnOnce(&mut Board) -> Option<News>) {
        let mut board = self.board();
        let Some(news) = change(&mut board) else {
            return;
        };
        // Told under the lock, so that messages leave in the order in which they were decided.
        self.audience().holder(news.message);
        drop(board);
        if let Some((turn, after)) = news.then_idle {
            self.settle_later(turn, after);
        }
    }

    fn settle_later(&self, turn: u64, after: Duration) {
        let desk = self.clone();
        tokio::spawn(async move {
            desk.clock().sleep(after).await;
            desk.on_board(|board| board.settle(turn));
        });
    }

    async fn holder_workplace(&self) -> Result<(String, bool), DeskError> {
        let workplace = self.workplace().await?;
        let settings = &workplace.settings;
        Ok((settings.name.clone(), settings.id == PRACTICE_ID))
    }

    async fn issuer_host(&self, intent: Uuid) -> Option<String> {
        let workplace = self.workplace_of(intent).await.ok()?;
        let issuer = Url::parse(workplace.settings.issuer.as_deref()?).ok()?;
        issuer.host_str().map(str::to_owned)
    }

    fn code_asked(&self, intent: Uuid) -> Option<CodeAsked> {
        let tickets = self.tickets();
        let code = tickets.get(intent)?.secrets.as_ref()?.code.as_ref()?;
        // EXPOSE: counted only.
        let length = u32::try_from(code.expose().chars().count()).ok()?;
        Some(CodeAsked { length })
    }
}
