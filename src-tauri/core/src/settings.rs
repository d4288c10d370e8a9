//! What staff set for this desk. Every setting has a default and applies at once.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Longest name of a desk, in characters: it stands in the strip and in every row.
const LONGEST_DESK_NAME: usize = 40;
/// Zoom of the staff window in per cent: from half to five times.
const ZOOM: std::ops::RangeInclusive<u16> = 50..=500;
/// Minutes an offer lasts unless staff choose otherwise; the service allows ten.
const OFFER_MINUTES: std::ops::RangeInclusive<u8> = 1..=10;

/// Days for which ended offers are kept: never longer than R131 allows.
const KEEP_DAYS: std::ops::RangeInclusive<u8> = 1..=30;

/// Light, dark, or as the system is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the operating system is.
    #[default]
    System,
    /// Dark ink on paper.
    Light,
    /// Light ink on dark.
    Dark,
}

/// The settings of this desk. A field that an older version did not write has its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// The name of this desk, written into every row of the journal from now on.
    pub desk: String,
    /// Colours of the staff window.
    pub theme: Theme,
    /// Zoom of the staff window in per cent.
    pub zoom: u16,
    /// Minutes an offer lasts unless staff choose otherwise.
    pub offer_minutes: u8,
    /// A desktop notification near the end and at a claim, while the window is not in front.
    pub notices: bool,
    /// Keep the display awake while an offer is live.
    pub stay_awake: bool,
    /// Days for which an offer stays in the list after it has ended.
    pub keep_days: u8,
    /// The steps of the first start are still to be shown.
    pub first_run: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            desk: "Desk 1".to_owned(),
            theme: Theme::System,
            zoom: 100,
            offer_minutes: 5,
            notices: true,
            stay_awake: true,
            keep_days: 30,
            first_run: false,
        }
    }
}

impl Settings {
    /// The same settings with what cannot be used replaced by the nearest that can.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        let name: String = self
            .desk
            .chars()
            .filter(|letter| !letter.is_control())
            .take(LONGEST_DESK_NAME)
            .collect();
        self.desk = name.trim().to_owned();
        if self.desk.is_empty() {
            self.desk = Self::default().desk;
        }
        self.zoom = self.zoom.clamp(*ZOOM.start(), *ZOOM.end());
        self.offer_minutes = self
            .offer_minutes
            .clamp(*OFFER_MINUTES.start(), *OFFER_MINUTES.end());
        self.keep_days = self.keep_days.clamp(*KEEP_DAYS.start(), *KEEP_DAYS.end());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_an_older_version_get_the_defaults_of_the_newer_ones() {
        let read: Settings = serde_json::from_str(r#"{"theme":"dark"}"#).unwrap();
        let expected = Settings {
            theme: Theme::Dark,
            ..Settings::default()
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn a_desk_always_has_a_name_of_one_line() {
        let named = |desk: &str| {
            let settings = Settings {
                desk: desk.to_owned(),
                ..Settings::default()
            };
            settings.tidy().desk
        };
        assert_eq!(named("  Front\ndesk "), "Frontdesk");
        assert_eq!(named(" \t "), "Desk 1");
        assert_eq!(named(&"x".repeat(99)).len(), 40);
    }

    #[test]
    fn zoom_and_lifetime_stay_where_the_window_and_the_service_can_follow() {
        let settings = Settings {
            zoom: 9_000,
            offer_minutes: 0,
            ..Settings::default()
        };
        let tidy = settings.tidy();
        assert_eq!((tidy.zoom, tidy.offer_minutes), (500, 1));
    }

    #[test]
    fn r131_ended_offers_are_kept_for_a_month_at_most() {
        let kept = |keep_days| {
            let settings = Settings {
                keep_days,
                ..Settings::default()
            };
            settings.tidy().keep_days
        };
        assert_eq!([0, 1, 7, 30, 31, 255].map(kept), [1, 1, 7, 30, 30, 30]);
    }
}
