//! How often the pages may ask (R58): whatever runs in one cannot keep the engine busy.

use std::time::Duration;

/// Twenty requests a second may be kept up.
const EACH: Duration = Duration::from_millis(50);

/// So many may come at once: a screen that opens, a key that is held.
const BURST: u32 = 200;

/// Counts the requests of this run.
#[derive(Default)]
pub(super) struct Pace {
    /// Boot time at which every request so far would be done at the steady rate.
    done: Duration,
}

impl Pace {
    /// May one more be carried out, at this boot time?
    pub(super) fn take(&mut self, now: Duration) -> bool {
        let done = self.done.max(now) + EACH;
        let fits = done - now <= EACH * BURST;
        if fits {
            self.done = done;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of `count` requests at one moment are carried out.
    fn taken(pace: &mut Pace, now: Duration, count: u32) -> usize {
        (0..count).filter(|_| pace.take(now)).count()
    }

    #[test]
    fn r58_a_burst_is_carried_out_and_then_twenty_a_second() {
        let (start, mut pace) = (Duration::from_secs(3_600), Pace::default());
        assert_eq!(taken(&mut pace, start, 500), 200);
        for second in 1..=3 {
            let now = start + Duration::from_secs(second);
            assert_eq!(taken(&mut pace, now, 500), 20, "second {second}");
        }
    }

    #[test]
    fn r58_a_page_that_was_quiet_has_its_burst_again_and_no_more() {
        let (start, mut pace) = (Duration::from_secs(3_600), Pace::default());
        assert_eq!(taken(&mut pace, start, 500), 200);
        let later = start + Duration::from_secs(3_600);
        assert_eq!(taken(&mut pace, later, 500), 200);
    }
}
