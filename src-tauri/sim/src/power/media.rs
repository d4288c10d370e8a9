//! A disk with a cache that forgets: what a file system owes a program after a power cut, and no
//! more. Content is safe when the file was synced; a name when its folder was.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{calls::Change, dice};
use crate::dice::Dice;

/// A disk writes so many bytes whole or not at all.
const SECTOR: usize = 512;

/// What the power takes with it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Loss {
    /// All that was not synced.
    Everything,
    /// Some of it, drawn with this number: sectors in any order, names in theirs, as a journal of
    /// the file system keeps them.
    Some(u64),
}

/// The disk.
#[derive(Default)]
pub(super) struct Media {
    nodes: Vec<Node>,
    /// As the program sees them.
    names: Names,
    /// As they are on the disk.
    safe: Names,
    /// Not on the disk yet, oldest first.
    pending: Vec<Renamed>,
}

/// Each name's node.
type Names = BTreeMap<PathBuf, usize>;

/// A name that came (with its node) or went.
#[derive(Clone)]
struct Renamed {
    name: PathBuf,
    node: Option<usize>,
}

/// A file or a folder.
#[derive(Default)]
struct Node {
    is_folder: bool,
    safe: Vec<u8>,
    /// Not on the disk yet, oldest first.
    pending: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    Bytes { at: usize, bytes: Vec<u8> },
    Cut(usize),
}

impl Media {
    /// What the program did.
    pub(super) fn apply(&mut self, change: &Change) {
        match change {
            Change::MakeFolder(name) => self.make(name, true),
            Change::MakeFile(name) => self.make(name, false),
            Change::Write { file, at, bytes } => self.change(
                file,
                &Piece::Bytes {
                    at: *at,
                    bytes: bytes.clone(),
                },
            ),
            Change::Cut { file, length } => self.change(file, &Piece::Cut(*length)),
            Change::Sync(path) => self.sync(path),
            Change::Rename(from, to) => {
                let node = self.names.get(from).copied();
                self.call(from, None);
                self.call(to, node);
            }
            Change::Unlink(name) => self.call(name, None),
        }
    }

    fn make(&mut self, name: &Path, is_folder: bool) {
        if !self.names.contains_key(name) {
            self.nodes.push(Node {
                is_folder,
                ..Node::default()
            });
            self.call(name, Some(self.nodes.len() - 1));
        }
    }

    fn call(&mut self, name: &Path, node: Option<usize>) {
        let renamed = Renamed {
            name: name.to_owned(),
            node,
        };
        renamed.apply(&mut self.names);
        self.pending.push(renamed);
    }

    /// A file that is open and has no name any more is nobody's after a power cut.
    fn node(&mut self, name: &Path) -> Option<&mut Node> {
        let index = *self.names.get(name)?;
        self.nodes.get_mut(index)
    }

    fn change(&mut self, file: &Path, piece: &Piece) {
        if let Some(node) = self.node(file) {
            node.pending.push(piece.clone());
        }
    }

    fn sync(&mut self, path: &Path) {
        let is_root = path.as_os_str().is_empty();
        if let Some(node) = self.node(path) {
            for piece in std::mem::take(&mut node.pending) {
                piece.apply(&mut node.safe);
            }
            if !node.is_folder {
                return;
            }
        } else if !is_root {
            return;
        }
        let (done, left) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|renamed| renamed.name.parent() == Some(path));
        self.pending = left;
        for renamed in done {
            let renamed: Renamed = renamed;
            renamed.apply(&mut self.safe);
        }
    }

    /// Makes below `root` what a start finds after the power came back. Not the index of the
    /// write-ahead log (`-shm`): it is memory, and SQLite makes it anew.
    pub(super) fn write_what_is_left(&self, root: &Path, loss: Loss) -> io::Result<()> {
        let chance = match loss {
            Loss::Everything => None,
            Loss::Some(number) => Some(dice(number)),
        };
        let mut names = self.safe.clone();
        if let Some(dice) = &chance {
            let kept = usize::try_from(dice.below(self.pending.len() as u64 + 1)).unwrap_or(0);
            let kept = self.pending.iter().take(kept);
            kept.for_each(|renamed| renamed.apply(&mut names));
        }
        // Parents sort before what is in them.
        for (name, node) in &names {
            let there = root.join(name);
            match self.nodes.get(*node) {
                _ if there.to_string_lossy().ends_with("-shm") => {}
                _ if there.parent().is_none_or(|parent| !parent.is_dir()) => {}
                Some(node) if node.is_folder => fs::create_dir(&there)?,
                Some(node) => fs::write(&there, node.left(chance.as_ref()))?,
                None => {}
            }
        }
        Ok(())
    }
}

impl Renamed {
    fn apply(&self, names: &mut Names) {
        match self.node {
            Some(node) => drop(names.insert(self.name.clone(), node)),
            None => drop(names.remove(&self.name)),
        }
    }
}

impl Node {
    fn left(&self, chance: Option<&Dice>) -> Vec<u8> {
        let mut content = self.safe.clone();
        for piece in self.pending.iter().filter(|_| chance.is_some()) {
            let kept = |_: &usize| chance.is_some_and(|dice| dice.percent(50));
            match piece {
                Piece::Bytes { at, bytes } => {
                    let starts = (0..bytes.len()).step_by(SECTOR);
                    for start in starts.filter(kept) {
                        let end = bytes.len().min(start + SECTOR);
                        let bytes = bytes.get(start..end).unwrap_or_default().to_vec();
                        let at = at + start;
                        Piece::Bytes { at, bytes }.apply(&mut content);
                    }
                }
                Piece::Cut(length) => {
                    if kept(length) {
                        piece.apply(&mut content);
                    }
                }
            }
        }
        content
    }
}

impl Piece {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Bytes { at, bytes } => {
                let end = at + bytes.len();
                if content.len() < end {
                    content.resize(end, 0);
                }
                if let Some(room) = content.get_mut(*at..end) {
                    room.copy_from_slice(bytes);
                }
            }
            Self::Cut(length) => content.resize(*length, 0),
        }
    }
}
