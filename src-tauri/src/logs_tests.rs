use std::{future::Future, pin::Pin, time::Duration};

use jiff::Timestamp;
use tempfile::TempDir;

use super::*;

/// Stands still until it is set. The appender itself goes by the system's clock.
struct Standing(Mutex<Timestamp>);

impl Clock for Standing {
    fn wall(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
    fn boot(&self) -> Duration {
        Duration::ZERO
    }
    fn sleep(&self, _length: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::pending())
    }
}

/// A log in a folder of its own.
struct Desk {
    folder: TempDir,
    clock: Arc<Standing>,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(Standing(Mutex::new(SystemClock.wall()))),
        }
    }

    /// One run of the program, which does `work`.
    fn run(&self, level: Level, work: impl FnOnce()) {
        let folder = self.folder.path().join("logs");
        std::fs::create_dir_all(&folder).unwrap();
        let subscriber = subscriber(&folder, level, self.clock.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, work);
    }

    fn text(&self) -> String {
        let files = std::fs::read_dir(self.folder.path().join("logs")).unwrap();
        let text = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        text.collect()
    }

    fn lines(&self) -> Vec<Value> {
        let text = self.text();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.collect()
    }
}

const OURS: &str = "counterfoil_core";

#[test]
fn a_line_says_when_how_grave_and_where() {
    let desk = Desk::new();
    desk.run(Level::INFO, || {
        tracing::warn!(target: OURS, state = "a\nb", "offer changed");
    });
    let lines = desk.lines();
    assert_eq!(lines.len(), 1);
    let wanted = json!({
        "time": desk.clock.wall().to_string(),
        "level": "WARN",
        "target": "counterfoil_core",
        "message": "offer changed",
        "state": "a\nb",
    });
    assert_eq!(lines[0], wanted);
}

/// A careless field of any type, in any crate, is dropped (R74).
#[test]
fn r74_of_each_type_only_the_named_fields_are_written() {
    let desk = Desk::new();
    desk.run(Level::INFO, || {
        tracing::info!(target: OURS, status = 200_u64, secret = 4711_u64, "number");
        tracing::info!(target: OURS, ms = -5_i64, secret = -4711_i64, "whole");
        tracing::info!(target: OURS, step = true, secret = true, "truth");
        tracing::info!(target: OURS, kind = "text", given_name = "Hemi", "text");
        tracing::info!(target: OURS, error = ?Some(1), claims = ?Some("Hemi"), "debug");
        tracing::info!(target: OURS, code = 0.5_f64, height = 1.84_f64, "fraction");
    });
    let lines = desk.lines();
    for (line, (name, value)) in lines.iter().zip([
        ("status", json!(200)),
        ("ms", json!(-5)),
        ("step", json!(true)),
        ("kind", json!("text")),
        ("error", json!("Some(1)")),
        ("code", json!("0.5")),
    ]) {
        assert_eq!(line[name], value);
        let members = line.as_object().unwrap().len();
        assert_eq!(
            members, 5,
            "time, level, target, message and {name}: {line}"
        );
    }
    assert_eq!(lines.len(), 6);
    assert!(!desk.text().contains("Hemi") && !desk.text().contains("4711"));
}

#[test]
fn of_other_crates_only_warnings_are_written_and_of_ours_what_was_asked_for() {
    let desk = Desk::new();
    desk.run(Level::DEBUG, || {
        tracing::info!(target: "hyper", "theirs");
        tracing::warn!(target: "hyper", "their warning");
        tracing::trace!(target: OURS, "too fine");
        for ours in [
            "counterfoil",
            "counterfoil_lib",
            OURS,
            "counterfoil_practice",
            "mattr_vii",
        ] {
            tracing::debug!(target: "counterfoil", ours, "ours");
        }
        tracing::debug!(target: "counterfoil_lib", "ours");
        tracing::debug!(target: "counterfoil_practice", "ours");
        tracing::debug!(target: "mattr_vii", "ours");
    });
    let messages: Vec<String> = desk
        .lines()
        .iter()
        .map(|line| line["message"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(messages[0], "their warning");
    assert_eq!(messages[1..], vec!["ours"; 8]);
}

/// Bytes of one line of [`write_lines`], its end included. A day has room for a whole number.
const LINE: usize = 400;
const LINES_A_DAY: usize = BYTES_A_DAY as usize / LINE;

/// Lines of the same length, as long as the clock stands still.
fn write_lines(desk: &Desk, count: usize) {
    let bare = json!({
        "time": desk.clock.wall().to_string(),
        "level": "INFO",
        "target": OURS,
        "message": "long",
        "error": "",
    });
    let filling = "a".repeat(LINE - 1 - bare.to_string().len());
    for _ in 0..count {
        tracing::info!(target: OURS, error = filling.as_str(), "long");
    }
}

#[test]
fn r131_a_day_has_its_cap_to_the_byte() {
    let desk = Desk::new();
    desk.run(Level::INFO, || write_lines(&desk, LINES_A_DAY + 100));
    assert_eq!(desk.text().len() as u64, BYTES_A_DAY);
    assert!(BYTES_A_DAY * DAYS as u64 <= 20_000_000);
}

#[test]
fn r131_a_program_that_is_started_again_goes_on_with_the_cap_of_the_day() {
    let desk = Desk::new();
    desk.run(Level::INFO, || write_lines(&desk, LINES_A_DAY - 10));
    desk.run(Level::INFO, || write_lines(&desk, 100));
    assert_eq!(desk.text().len() as u64, BYTES_A_DAY);
}

#[test]
fn r131_the_next_day_has_a_cap_of_its_own() {
    let desk = Desk::new();
    desk.run(Level::INFO, || {
        write_lines(&desk, LINES_A_DAY + 100);
        let tomorrow = desk.clock.wall() + jiff::SignedDuration::from_hours(24);
        *desk.clock.0.lock().unwrap() = tomorrow;
        write_lines(&desk, LINES_A_DAY + 100);
    });
    assert_eq!(desk.text().len() as u64, 2 * BYTES_A_DAY);
}

#[test]
fn the_first_start_makes_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let logs = folder.path().join("a").join("logs");
    start(&logs, Level::INFO).unwrap();
    assert!(logs.is_dir());
}
