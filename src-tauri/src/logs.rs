//! Structured logs: one JSON object a line, daily files, seven days, a cap for each day.
//!
//! Only allow-listed fields are written (R74), so that a careless field in any crate cannot carry
//! a name, a claim, a code or a link to disk. Message texts are constants in the source.

use std::{
    fmt::Debug,
    io::Write,
    path::Path,
    sync::{Mutex, PoisonError},
};

use serde_json::{Map, Value, json};
use tracing::{Event, Level, Subscriber, field::Field, field::Visit};
use tracing_appender::rolling::{Builder, InitError, RollingFileAppender, Rotation};
use tracing_subscriber::{
    Layer,
    filter::Targets,
    layer::{Context, SubscriberExt},
    util::SubscriberInitExt,
};

use counterfoil_core::clock::{Clock, SystemClock};

/// Days kept (R131).
const DAYS: usize = 7;

/// Bytes a day: seven days stay below 20 MB.
const BYTES_A_DAY: u64 = 2_800_000;

/// The only fields that reach a log file.
const ALLOWED: [&str; 14] = [
    "message",
    "error",
    "intent",
    "state",
    "status",
    "code",
    "kind",
    "step",
    "ms",
    "version",
    "operation",
    "attempt",
    "port",
    "window",
];

/// Starts logging into `folder`.
///
/// # Errors
///
/// When the folder cannot be written.
pub(crate) fn start(folder: &Path, level: Level) -> Result<(), InitError> {
    // The appender would complain on the terminal about a folder that is not there yet; what else
    // is wrong with it the appender tells.
    let _ = std::fs::create_dir_all(folder);
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("counterfoil")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)?;
    let layer = JsonLines {
        file: Mutex::new(Capped::new(file)),
        clock: SystemClock,
    };
    let ours = [
        "counterfoil",
        "counterfoil_lib",
        "counterfoil_core",
        "counterfoil_practice",
        "mattr_vii",
    ];
    let filter = ours
        .into_iter()
        .fold(Targets::new().with_default(Level::WARN), |filter, name| {
            filter.with_target(name, level)
        });
    // A second subscriber (tests in one process) leaves the first in place.
    let _ = tracing_subscriber::registry()
        .with(layer.with_filter(filter))
        .try_init();
    Ok(())
}

struct JsonLines {
    file: Mutex<Capped>,
    clock: SystemClock,
}

impl<S: Subscriber> Layer<S> for JsonLines {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let mut fields = Allowed(Map::new());
        event.record(&mut fields);
        let mut line = json!({
            "time": self.clock.wall().to_string(),
            "level": event.metadata().level().as_str(),
            "target": event.metadata().target(),
        });
        if let Value::Object(object) = &mut line {
            object.extend(fields.0);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_line(&line.to_string(), &self.clock);
    }
}

/// Collects allow-listed fields; serde_json encodes newlines and escapes.
struct Allowed(Map<String, Value>);

impl Allowed {
    fn put(&mut self, field: &Field, value: Value) {
        if ALLOWED.contains(&field.name()) {
            self.0.insert(field.name().to_owned(), value);
        }
    }
}

impl Visit for Allowed {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.put(field, json!(format!("{value:?}")));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, json!(value));
    }
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, json!(value));
    }
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, json!(value));
    }
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, json!(value));
    }
}

/// tracing-appender does not cap by size (tokio-rs/tracing#1940).
struct Capped {
    file: RollingFileAppender,
    day: i64,
    written: u64,
}

impl Capped {
    fn new(file: RollingFileAppender) -> Self {
        Self {
            file,
            day: 0,
            written: 0,
        }
    }

    fn write_line(&mut self, line: &str, clock: &dyn Clock) {
        let day = clock.wall().as_second() / 86_400;
        if day != self.day {
            self.day = day;
            self.written = 0;
        }
        self.written += line.len() as u64 + 1;
        if self.written <= BYTES_A_DAY {
            // A full disk must not stop the desk; the journal has its own way to tell.
            let _ = writeln!(self.file, "{line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_allow_listed_fields_reach_the_file_and_newlines_are_encoded() {
        let folder = tempfile::tempdir().unwrap();
        let file = Builder::new()
            .filename_prefix("test")
            .build(folder.path())
            .unwrap();
        let layer = JsonLines {
            file: Mutex::new(Capped::new(file)),
            clock: SystemClock,
        };
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            tracing::info!(given_name = "Hemi", state = "a\nb", "offer changed");
        });
        let entry = std::fs::read_dir(folder.path())
            .unwrap()
            .next()
            .unwrap()
            .unwrap();
        let text = std::fs::read_to_string(entry.path()).unwrap();
        assert_eq!(text.lines().count(), 1);
        assert!(text.contains("offer changed") && text.contains(r"a\nb"));
        assert!(!text.contains("Hemi") && !text.contains("given_name"));
    }
}
