//! Whole flows of one desk over loopback HTTP against the practice tenant.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod arrival;
mod bulk;
mod cancel;
mod claim;
mod compose;
mod counter;
mod desktop;
mod ends;
mod gate;
mod holder;
mod presets;
mod records;
mod restart;
mod retention;
mod saw;
mod timeline;
mod unclear;
mod workplace;
