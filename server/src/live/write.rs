//! Writing to a socket: everything that is there, with one flush. When it fails or takes too long, the socket must be closed.

use std::time::Duration;

use futures_util::SinkExt;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use super::large;
use crate::door::Socket;

/// A client that takes nothing for this long is given up.
const WITHIN: Duration = Duration::from_secs(10);

/// Writes all of it and flushes once, but for texts of so many bytes and more, which go by themselves.
pub(super) async fn write(
    socket: &mut Socket,
    messages: impl IntoIterator<Item = Message>,
    apart: usize,
) -> Result<(), Error> {
    let mut messages = messages.into_iter();
    loop {
        let small = timeout(WITHIN, write_small(socket, &mut messages, apart)).await;
        match small.map_err(|_| Error::ConnectionClosed)?? {
            Some(large) => large::write(socket, &large, WITHIN).await?,
            None => return Ok(()),
        }
    }
}

/// Writes what comes before a text that goes by itself, and gives that back.
async fn write_small(
    socket: &mut Socket,
    messages: &mut impl Iterator<Item = Message>,
    apart: usize,
) -> Result<Option<Utf8Bytes>, Error> {
    let mut large = None;
    for message in messages {
        match message {
            Message::Text(text) if text.len() >= apart => {
                large = Some(text);
                break;
            }
            message => socket.feed(message).await?,
        }
    }
    socket.flush().await?;
    Ok(large)
}
