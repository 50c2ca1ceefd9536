//! How long a connection waits for its other end to take what is written: an answer that nobody takes would be held for ever,
//! and thousands of them fill the memory.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

/// Whoever takes nothing for this long is given up.
const WITHIN: Duration = Duration::from_secs(10);

/// A connection that fails when its other end takes nothing.
#[derive(Debug)]
pub struct Patience {
    wire: TcpStream,
    /// When it is enough, while something waits to be taken.
    until: Option<Pin<Box<Sleep>>>,
}

impl Patience {
    pub(super) const fn new(wire: TcpStream) -> Self {
        Self { wire, until: None }
    }

    /// Ready when there is something to read, or the other end has gone.
    pub fn poll_read_ready(&self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.wire.poll_read_ready(context)
    }

    fn bear(
        &mut self,
        context: &mut Context<'_>,
        taken: Poll<io::Result<usize>>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if taken.is_ready() {
            self.until = None;
            return taken;
        }
        let until = self.until.get_or_insert_with(|| Box::pin(sleep(WITHIN)));
        ready!(until.as_mut().poll(context));
        self.until = None;
        let given_up = |_| io::ErrorKind::TimedOut.into();
        Poll::Ready(take(&self.wire, bytes).map_err(given_up))
    }
}

/// Takes as much as there is room for. The kernel says that there is some only when a third of its buffer is free, for which a slow
/// line needs longer than anybody is waited for; and tokio asks no earlier.
#[cfg(unix)]
fn take(wire: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    use std::{io::Write, os::fd::AsFd};

    std::net::TcpStream::from(wire.as_fd().try_clone_to_owned()?).write(bytes)
}

#[cfg(not(unix))]
fn take(_: &TcpStream, _: &[u8]) -> io::Result<usize> {
    Err(io::ErrorKind::WouldBlock.into())
}

impl AsyncRead for Patience {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patience {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let taken = Pin::new(&mut self.wire).poll_write(context, bytes);
        self.bear(context, taken, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        all: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let taken = Pin::new(&mut self.wire).poll_write_vectored(context, all);
        self.bear(context, taken, all.iter().find(|bytes| !bytes.is_empty()).map_or(&[], |bytes| bytes))
    }

    fn is_write_vectored(&self) -> bool {
        self.wire.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_shutdown(context)
    }
}
