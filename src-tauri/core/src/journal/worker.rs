//! One connection in one thread; questions arrive over a channel (R107).

use std::{fs::File, sync::mpsc, thread};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::JournalError;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

enum Order {
    Run(Job),
    Stop(oneshot::Sender<()>),
}

/// A cheap handle; the thread ends when the last one is dropped or [`Worker::stop`] is called.
#[derive(Clone)]
pub(super) struct Worker {
    orders: mpsc::Sender<Order>,
}

impl Worker {
    /// Starts the thread. It keeps `lock` until it ends.
    pub(super) fn start(
        name: &str,
        connection: Connection,
        lock: Option<File>,
    ) -> Result<Self, JournalError> {
        let (orders, inbox) = mpsc::channel();
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(connection, lock, &inbox))?;
        Ok(Self { orders })
    }

    /// Runs `job` on the connection and waits for its answer without blocking.
    pub(super) async fn run<T, F>(&self, job: F) -> Result<T, JournalError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, JournalError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        // Nobody may be waiting any more; the job still counts.
        let job: Job = Box::new(move |connection| drop(answer.send(job(connection))));
        self.orders
            .send(Order::Run(job))
            .map_err(|_| JournalError::Closed)?;
        answered.await.map_err(|_| JournalError::Closed)?
    }

    /// Ends the thread after the jobs before it, whoever else holds a handle.
    pub(super) async fn stop(&self) {
        let (done, ended) = oneshot::channel();
        if self.orders.send(Order::Stop(done)).is_ok() {
            // An error means that it ended by itself.
            ended.await.unwrap_or_default();
        }
    }
}

fn work(mut connection: Connection, lock: Option<File>, inbox: &mpsc::Receiver<Order>) {
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
