//! When an offer ends, on a clock that counts sleep (R96, R97): up to 2 s early, never late.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mattr_vii::Moment;

/// The end of one offer, by the boot clock and by the service's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Deadline {
    /// Boot-time reading at which it is over for us.
    pub(crate) boot: Duration,
    /// When it ends by the service's clock, for people to read.
    pub(crate) expires_at: Timestamp,
    /// True when the service gave no usable time and this is our own estimate.
    pub(crate) about: bool,
}

/// What is known of time when the reply to a create has arrived.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReplyTimes {
    /// When the request began.
    pub(crate) sent: Moment,
    /// When the reply had been read.
    pub(crate) received: Moment,
    /// The reply's `Date` header.
    pub(crate) date: Option<Timestamp>,
    /// The reply's `expiresAt`.
    pub(crate) expires_at: Option<Timestamp>,
    /// The lifetime that was asked for.
    pub(crate) lifetime: Duration,
}

/// A `Date` header has whole seconds: the true time is up to this much later.
const DATE_RESOLUTION: Duration = Duration::from_secs(1);

/// Differences up to this are measuring noise.
const JUMP: Duration = Duration::from_secs(2);

impl Deadline {
    /// The earlier of two bounds: request start plus the asked lifetime, and `expiresAt` counted
    /// from the server's own clock (its `Date`, half a round trip ago), less what is uncertain.
    pub(crate) fn derive(times: &ReplyTimes) -> Self {
        let by_request = times.sent.boot.saturating_add(times.lifetime);
        let half_trip = times.received.boot.saturating_sub(times.sent.boot) / 2;
        let server_now = times.date.map(|date| plus(date, half_trip));
        let by_service = times.expires_at.zip(server_now).map(|(end, now)| {
            let left = Duration::try_from(end.duration_since(now)).unwrap_or_default();
            times
                .received
                .boot
                .saturating_add(left)
                .saturating_sub(half_trip + DATE_RESOLUTION)
        });
        let boot = by_service.map_or(by_request, |end| end.min(by_request));
        let left = boot.saturating_sub(times.received.boot);
        Self {
            boot,
            expires_at: times
                .expires_at
                .unwrap_or_else(|| plus(server_now.unwrap_or(times.received.wall), left)),
            about: times.expires_at.is_none(),
        }
    }

    /// After a restart the boot clock may have begun again: then the wall clock decides, corrected
    /// by the last known difference to the service's clock.
    pub(crate) fn after_restart(
        expires_at: Timestamp,
        kept: Option<Duration>,
        same_boot: bool,
        server_minus_wall: SignedDuration,
        now: Moment,
    ) -> Self {
        let server_now = now
            .wall
            .saturating_add(server_minus_wall)
            .unwrap_or(now.wall);
        let left = Duration::try_from(expires_at.duration_since(server_now)).unwrap_or_default();
        let by_wall = now
            .boot
            .saturating_add(left)
            .saturating_sub(DATE_RESOLUTION);
        let boot = match kept {
            Some(kept) if same_boot => kept,
            Some(_) | None => by_wall,
        };
        Self {
            boot,
            expires_at,
            about: false,
        }
    }

    /// The service's clock was read again: when it has jumped ahead, the end comes sooner.
    ///
    /// A jump the other way changes nothing, because an end may be early and never late.
    pub(crate) fn rebased(self, server_now: Timestamp, now_boot: Duration) -> Self {
        let left =
            Duration::try_from(self.expires_at.duration_since(server_now)).unwrap_or_default();
        let measured = now_boot
            .saturating_add(left)
            .saturating_sub(DATE_RESOLUTION);
        if measured.saturating_add(JUMP) < self.boot {
            Self {
                boot: measured,
                ..self
            }
        } else {
            self
        }
    }

    /// Time left at `boot`; zero when over.
    pub(crate) fn left(&self, boot: Duration) -> Duration {
        self.boot.saturating_sub(boot)
    }

    /// Time left at `boot` in milliseconds, as views carry it.
    pub(crate) fn left_ms(&self, boot: Duration) -> i64 {
        i64::try_from(self.left(boot).as_millis()).unwrap_or(i64::MAX)
    }

    /// Is it over at `boot`?
    pub(crate) fn is_over(&self, boot: Duration) -> bool {
        boot >= self.boot
    }
}

