//! The day as `strace` wrote it down: what the program said, and what it did to the disk, in order.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// What is said goes through `write` too: one log has both in their order.
pub(super) const TRACED: &str =
    "trace=openat,mkdir,write,pwrite64,ftruncate,fsync,fdatasync,rename,unlink";

/// Longer than anything that is written at once: an abridged call could not be made again.
pub(super) const WHOLE: &str = "1000000";

/// Standard output of the child.
const VOICE: &str = "/dev/null";

/// What is set aside is 512 writes of one loop, and no power cut between two of them is different.
const RESERVE: &str = "journal.reserve";

/// A change of the disk. Paths are below the folder that the data folder is made in.
#[derive(Debug)]
pub(super) enum Change {
    MakeFolder(PathBuf),
    /// A file that is opened to be written, made if it is not there.
    MakeFile(PathBuf),
    Write {
        file: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: PathBuf,
        length: usize,
    },
    /// A file's content, or a folder's names.
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Unlink(PathBuf),
}

/// One thing that happened.
#[derive(Debug)]
pub(super) enum Event {
    Told(String),
    Changed(Change),
}

/// All of it.
pub(super) struct Story(Vec<Event>);

impl Story {
    /// Reads strace's log of a program whose data is below `root`.
    ///
    /// # Errors
    ///
    /// A line that is not understood.
    pub(super) fn read(log: &str, root: &Path) -> Result<Self> {
        let mut reader = Reader {
            root,
            ends: BTreeMap::new(),
        };
        let mut events = Vec::new();
        for line in log.lines() {
            let event = reader.event(line);
            events.extend(event.with_context(|| {
                let beginning: String = line.chars().take(200).collect();
                format!("not understood: {beginning}")
            })?);
        }
        Ok(Self(events))
    }

    /// How many events had happened when the disk had just changed, and all was told that was told
    /// before its next change.
    pub(super) fn changes(&self) -> impl Iterator<Item = usize> {
        let last = self.0.len();
        let begun = self.0.iter().enumerate().filter(|(_, event)| match event {
            Event::Changed(Change::Write { file, .. }) => !file.ends_with(RESERVE),
            Event::Changed(_) => true,
            Event::Told(_) => false,
        });
        begun.map(|(index, _)| index).chain([last])
    }

    /// The first so many events.
    pub(super) fn until(&self, count: usize) -> &[Event] {
        self.0.get(..count).unwrap_or(&self.0)
    }

    /// What the program said.
    pub(super) fn told(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|event| match event {
            Event::Told(line) => Some(line.as_str()),
            Event::Changed(_) => None,
        })
    }
}

struct Reader<'a> {
    root: &'a Path,
    /// Where the next plain `write` to a file goes.
    ends: BTreeMap<PathBuf, usize>,
}

impl Reader<'_> {
    /// `4711 pwrite64(5<\x2f...>, "\x00...", 4096, 32) = 4096`
    fn event(&mut self, line: &str) -> Result<Option<Event>> {
        let (_, call) = line.split_once(' ').context("no process")?;
        let (name, rest) = call.trim_start().split_once('(').context("no call")?;
        let (arguments, result) = rest.rsplit_once(" = ").context("no result")?;
        // A call that failed changed nothing.
        let Some(result) = number(result) else {
            return Ok(None);
        };
        let arguments = arguments.trim_end().trim_end_matches(')');
        let arguments: Vec<&str> = arguments.split(", ").collect();
        let argument = |index: usize| arguments.get(index).copied().context("too few arguments");
        if name == "write" && opened(argument(0)?)? == Path::new(VOICE) {
            let line = String::from_utf8(bytes(argument(1)?)?)?;
            return Ok(Some(Event::Told(line.trim_end().to_owned())));
        }
        let path = match name {
            "openat" => named(argument(1)?)?,
            "mkdir" | "rename" | "unlink" => named(argument(0)?)?,
            _ => opened(argument(0)?)?,
        };
        let Some(path) = self.below_root(&path) else {
            return Ok(None);
        };
        let change = match name {
            "mkdir" => Change::MakeFolder(path),
            "openat" if argument(2)?.contains("O_CREAT") => {
                self.ends.remove(&path);
                Change::MakeFile(path)
            }
            "openat" => return Ok(None),
            "write" => {
                let end = self.ends.entry(path.clone()).or_default();
                let at = *end;
                *end += result;
                written(path, at, argument(1)?, result)?
            }
            "pwrite64" => {
                let at = number(argument(3)?).context("no offset")?;
                written(path, at, argument(1)?, result)?
            }
            "ftruncate" => Change::Cut {
                file: path,
                length: number(argument(1)?).context("no length")?,
            },
            "fsync" | "fdatasync" => Change::Sync(path),
            "rename" => {
                let to = named(argument(1)?)?;
                let to = self.below_root(&to).context("renamed to elsewhere")?;
                Change::Rename(path, to)
            }
            "unlink" => Change::Unlink(path),
            _ => anyhow::bail!("an unknown call"),
        };
        Ok(Some(Event::Changed(change)))
    }

    /// The root itself is the empty path.
    fn below_root(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(self.root).ok().map(Path::to_owned)
    }
}

/// As many of these bytes as the system took.
fn written(file: PathBuf, at: usize, text: &str, taken: usize) -> Result<Change> {
    let mut bytes = bytes(text)?;
    bytes.truncate(taken);
    anyhow::ensure!(bytes.len() == taken, "abridged");
    Ok(Change::Write { file, at, bytes })
}

fn number(text: &str) -> Option<usize> {
    let digits = text.split(['<', ' ']).next().unwrap_or_default();
    digits.parse().ok()
}

/// `"\x2f\x74"`
fn named(text: &str) -> Result<PathBuf> {
    Ok(PathBuf::from(String::from_utf8(bytes(text)?)?))
}

/// `5<\x2f\x74>`: the file behind a number.
fn opened(text: &str) -> Result<PathBuf> {
    let (_, path) = text.split_once('<').context("a number without a file")?;
    named(path.split('>').next().unwrap_or_default())
}

fn bytes(text: &str) -> Result<Vec<u8>> {
    let pairs = text.trim_matches('"').split("\\x").skip(1);
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).context("not a byte"))
        .collect()
}
