//! The wire between desk and tenant: every exchange passes here, is written down, and may be
//! spoilt in ways that no HTTP server can.

mod act;
mod http;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use counterfoil_practice::Operation;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};

pub(crate) use act::{Act, End, Sent};
pub(crate) use http::{Message, Until};

/// How often a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Times {
    /// The next such call.
    Once,
    /// Every such call of the case.
    Always,
}

impl Times {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Once, Self::Always];
}

/// A request that arrived whole.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) operation: Operation,
    pub(crate) request: Message,
}

struct Planned {
    operation: Operation,
    left: u32,
    act: Act,
}

#[derive(Default)]
struct Book {
    plan: Vec<Planned>,
    seen: Vec<Seen>,
    /// What every connection that spoke was for, whether or not its request became whole.
    begun: Vec<Operation>,
    holding: usize,
    connections: usize,
}

struct Shared {
    tenant: SocketAddr,
    book: Mutex<Book>,
    /// Counts up when held answers may go.
    released: watch::Sender<u64>,
}

/// The wire. Dropping it closes the port and every connection.
pub(crate) struct Line {
    shared: Arc<Shared>,
    address: SocketAddr,
    accepting: Option<JoinHandle<()>>,
}

impl Line {
    /// Opens a port of its own in front of the tenant at `tenant_port`.
    pub(crate) async fn open(tenant_port: u16) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            tenant: (Ipv4Addr::LOCALHOST, tenant_port).into(),
            book: Mutex::default(),
            released: watch::Sender::new(0),
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(accept(listener, shared.clone()));
        Ok(Self {
            shared,
            address,
            accepting: Some(accepting),
        })
    }

    /// `http://127.0.0.1:<port>`.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Adds a fault. Of several that match a call, the one planned first strikes.
    pub(crate) fn plan(&self, operation: Operation, times: Times, act: Act) {
        let left = match times {
            Times::Once => 1,
            Times::Always => u32::MAX,
        };
        self.book().plan.push(Planned {
            operation,
            left,
            act,
        });
    }

    /// Forgets faults and records, and ends every held connection.
    pub(crate) fn clear(&self) {
        self.release();
        let mut book = self.book();
        book.plan.clear();
        book.seen.clear();
        book.begun.clear();
        book.connections = 0;
    }

    /// Forgets the faults alone.
    pub(crate) fn heal(&self) {
        self.book().plan.clear();
    }

    /// Lets every held answer go, and ends silent connections.
    pub(crate) fn release(&self) {
        self.shared.released.send_modify(|count| *count += 1);
    }

    /// How many connections were made, whether or not anything was said.
    pub(crate) fn connections(&self) -> usize {
        self.book().connections
    }

    /// How many connections hold their answer or are silent now.
    pub(crate) fn holding(&self) -> usize {
        self.book().holding
    }

    /// The whole requests so far, oldest first.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.book().seen.clone()
    }

    /// How many requests of this kind were begun, those that were cut included.
    pub(crate) fn count(&self, operation: Operation) -> usize {
        let book = self.book();
        book.begun
            .iter()
            .filter(|begun| **begun == operation)
            .count()
    }

    /// Closes the port: whoever connects is refused.
    pub(crate) async fn hang_up(&mut self) {
        if let Some(accepting) = self.accepting.take() {
            accepting.abort();
            // Ends as aborted; then the listener is gone.
            let _ = accepting.await;
        }
    }

    /// Opens the same port again.
    pub(crate) async fn pick_up(&mut self) -> io::Result<()> {
        let listener = TcpListener::bind(self.address).await?;
        self.accepting = Some(tokio::spawn(accept(listener, self.shared.clone())));
        Ok(())
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.shared.book()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(accepting) = &self.accepting {
            accepting.abort();
        }
    }
}

impl Shared {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The act for this call, if one is planned.
    fn next_act(&self, operation: Operation) -> Act {
        let mut book = self.book();
        let mut matching = book
            .plan
            .iter_mut()
            .filter(|planned| planned.operation == operation && planned.left > 0);
        let Some(planned) = matching.next() else {
            return Act::pass();
        };
        if planned.left != u32::MAX {
            planned.left -= 1;
        }
        planned.act.clone()
    }

    /// Waits until the case lets held answers go.
    async fn wait(&self) {
        let mut released = self.released.subscribe();
        self.book().holding += 1;
        // The sender lives in the same value as we do.
        let _ = released.changed().await;
        self.book().holding -= 1;
    }
}

/// Aborting this future drops the set and with it every connection.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                shared.book().connections += 1;
                let shared = shared.clone();
                connections.spawn(async move { converse(stream, &shared).await; });
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// One exchange; the connection ends with it.
async fn converse(mut stream: TcpStream, shared: &Shared) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    // Looked at and left in its place: a cut may have to come before a byte of it is read.
    let operation = http::peek_operation(&stream).await?;
    let act = shared.next_act(operation);
    shared.book().begun.push(operation);
    let request = http::read_request(&mut stream, act.read).await?;
    if act.read != Until::End {
        return finish(stream, act.end, shared).await;
    }
    shared.book().seen.push(Seen {
        operation,
        request: request.clone(),
    });
    let mut reply = if act.acts {
        ask(shared.tenant, request).await?
    } else {
        Message::default()
    };
    if let Some(change) = &act.change {
        reply = change(reply);
    }
    if act.held {
        shared.wait().await;
    }
    if reply.header("connection").is_none() {
        reply.set("connection", "close");
    }
    stream.write_all(&act::part(&reply, act.sent)).await.ok()?;
    finish(stream, act.end, shared).await
}

async fn ask(tenant: SocketAddr, mut request: Message) -> Option<Message> {
    let mut stream = TcpStream::connect(tenant).await.ok()?;
    request.set("connection", "close");
    stream.write_all(&request.bytes()).await.ok()?;
    http::read_reply(&mut stream).await
}

async fn finish(mut stream: TcpStream, end: End, shared: &Shared) -> Option<()> {
    match end {
        End::Close => stream.shutdown().await.ok()?,
        End::Reset => stream.set_zero_linger().ok()?,
        End::Silence => shared.wait().await,
    }
    Some(())
}
