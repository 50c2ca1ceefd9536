//! One open socket, whatever is said on it: frames in are handed to its [`Voice`] one after the other, what the hub
//! tells goes out in batches; pings, limits and the reasons to close are the same for all.

use std::{
    ops::ControlFlow,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use protocol::{
    close,
    limits::{PING_EVERY, PONG_WITHIN},
};
use tokio::time::{sleep_until, timeout};
use tokio_tungstenite::tungstenite::{
    Bytes, Error, Message, Utf8Bytes,
    error::{CapacityError, ProtocolError},
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use super::{frame::Patience, frames::Frames};
use crate::{
    action::listen::{Close, Delivery, Ear},
    app::App,
    door::Socket,
};

/// A client that takes nothing for this long is given up.
const WRITE_WITHIN: Duration = Duration::from_secs(10);

/// What a socket says, and how it answers.
pub(super) trait Voice: Send {
    /// What to write for something that the hub told; `None` when it does not concern this socket.
    fn tell(&mut self, delivery: &Arc<Delivery>) -> impl Future<Output = Option<Utf8Bytes>> + Send;

    /// Does what a frame asks for; whatever it returns is written.
    fn hear(&mut self, text: &str) -> impl Future<Output = Answer> + Send;
}

/// What comes of a frame.
pub(super) enum Answer {
    /// Nothing to say.
    Silence,
    /// This.
    Say(Utf8Bytes),
    /// The frame was not understood: say this, and lose some patience.
    Refuse(Utf8Bytes),
}

impl Answer {
    /// Says a value as JSON.
    pub(super) fn json(value: &impl serde::Serialize) -> Self {
        Self::Say(json(value))
    }
}

/// A value as a frame's text.
pub(super) fn json(value: &impl serde::Serialize) -> Utf8Bytes {
    // Events are plain structs of numbers and strings: serialising them cannot fail.
    serde_json::to_string(value).unwrap_or_default().into()
}

/// Why a socket ends.
enum End {
    /// The client is gone, or said goodbye.
    Gone,
    /// We close it, with a code and words.
    Close(u16, &'static str),
}

type Flow = ControlFlow<End>;

/// Talks until one side ends it. `first` is written before anything else.
pub(super) async fn talk(
    app: &App,
    socket: Socket,
    ear: Ear,
    (mut voice, first): (impl Voice, Vec<Utf8Bytes>),
) {
    let (sink, stream) = socket.split();
    let mut line = Line { sink, patience: Patience::default(), frames: Frames::new(Instant::now()) };
    let first = first.into_iter().map(Message::Text).collect();
    let mut end = line.write(first).await;
    if end.is_continue() {
        end = run(app, (&mut line, stream), &ear, &mut voice).await;
    }
    drop(ear);
    if let ControlFlow::Break(End::Close(code, reason)) = end {
        line.close(code, reason).await;
    }
}

async fn run(
    app: &App,
    (line, mut stream): (&mut Line, SplitStream<Socket>),
    ear: &Ear,
    voice: &mut impl Voice,
) -> Flow {
    let mut batch = Vec::new();
    let mut pulse = Pulse::new();
    loop {
        let flow = tokio::select! {
            told = ear.next(&mut batch) => match told {
                Ok(()) => line.tell(voice, &mut batch).await,
                Err(why) => Flow::Break(closed(why)),
            },
            frame = stream.next() => {
                pulse.beat();
                line.hear(voice, frame).await
            }
            () = sleep_until(pulse.due) => match pulse.next() {
                Some(ping) => line.write(vec![ping]).await,
                None => Flow::Break(End::Close(close::SILENT, "nothing came back")),
            },
            () = app.stop.cancelled() => Flow::Break(End::Close(close::RESTART, "the server stops: come back soon")),
        };
        if flow.is_break() {
            return flow;
        }
    }
}

const fn closed(why: Close) -> End {
    match why {
        Close::Resync => End::Close(close::RESYNC, "too slow: come back and sync"),
        Close::SessionEnded => End::Close(close::SESSION_ENDED, "the session has ended"),
        Close::Replaced => End::Close(close::REPLACED, "too many sockets: this was the oldest"),
        Close::NotAMember => End::Close(close::NOT_A_MEMBER, "no longer a member"),
    }
}

/// The writing half, and what is counted of the reading one.
struct Line {
    sink: SplitSink<Socket, Message>,
    patience: Patience,
    frames: Frames,
}

impl Line {
    /// Writes all of it and flushes once.
    async fn write(&mut self, messages: Vec<Message>) -> Flow {
        let all = async {
            for message in messages {
                self.sink.feed(message).await?;
            }
            self.sink.flush().await
        };
        match timeout(WRITE_WITHIN, all).await {
            Ok(Ok(())) => Flow::Continue(()),
            Ok(Err(_)) | Err(_) => Flow::Break(End::Gone),
        }
    }

    async fn tell(&mut self, voice: &mut impl Voice, batch: &mut Vec<Arc<Delivery>>) -> Flow {
        let mut messages = Vec::with_capacity(batch.len());
        for delivery in batch.drain(..) {
            messages.extend(voice.tell(&delivery).await.map(Message::Text));
        }
        self.write(messages).await
    }

    async fn hear(&mut self, voice: &mut impl Voice, frame: Option<Result<Message, Error>>) -> Flow {
        match frame {
            Some(Ok(Message::Text(text))) => {
                if !self.frames.take(Instant::now()) {
                    return Flow::Break(End::Close(close::RATE, "too many frames: slow down"));
                }
                match voice.hear(&text).await {
                    Answer::Silence => Flow::Continue(()),
                    Answer::Say(text) => self.write(vec![Message::Text(text)]).await,
                    Answer::Refuse(text) => self.refuse(text).await,
                }
            }
            Some(Ok(Message::Binary(_))) => {
                Flow::Break(End::Close(CloseCode::Unsupported.into(), "only text is spoken here"))
            }
            // Pongs are what we wait for; pings are answered by the library, at the next write or read.
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => self.write(Vec::new()).await,
            Some(Ok(Message::Close(_))) | None => Flow::Break(End::Gone),
            Some(Err(error)) => Flow::Break(faulty(&error)),
        }
    }

    async fn refuse(&mut self, text: Utf8Bytes) -> Flow {
        let said = self.write(vec![Message::Text(text)]).await;
        if said.is_continue() && !self.patience.bear() {
            return Flow::Break(End::Close(
                CloseCode::Policy.into(),
                "too many frames that are not understood",
            ));
        }
        said
    }

    /// Says why, and waits a moment for the client to have read it: a reset would take the words away.
    async fn close(mut self, code: u16, reason: &'static str) {
        let frame = CloseFrame { code: CloseCode::from(code), reason: Utf8Bytes::from_static(reason) };
        let goodbye = async {
            self.sink.send(Message::Close(Some(frame))).await?;
            self.sink.close().await
        };
        // Whoever does not take it finds the connection closed.
        _ = timeout(Duration::from_secs(1), goodbye).await;
    }
}

/// What a faulty frame is answered with (RFC 6455, 7.4.1).
fn faulty(error: &Error) -> End {
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

/// An idle client is pinged, and given up when nothing comes back.
struct Pulse {
    due: tokio::time::Instant,
    pinged: bool,
}

impl Pulse {
    fn new() -> Self {
        Self { due: tokio::time::Instant::now() + PING_EVERY, pinged: false }
    }

    /// Something was heard.
    fn beat(&mut self) {
        *self = Self::new();
    }

    /// The ping that is due; `None` when the last one was not answered.
    fn next(&mut self) -> Option<Message> {
        if self.pinged {
            return None;
        }
        *self = Self { due: tokio::time::Instant::now() + PONG_WITHIN, pinged: true };
        Some(Message::Ping(Bytes::new()))
    }
}
