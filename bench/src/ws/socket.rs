//! An open socket.

use std::{
    cell::RefCell,
    future::poll_fn,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
};

use anyhow::{Result, ensure};
use tokio::{
    io::{AsyncRead, ReadBuf},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use super::{Frame, shake_hands};

/// As much as is read at once, and the longest frame.
const BUFFER: usize = 512 << 10;

thread_local! {
    /// One for all sockets of the thread: it stays in the processor's cache, and an idle socket costs nothing.
    static SHARED: RefCell<Box<[u8]>> = RefCell::new(vec![0; BUFFER].into_boxed_slice());
}

/// The writing half.
pub(crate) type Writer = OwnedWriteHalf;

/// The reading half of a socket, with the piece of a frame that has come so far.
pub(crate) struct Socket {
    read: OwnedReadHalf,
    kept: Vec<u8>,
    /// What is kept came with the handshake and has not been looked at.
    fresh: bool,
}

impl Socket {
    /// Opens one; see [`shake_hands`].
    pub(crate) async fn open(
        address: SocketAddr,
        door: (&str, Option<&str>),
        number: usize,
    ) -> Result<(Self, Writer)> {
        let (stream, kept) = shake_hands(address, door, number, None).await?;
        Ok(Self::over(stream, kept))
    }

    /// Over a connection whose handshake is done.
    pub(crate) fn over(stream: TcpStream, kept: Vec<u8>) -> (Self, Writer) {
        let (read, write) = stream.into_split();
        let fresh = !kept.is_empty();
        (Self { read, kept, fresh }, write)
    }

    /// Waits for something to come, and hands on all whole frames of it.
    ///
    /// # Errors
    /// When the other side has closed, or `each` fails.
    pub(crate) async fn read(&mut self, mut each: impl FnMut(Frame<'_>) -> Result<()>) -> Result<()> {
        poll_fn(|context| self.poll_read(context, &mut each)).await
    }

    fn poll_read(
        &mut self,
        context: &mut Context<'_>,
        each: &mut impl FnMut(Frame<'_>) -> Result<()>,
    ) -> Poll<Result<()>> {
        if std::mem::take(&mut self.fresh) {
            let kept = std::mem::take(&mut self.kept);
            return Poll::Ready(self.take(&kept, kept.len(), each));
        }
        SHARED.with_borrow_mut(|shared| {
            let kept = self.kept.len();
            if kept >= shared.len() {
                return Poll::Ready(Err(anyhow::anyhow!("a frame is longer than {BUFFER} bytes")));
            }
            let mut buffer = ReadBuf::new(&mut shared[kept..]);
            match Pin::new(&mut self.read).poll_read(context, &mut buffer) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(read) => read?,
            }
            let read = buffer.filled().len();
            shared[..kept].copy_from_slice(&self.kept);
            Poll::Ready(self.take(&shared[..kept + read], read, each))
        })
    }

    fn take(
        &mut self,
        bytes: &[u8],
        read: usize,
        each: &mut impl FnMut(Frame<'_>) -> Result<()>,
    ) -> Result<()> {
        ensure!(read > 0, "the other side has closed the connection");
        let mut rest = bytes;
        while let Some((frame, length)) = Frame::read(rest)? {
            each(frame)?;
            rest = &rest[length..];
        }
        self.kept.clear();
        self.kept.extend_from_slice(rest);
        Ok(())
    }
}
