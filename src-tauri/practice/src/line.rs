//! One TCP connection that can be cut at a chosen byte.
//!
//! A fault that loses an answer has to lose it on the wire: an HTTP error would be an answer.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

use crate::tenant::hold;

#[derive(Clone, Copy, Default)]
enum Fate {
    #[default]
    Open,
    /// Nothing more is sent.
    Cut,
    /// The head and this many bytes of the body are still sent.
    AfterBody { left: usize, then: End },
    /// The head is gone, this many bytes are still sent.
    After { left: usize, then: End },
}

#[derive(Clone, Copy)]
enum End {
    Close,
    Stall,
}

/// Decides how a connection ends.
#[derive(Clone, Default)]
pub(crate) struct Scissors(Arc<Mutex<Fate>>);

impl Scissors {
    pub(crate) fn cut(&self) {
        *hold(&self.0) = Fate::Cut;
    }

    pub(crate) fn close_after_body(&self, bytes: usize) {
        *hold(&self.0) = Fate::AfterBody {
            left: bytes,
            then: End::Close,
        };
    }

    pub(crate) fn stall_after_body(&self, bytes: usize) {
        *hold(&self.0) = Fate::AfterBody {
            left: bytes,
            then: End::Stall,
        };
    }

    /// How many of `bytes` may be sent now.
    fn allow(&self, bytes: &[u8]) -> Verdict {
        let mut fate = hold(&self.0);
        if let Fate::AfterBody { left, then } = *fate {
            // hyper writes the whole head in its first write.
            let head = bytes
                .windows(4)
                .position(|four| four == b"\r\n\r\n")
                .map_or(0, |at| at + 4);
            *fate = Fate::After {
                left: left + head,
                then,
            };
        }
        match &*fate {
            Fate::Open | Fate::AfterBody { .. } => Verdict::Send(bytes.len()),
            Fate::Cut
            | Fate::After {
                left: 0,
                then: End::Close,
            } => Verdict::Close,
            Fate::After {
                left: 0,
                then: End::Stall,
            } => Verdict::Stall,
            Fate::After { left, .. } => Verdict::Send((*left).min(bytes.len())),
        }
    }

    fn sent(&self, bytes: usize) {
        if let Fate::After { left, .. } = &mut *hold(&self.0) {
            *left = left.saturating_sub(bytes);
        }
    }
}

enum Verdict {
    Send(usize),
    Stall,
    Close,
}

/// The connection itself.
pub(crate) struct Line {
    pub(crate) stream: TcpStream,
    pub(crate) scissors: Scissors,
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.scissors.allow(bytes) {
            Verdict::Close => Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
            Verdict::Stall => Poll::Pending,
            Verdict::Send(most) => {
                let written = Pin::new(&mut self.stream).poll_write(context, &bytes[..most]);
                if let Poll::Ready(Ok(count)) = written {
                    self.scissors.sent(count);
                }
                written
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
