//! One thread, one order, and the moment in which nobody has anything left to do.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
};

use counterfoil_core::journal::Turns;
use tokio::runtime::{Builder, Runtime};

use crate::{dice::Dice, trace::Trace};

/// Hears when the runtime would go to sleep: every task waits for the clock then.
#[derive(Clone, Default)]
pub(crate) struct Quiet(Arc<Mutex<Ear>>);

#[derive(Default)]
struct Ear {
    waker: Option<Waker>,
    heard: bool,
}

impl Quiet {
    /// A runtime on this thread that tells when it is quiet.
    pub(crate) fn runtime(&self) -> std::io::Result<Runtime> {
        let quiet = self.clone();
        Builder::new_current_thread()
            .on_thread_park(move || quiet.tell())
            .build()
    }

    fn tell(&self) {
        let mut ear = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waker = ear.waker.take();
        ear.heard |= waker.is_some();
        drop(ear);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Completes when no task can go on by itself.
    pub(crate) async fn come(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).heard = false;
        Listen(self).await;
    }
}

struct Listen<'a>(&'a Quiet);

impl Future for Listen<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut ear = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if ear.heard {
            return Poll::Ready(());
        }
        ear.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

/// Whoever asked the disk lets a few others go first, as the seed says.
pub(crate) struct Shuffle {
    pub(crate) dice: Dice,
    pub(crate) trace: Trace,
}

impl Turns for Shuffle {
    fn pass(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let times = self.dice.below(4);
        self.trace.note(|| "disk".to_owned());
        Box::pin(async move {
            for _ in 0..times {
                tokio::task::yield_now().await;
            }
        })
    }
}
