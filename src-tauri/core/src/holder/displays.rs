//! Which of the displays faces the holder, and what is remembered of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::offer::view::DisplayRequest;

/// Most of the display's height and width that the QR code may take, in percent (Q5).
const ROOM: (u32, u32) = (88, 52);

/// The same after "Hard to scan?" asked for more.
const MORE_ROOM: (u32, u32) = (96, 60);

/// One display as the system describes it. Device pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Display {
    /// What the system calls it; empty when it has no name.
    pub name: String,
    /// Left edge on the desktop.
    pub x: i32,
    /// Top edge on the desktop.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Device pixels for each CSS pixel.
    pub scale: f64,
}

/// What a display is known by next time: systems renumber them, so name, size and place together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisplayKey {
    name: String,
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

/// How much of its room a QR code takes: the smallest size that was read from where people stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScanSize {
    /// Half of the room.
    Small,
    /// Three quarters.
    Medium,
    /// All of it; also before any test.
    #[default]
    Large,
}

impl ScanSize {
    const fn percent(self) -> u32 {
        match self {
            Self::Small => 50,
            Self::Medium => 75,
            Self::Large => 100,
        }
    }

    /// This size and the larger ones: a code that does not fit is enlarged before it is refused (R33).
    pub(super) fn and_larger(self) -> impl Iterator<Item = Self> {
        [Self::Small, Self::Medium, Self::Large]
            .into_iter()
            .skip_while(move |size| *size != self)
    }

    /// This much of a room.
    pub fn of(self, room: DisplayRequest) -> DisplayRequest {
        DisplayRequest {
            side_px: share(room.side_px, self.percent()),
            ..room
        }
    }
}

impl Display {
    /// What to remember it by.
    pub fn key(&self) -> DisplayKey {
        DisplayKey {
            name: self.name.clone(),
            x: self.x,
            y: self.y,
            width: self.width,
            height: self.height,
        }
    }

    /// The square a QR code may fill; all there is when `bigger` was asked for.
    pub fn room(&self, size: ScanSize, bigger: bool) -> DisplayRequest {
        let (high, wide) = if bigger { MORE_ROOM } else { ROOM };
        let room = DisplayRequest {
            side_px: share(self.height, high).min(share(self.width, wide)),
            scale: self.scale,
        };
        if bigger { room } else { size.of(room) }
    }
}

fn share(length: u32, percent: u32) -> u32 {
    u32::try_from(u64::from(length) * u64::from(percent) / 100).unwrap_or(length)
}

/// Do two displays show the same part of the desktop (R48)?
pub fn are_mirrored(displays: &[Display]) -> bool {
    displays.iter().enumerate().any(|(index, one)| {
        displays[index + 1..]
            .iter()
            .any(|other| (one.x, one.y) == (other.x, other.y))
    })
}

impl DisplayKey {
    /// The one display that can only be this one at another place. Of two alike, or of a single
    /// display that is left, nobody knows which it is.
    fn moved(&self, displays: &[Display]) -> Option<usize> {
        let alike = |one: &Display| {
            (&one.name, one.width, one.height) == (&self.name, self.width, self.height)
        };
        let mut found = (0..displays.len()).filter(|index| alike(&displays[*index]));
        let index = found.next()?;
        let certain = !self.name.is_empty() && displays.len() > 1 && found.next().is_none();
        certain.then_some(index)
    }
}

/// The displays this computer has met, and which of them faces the holder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedDisplays {
    chosen: Option<DisplayKey>,
    /// Whether the holder window was on.
    pub on: bool,
    sizes: Vec<(DisplayKey, ScanSize)>,
}

impl SavedDisplays {
    /// Which of these displays faces the holder: the same key, else the same name and size at
    /// another place. A display that merely exists is never guessed to be it.
    pub fn find(&self, displays: &[Display]) -> Option<usize> {
        let chosen = self.chosen.as_ref()?;
        let exact = displays.iter().position(|one| one.key() == *chosen);
        exact.or_else(|| chosen.moved(displays))
    }