fn plus(time: Timestamp, by: Duration) -> Timestamp {
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIFETIME: Duration = Duration::from_secs(300);

    fn start() -> Timestamp {
        "2026-03-02T01:00:00Z".parse().unwrap()
    }

    /// A reply after 400 ms from a server whose clock is `ahead` seconds ahead of ours.
    fn reply(ahead: i64) -> ReplyTimes {
        let sent = Moment {
            wall: start(),
            boot: Duration::from_secs(50),
        };
        let received = Moment {
            wall: plus(start(), Duration::from_millis(400)),
            boot: Duration::from_millis(50_400),
        };
        let server = start()
            .checked_add(SignedDuration::from_secs(ahead))
            .unwrap();
        ReplyTimes {
            sent,
            received,
            date: Some(server),
            expires_at: Some(plus(server, LIFETIME)),
            lifetime: LIFETIME,
        }
    }

    #[test]
    fn a35_the_end_is_early_by_at_most_two_seconds_and_never_late_whatever_our_wall_clock_says() {
        for ahead in [-600, -1, 0, 1, 600, 86_400] {
            let times = reply(ahead);
            let deadline = Deadline::derive(&times);
            // The server made it somewhere between sending and receiving, Date cut to a second.
            let earliest = times.sent.boot + LIFETIME;
            assert!(deadline.boot <= earliest, "late by clock {ahead}");
            assert!(
                deadline.boot + Duration::from_secs(2) >= earliest,
                "clock {ahead}"
            );
        }
    }

    #[test]
    fn the_end_shown_to_people_is_the_services_own() {
        let deadline = Deadline::derive(&reply(600));
        assert_eq!(Some(deadline.expires_at), reply(600).expires_at);
        assert!(!deadline.about);
    }

    #[test]
    fn without_a_date_the_request_start_and_the_asked_lifetime_decide() {
        let times = ReplyTimes {
            date: None,
            ..reply(0)
        };
        assert_eq!(Deadline::derive(&times).boot, times.sent.boot + LIFETIME);
    }

    #[test]
    fn without_a_usable_expiry_the_time_is_marked_as_about() {
        let times = ReplyTimes {
            expires_at: None,
            ..reply(0)
        };
        let deadline = Deadline::derive(&times);
        assert!(deadline.about);
        assert_eq!(deadline.boot, times.sent.boot + LIFETIME);
    }

    #[test]
    fn an_expiry_that_is_past_already_leaves_nothing() {
        let times = ReplyTimes {
            expires_at: Some(start()),
            ..reply(0)
        };
        assert!(Deadline::derive(&times).is_over(times.received.boot));
    }

    #[test]
    fn a_shorter_expiry_than_asked_is_obeyed() {
        let times = ReplyTimes {
            expires_at: Some(plus(start(), Duration::from_secs(60))),
            ..reply(0)
        };
        let left = Deadline::derive(&times).left(times.received.boot);
        assert!(left <= Duration::from_secs(60) && left >= Duration::from_secs(58));
    }

    #[test]
    fn a_service_clock_that_jumps_ahead_brings_the_end_forward_and_one_that_falls_back_does_not() {
        let times = reply(0);
        let deadline = Deadline::derive(&times);
        let now = times.received.boot;
        let later = plus(times.received.wall, Duration::from_secs(280));
        let forward = deadline.rebased(later, now).left(now);
        assert!(forward <= Duration::from_secs(20) && forward >= Duration::from_secs(17));
        assert_eq!(deadline.rebased(start(), now), deadline);
    }

    #[test]
    fn what_is_left_is_told_to_the_millisecond_and_over_begins_when_nothing_is() {
        let deadline = Deadline::derive(&reply(0));
        let almost = deadline.boot - Duration::from_millis(1_500);
        assert_eq!(deadline.left_ms(almost), 1_500);
        assert!(!deadline.is_over(deadline.boot - Duration::from_nanos(1)));
        assert_eq!(deadline.left_ms(deadline.boot), 0);
        assert!(deadline.is_over(deadline.boot));
    }

    #[test]
    fn after_a_restart_in_the_same_boot_the_kept_reading_stands() {
        let now = reply(0).received;
        let kept = Duration::from_secs(200);
        let deadline =
            Deadline::after_restart(start(), Some(kept), true, SignedDuration::ZERO, now);
        assert_eq!(deadline.boot, kept);
    }

    #[test]
    fn after_a_reboot_the_corrected_wall_clock_decides() {
        let now = reply(0).received;
        let end = plus(now.wall, Duration::from_secs(90));
        let behind = SignedDuration::from_secs(30);
        let deadline = Deadline::after_restart(end, Some(Duration::ZERO), false, behind, now);
        assert_eq!(deadline.left(now.boot), Duration::from_secs(59));
    }
}
