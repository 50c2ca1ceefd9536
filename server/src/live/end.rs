//! How a socket ends: with which code and which words.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use protocol::close;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{
    Error, Message, Utf8Bytes,
    error::{CapacityError, ProtocolError},
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use crate::{action::listen::Close, door::Socket};

/// Why a socket ends.
pub(super) enum End {
    /// The client is gone, or said goodbye.
    Gone,
    /// We close it, with a code and words.
    Close(u16, &'static str),
}

/// What the hub closes a socket for, as its client is told.
pub(super) const fn closed(why: Close) -> End {
    match why {
        Close::Resync => End::Close(close::RESYNC, "too slow: come back and sync"),
        Close::SessionEnded => End::Close(close::SESSION_ENDED, "the session has ended"),
        Close::Replaced => End::Close(close::REPLACED, "too many sockets: this was the oldest"),
        Close::NotAMember => End::Close(close::NOT_A_MEMBER, "no longer a member"),
    }
}

/// Says why, and reads on for a moment until the client has said goodbye too: a connection that is dropped with frames
/// unread is reset, and that would take our last words away.
pub(super) async fn say_goodbye(socket: &mut Socket, code: u16, reason: &'static str) {
    let frame = CloseFrame { code: CloseCode::from(code), reason: Utf8Bytes::from_static(reason) };
    let goodbye = async {
        socket.send(Message::Close(Some(frame))).await?;
        while socket.next().await.is_some_and(|frame| frame.is_ok()) {}
        Ok::<_, Error>(())
    };
    // Whoever does not take it finds the connection closed.
    _ = timeout(Duration::from_secs(1), goodbye).await;
}

/// What a faulty frame is answered with (RFC 6455, 7.4.1).
pub(super) fn faulty(error: &Error) -> End {
    match error {
        Error::Capacity(CapacityError::MessageTooLong { .. }) => {
            End::Close(CloseCode::Size.into(), "a frame has at most 64 KiB")
        }
        Error::Utf8(_) => End::Close(CloseCode::Invalid.into(), "text is UTF-8"),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)
        | Error::ConnectionClosed
        | Error::Io(_) => End::Gone,
        Error::Protocol(_) => End::Close(CloseCode::Protocol.into(), "this is not a WebSocket frame"),
        _ => End::Gone,
    }
}