    /// Remembers the choice; `None` is "I have one screen".
    pub fn choose(&mut self, display: Option<&Display>) {
        self.chosen = display.map(Display::key);
        self.on = display.is_some();
    }

    /// What the test scan found for a display.
    pub fn size_of(&self, display: &Display) -> ScanSize {
        let key = display.key();
        let known = self.sizes.iter().find(|(known, _)| *known == key);
        known.map(|(_, size)| *size).unwrap_or_default()
    }

    /// Remembers what a test scan found (R34).
    pub fn keep_size(&mut self, display: &Display, size: ScanSize) {
        let key = display.key();
        self.sizes.retain(|(known, _)| *known != key);
        self.sizes.push((key, size));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn display(name: &str, x: i32, width: u32) -> Display {
        Display {
            name: name.to_owned(),
            x,
            y: 0,
            width,
            height: 800,
            scale: 1.0,
        }
    }

    #[test]
    fn the_chosen_display_is_found_again_when_the_system_renumbers_or_moves_it() {
        let (left, right) = (display("L", 0, 1280), display("R", 1280, 1280));
        let mut saved = SavedDisplays::default();
        saved.choose(Some(&right));
        assert_eq!(saved.find(&[left.clone(), right.clone()]), Some(1));
        assert_eq!(saved.find(&[right.clone(), left.clone()]), Some(0));
        let moved = display("R", -1280, 1280);
        assert_eq!(saved.find(&[left, moved]), Some(1));
    }

    #[test]
    fn another_display_in_its_place_is_not_taken_for_it() {
        let mut saved = SavedDisplays::default();
        assert_eq!(saved.find(&[display("L", 0, 1280)]), None);
        saved.choose(Some(&display("R", 1280, 1280)));
        assert_eq!(saved.find(&[display("L", 0, 1280)]), None);
        assert_eq!(saved.find(&[display("R", 0, 1920)]), None);
        saved.choose(Some(&display("", 1280, 1280)));
        assert_eq!(
            saved.find(&[display("", 0, 1280), display("L", 1280, 1280)]),
            None
        );
        // Two of one model, and the one that faced the holder is unplugged.
        saved.choose(Some(&display("DELL", 1280, 1280)));
        assert_eq!(saved.find(&[display("DELL", 0, 1280)]), None);
    }

    #[test]
    fn two_displays_with_one_origin_are_mirrored() {
        let left = display("L", 0, 1280);
        assert!(are_mirrored(&[left.clone(), display("R", 0, 1280)]));
        assert!(!are_mirrored(&[left.clone(), display("R", 1280, 1280)]));
        assert!(!are_mirrored(&[left]));
    }

    #[test]
    fn the_room_is_the_smaller_of_88_percent_of_the_height_and_52_of_the_width() {
        let wide = display("L", 0, 1280);
        assert_eq!(wide.room(ScanSize::Large, false).side_px, 665);
        assert_eq!(wide.room(ScanSize::Medium, false).side_px, 498);
        assert_eq!(wide.room(ScanSize::Small, true).side_px, 768);
        let wider = display("L", 0, 2560);
        assert_eq!(wider.room(ScanSize::Large, false).side_px, 704);
    }

    #[test]
    fn a_test_scan_is_kept_for_its_display_only() {
        let (left, right) = (display("L", 0, 1280), display("R", 1280, 1280));
        let mut saved = SavedDisplays::default();
        saved.keep_size(&right, ScanSize::Small);
        saved.keep_size(&right, ScanSize::Medium);
        assert_eq!(saved.size_of(&right), ScanSize::Medium);
        assert_eq!(saved.size_of(&left), ScanSize::Large);
        let text = serde_json::to_string(&saved).unwrap();
        assert_eq!(serde_json::from_str::<SavedDisplays>(&text).unwrap(), saved);
    }
}
