//! Structured logs: one JSON object a line, daily files, seven days, a cap for each day.
//!
//! Only allow-listed fields are written (R74), so that a careless field in any crate cannot carry
//! a name, a claim, a code or a link to disk. Message texts are constants in the source.

use std::{
    fmt::Debug,
    io::Write,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
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

/// `counterfoil.2026-03-02.log`
const PREFIX: &str = "counterfoil";
const SUFFIX: &str = "log";

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
    // A second subscriber (tests in one process) leaves the first in place.
    let _ = subscriber(folder, level, Arc::new(SystemClock))?.try_init();
    Ok(())
}

fn subscriber(
    folder: &Path,
    level: Level,
    clock: Arc<dyn Clock>,
) -> Result<impl Subscriber + Send + Sync + use<>, InitError> {
    // The appender would complain on the terminal about a folder that is not there yet; what else
    // is wrong with it the appender tells.
    let _ = std::fs::create_dir_all(folder);
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix(SUFFIX)
        .max_log_files(DAYS)
        .build(folder)?;
    let layer = JsonLines {
        file: Mutex::new(Capped::after_an_earlier_run(file, folder, clock.as_ref())),
        clock,
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
    Ok(tracing_subscriber::registry().with(layer.with_filter(filter)))
}

struct JsonLines {
    file: Mutex<Capped>,
    clock: Arc<dyn Clock>,
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
        file.write_line(&line.to_string(), self.clock.as_ref());
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
    /// What an earlier run of today wrote counts too: a program that is started again and again
    /// must not fill the disk either.
    fn after_an_earlier_run(file: RollingFileAppender, folder: &Path, clock: &dyn Clock) -> Self {
        let today = clock.wall().strftime("%Y-%m-%d");
        let name = format!("{PREFIX}.{today}.{SUFFIX}");
        Self {
            file,
            day: day_of(clock),
            written: std::fs::metadata(folder.join(name)).map_or(0, |file| file.len()),
        }
    }

    fn write_line(&mut self, line: &str, clock: &dyn Clock) {
        let day = day_of(clock);
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

/// Days are those of UTC, as the appender's are.
fn day_of(clock: &dyn Clock) -> i64 {
    clock.wall().as_second().div_euclid(86_400)
}

#[cfg(test)]
#[path = "logs_tests.rs"]
mod tests;
