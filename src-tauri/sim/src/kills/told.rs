//! What a child told before it ended.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead, BufReader, Read},
};

use uuid::Uuid;

/// All of it that matters.
#[derive(Default)]
pub(super) struct Told {
    /// Which presses carry this mark.
    pub(super) intents: BTreeMap<String, Vec<Uuid>>,
    /// Marks of requests that left.
    pub(super) posts: BTreeSet<String>,
    /// Offers whose id reached the process, with their mark.
    pub(super) reached: Vec<(Uuid, String)>,
    /// Intents that were told created.
    pub(super) created: BTreeSet<Uuid>,
    /// Intents whose QR code was up.
    pub(super) shown: BTreeSet<Uuid>,
    /// What must be in no file.
    pub(super) secrets: Vec<String>,
}

impl Told {
    /// Hears a child until its voice ends; calls `enough` after so many lines.
    pub(super) fn hear(
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
            ["@secret", secret] => self.secrets.push((*secret).to_owned()),
            _ => {}
        }
    }
}
