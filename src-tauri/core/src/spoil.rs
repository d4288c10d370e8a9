//! Good bytes made bad in a few places, for tests of everything that reads what others wrote: what
//! is nearly right gets deeper into a reader than noise does.

use proptest::{collection::vec, prelude::*, sample::Index};

/// One change, at a place of the bytes as they are then.
#[derive(Clone, Debug)]
enum Edit {
    Flip(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Repeat(Index, usize),
    Cut(Index),
}

impl Edit {
    fn make(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let place = |index: &Index, bytes: &[u8]| index.index(bytes.len());
        match self {
            Self::Flip(index, bits) => {
                let at = place(index, bytes);
                bytes[at] ^= bits;
            }
            Self::Insert(index, more) => {
                let at = place(index, bytes);
                bytes.splice(at..at, more.iter().copied());
            }
            Self::Remove(index, length) => {
                let at = place(index, bytes);
                let end = (at + length).min(bytes.len());
                bytes.drain(at..end);
            }
            Self::Repeat(index, length) => {
                let at = place(index, bytes);
                let end = (at + length).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            Self::Cut(index) => bytes.truncate(index.index(bytes.len())),
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 1..=u8::MAX).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        3 => (at(), vec(any::<u8>(), 1..9)).prop_map(|(at, more)| Edit::Insert(at, more)),
        2 => (at(), 1..40_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        2 => (at(), 1..40_usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        1 => at().prop_map(Edit::Cut),
    ]
}

/// `good` with one to six changes.
pub(crate) fn spoilt(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    vec(edit(), 1..=6).prop_map(move |edits| {
        let mut bytes = good.clone();
        for edit in &edits {
            edit.make(&mut bytes);
        }
        bytes
    })
}
