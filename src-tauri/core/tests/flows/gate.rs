use std::{
    future::{Future, ready},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use counterfoil_core::journal::Turns;
use tokio::sync::Notify;

/// A journal that, once asked to, keeps its next answer back.
#[derive(Default)]
pub(crate) struct Gate {
    pub(crate) shut: AtomicBool,
    pub(crate) reached: Notify,
    pub(crate) opened: Arc<Notify>,
}

impl Turns for Gate {
    fn pass(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        if !self.shut.swap(false, Ordering::SeqCst) {
            return Box::pin(ready(()));
        }
        self.reached.notify_one();
        let opened = self.opened.clone();
        Box::pin(async move { opened.notified().await })
    }
}
