//! Writing to a socket: everything that is there, with one flush. When it fails, the socket must be closed: it does when
//! the client takes nothing for too long (`door::patience`).

use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use super::large;
use crate::door::Socket;

/// Writes all of it and flushes once, but for texts of so many bytes and more, which go by themselves.
pub(super) async fn write(
    socket: &mut Socket,
    messages: impl IntoIterator<Item = Message>,
    apart: usize,
) -> Result<(), Error> {
    let mut messages = messages.into_iter();
    loop {
        match write_small(socket, &mut messages, apart).await? {
            Some(large) => large::write(socket, &large).await?,
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
