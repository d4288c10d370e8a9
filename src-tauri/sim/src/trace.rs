//! What happened, line by line. The same seed tells the same story.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

use crate::clock::SimClock;

/// Hears each line while it is told.
pub(crate) type Listener = Arc<dyn Fn(&str) + Send + Sync>;

/// The story of one seed.
#[derive(Clone)]
pub(crate) struct Trace {
    clock: Arc<SimClock>,
    inner: Arc<Mutex<Told>>,
    listener: Option<Listener>,
}

#[derive(Default)]
struct Told {
    lines: Vec<String>,
    names: Vec<Uuid>,
}

impl Trace {
    pub(crate) fn new(clock: Arc<SimClock>, listener: Option<Listener>) -> Self {
        Self {
            clock,
            inner: Arc::default(),
            listener,
        }
    }

    /// Something for the listener alone: no part of the story.
    pub(crate) fn note(&self, text: impl FnOnce() -> String) {
        if let Some(listener) = &self.listener {
            listener(&text());
        }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a line.
    pub(crate) fn say(&self, text: &str) {
        let at = self.clock.world().as_secs_f64() - 3_600.0;
        self.told().lines.push(format!("{at:10.3}  {text}"));
        self.note(|| text.to_owned());
    }

    /// A short name for an id: the order in which ids were first told.
    pub(crate) fn name(&self, id: Uuid) -> String {
        let mut told = self.told();
        let known = told.names.iter().position(|name| *name == id);
        let index = known.unwrap_or_else(|| {
            told.names.push(id);
            told.names.len() - 1
        });
        format!("#{index}")
    }

    /// All of it.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.told().lines.clone()
    }

    /// One number for all of it.
    pub(crate) fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.told().lines.hash(&mut hasher);
        hasher.finish()
    }
}
