//! The wire below everything: it remembers when a byte last came. A frame, or a record of TLS, may take long to be whole.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use protocol::Timestamp;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::Instant,
};

/// A connection of TCP.
pub(super) struct Wire {
    tcp: TcpStream,
    pub(super) heard: Heard,
}

/// When a byte came last. While the computer sleeps the one clock stands still, the other goes on.
#[derive(Clone, Copy)]
pub(super) struct Heard {
    /// For how long nothing has come.
    pub(super) since: Instant,
    /// Of when is what came.
    pub(super) at: Timestamp,
}

impl Heard {
    fn now() -> Self {
        Self { since: Instant::now(), at: Timestamp::from_millis(jiff::Timestamp::now().as_millisecond()) }
    }
}

impl Wire {
    pub(super) fn new(tcp: TcpStream) -> Self {
        Self { tcp, heard: Heard::now() }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.tcp).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.heard = Heard::now();
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}
