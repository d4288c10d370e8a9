//! Things by id that remember the order they came in, which is the order of every list.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

pub(crate) struct Shelf<T> {
    items: BTreeMap<u64, T>,
    places: HashMap<Uuid, u64>,
    next: u64,
}

impl<T> Shelf<T> {
    pub(crate) fn new() -> Self {
        Self {
            items: BTreeMap::new(),
            places: HashMap::new(),
            next: 0,
        }
    }

    pub(crate) fn insert(&mut self, id: Uuid, item: T) {
        self.remove(id);
        self.places.insert(id, self.next);
        self.items.insert(self.next, item);
        self.next += 1;
    }

    pub(crate) fn get(&self, id: Uuid) -> Option<&T> {
        self.items.get(self.places.get(&id)?)
    }

    pub(crate) fn get_mut(&mut self, id: Uuid) -> Option<&mut T> {
        self.items.get_mut(self.places.get(&id)?)
    }

    pub(crate) fn remove(&mut self, id: Uuid) -> Option<T> {
        self.items.remove(&self.places.remove(&id)?)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.items.values()
    }
}
