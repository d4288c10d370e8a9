//! What a child told before it ended.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead, BufReader, Read},
};

use uuid::Uuid;

/// All of it that matters.
#[derive(Default)]
pub(crate) struct Told {
    /// Which presses carry this mark.
    pub(crate) intents: BTreeMap<String, Vec<Uuid>>,
    /// Marks of requests that left.
    pub(crate) posts: BTreeSet<String>,
    /// Offers whose id reached the process, with their mark.
    pub(crate) reached: Vec<(Uuid, String)>,
    /// Intents that were told created.
    pub(crate) created: BTreeSet<Uuid>,
    /// Intents whose QR code was up.
    pub(crate) shown: BTreeSet<Uuid>,
    /// Offers that a wallet could still take when the day was over.
    pub(crate) alive: Vec<Uuid>,
    /// The last intent, on a disk that may be well again.
    pub(crate) last: Option<Uuid>,
    /// The program did not start, and said why.
    pub(crate) stopped: bool,
    /// What must be in no file.
    pub(crate) secrets: Vec<String>,
}

impl Told {
    /// Hears a child until its voice ends; calls `enough` after so many lines.
    pub(crate) fn hear(
        output: impl Read,
        lines: Option<u64>,
        mut enough: impl FnMut() -> io::Result<()>,
    ) -> io::Result<Self> {
        let mut told = Self::default();
        for (index, line) in (1_u64..).zip(BufReader::new(output).lines()) {
            told.take(&line?);
            if lines == Some(index) {
                enough()?;
            }
        }
        Ok(told)
    }

    fn take(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        let id = |text: &str| text.parse::<Uuid>().ok();
        match words.as_slice() {
            ["@intent", intent, mark] => {
                let intents = self.intents.entry((*mark).to_owned()).or_default();
                intents.extend(id(intent));
            }
            ["@post", mark] => drop(self.posts.insert((*mark).to_owned())),
            ["@reached", offer, mark] => {
                self.reached
                    .extend(id(offer).map(|id| (id, (*mark).to_owned())));
            }
            ["@created", intent] => self.created.extend(id(intent)),
            ["@shown", intent] => self.shown.extend(id(intent)),
            ["@alive", offer] => self.alive.extend(id(offer)),
            ["@last", intent] => self.last = id(intent),
            ["@stopped", ..] => self.stopped = true,
            ["@secret", secret] => self.secrets.push((*secret).to_owned()),
            _ => {}
        }
    }
}
