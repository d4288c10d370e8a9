//! One connection that answers one question at a time (R107): in a thread of its own, or in the
//! caller's turn when a simulation must own the order of everything.

use std::{fs::File, sync::mpsc, thread};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::JournalError;

#[cfg(any(test, feature = "testing"))]
pub use in_turn::Turns;

pub(super) type Job = Box<dyn FnOnce(&mut Connection) + Send>;

pub(super) enum Order {
    Run(Job),
    Stop(oneshot::Sender<()>),
}

/// Where the work on the disk is done.
#[derive(Clone, Default)]
pub enum DiskWork {
    /// In threads of its own: a slow disk holds up nobody who does not wait for it.
    #[default]
    Threads,
    /// In the turn of whoever asks, who then lets others go first. One seed, one order.
    #[cfg(any(test, feature = "testing"))]
    InTurn(std::sync::Arc<dyn Turns>),
}

/// A cheap handle; the connection is closed when the last one is dropped or [`Worker::stop`] is
/// called.
#[derive(Clone)]
pub(super) enum Worker {
    Thread(mpsc::Sender<Order>),
    #[cfg(any(test, feature = "testing"))]
    InTurn(std::sync::Arc<in_turn::Desk>),
}

impl Worker {
    /// Takes the connection over. `lock` is kept as long as the connection.
    pub(super) fn start(
        work: &DiskWork,
        name: &str,
        connection: Connection,
        lock: Option<File>,
    ) -> Result<Self, JournalError> {
        match work {
            DiskWork::Threads => {
                let (orders, inbox) = mpsc::channel();
                thread::Builder::new()
                    .name(name.to_owned())
                    .spawn(move || answer_all(connection, lock, &inbox))?;
                Ok(Self::Thread(orders))
            }
            #[cfg(any(test, feature = "testing"))]
            DiskWork::InTurn(turns) => Ok(Self::InTurn(std::sync::Arc::new(in_turn::Desk::new(
                connection,
                lock,
                turns.clone(),
            )))),
        }
    }

    /// Runs `job` on the connection and waits for its answer without blocking.
    pub(super) async fn run<T, F>(&self, job: F) -> Result<T, JournalError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, JournalError> + Send + 'static,
    {
        let orders = match self {
            Self::Thread(orders) => orders,
            #[cfg(any(test, feature = "testing"))]
            Self::InTurn(desk) => return desk.run(job).await,
        };
        let (answer, answered) = oneshot::channel();
        // Nobody may be waiting any more; the job still counts.
        let job: Job = Box::new(move |connection| drop(answer.send(job(connection))));
        orders
            .send(Order::Run(job))
            .map_err(|_| JournalError::Closed)?;
        answered.await.map_err(|_| JournalError::Closed)?
    }

    /// Closes the connection after the jobs before it, whoever else holds a handle.
    pub(super) async fn stop(&self) {
        let orders = match self {
            Self::Thread(orders) => orders,
            #[cfg(any(test, feature = "testing"))]
            Self::InTurn(desk) => return desk.stop(),
        };
        let (done, ended) = oneshot::channel();
        if orders.send(Order::Stop(done)).is_ok() {
            // An error means that it ended by itself.
            ended.await.unwrap_or_default();
        }
    }
}

fn answer_all(mut connection: Connection, lock: Option<File>, inbox: &mpsc::Receiver<Order>) {
    let mut stopped = None;
    for order in inbox {
        match order {
            Order::Run(job) => job(&mut connection),
            Order::Stop(done) => {
                stopped = Some(done);
                break;
            }
        }
    }
    drop(connection);
    drop(lock);
    if let Some(done) = stopped {
        // Nobody may be waiting any more.
        done.send(()).unwrap_or_default();
    }
}

#[cfg(any(test, feature = "testing"))]
mod in_turn {
    use std::{
        fs::File,
        future::Future,
        pin::Pin,
        sync::{Arc, Mutex, MutexGuard, PoisonError},
    };

    use rusqlite::Connection;

    use super::JournalError;

    /// Decides for how long whoever asked the disk lets others go first.
    pub trait Turns: Send + Sync {
        /// Completes when it is the caller's turn again.
        fn pass(&self) -> Pin<Box<dyn Future<Output = ()> + Send>>;
    }

    pub(crate) struct Desk {
        open: Mutex<Option<(Connection, Option<File>)>>,
        turns: Arc<dyn Turns>,
    }

    impl Desk {
        pub(super) fn new(
            connection: Connection,
            lock: Option<File>,
            turns: Arc<dyn Turns>,
        ) -> Self {
            Self {
                open: Mutex::new(Some((connection, lock))),
                turns,
            }
        }

        /// The job is done at once, as a thread would begin it at once; only the answer waits.
        pub(super) async fn run<T>(
            &self,
            job: impl FnOnce(&mut Connection) -> Result<T, JournalError>,
        ) -> Result<T, JournalError> {
            let answer = match self.open().as_mut() {
                Some((connection, _)) => job(connection),
                None => Err(JournalError::Closed),
            };
            self.turns.pass().await;
            answer
        }

        pub(super) fn stop(&self) {
            self.open().take();
        }

        fn open(&self) -> MutexGuard<'_, Option<(Connection, Option<File>)>> {
            self.open.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }
}
