//! One open socket, whatever is said on it: frames in are handed to its [`Voice`] one after the other, what the hub
//! tells goes out in batches; pings, limits and the reasons to close are the same for all.

use std::{
    future::poll_fn,
    ops::ControlFlow,
    sync::Arc,
    task::{self, Poll},
    time::{Duration, Instant},
};

use futures_util::StreamExt;
use protocol::{close, limits::REAUTH_BEFORE};
use tokio::time::sleep_until;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message, Utf8Bytes, protocol::frame::coding::CloseCode};

use super::{
    Context,
    end::{End, closed, faulty, say_goodbye},
    frame::Patience,
    frames::Frames,
    large::LARGE,
    parting::Parting,
    pulse::{Due, Pulse},
    sends::{Outcome, Sends},
    write::write,
};
use crate::{
    action::{
        listen::{Close, Delivery, Ear},
        sessions,
    },
    app::App,
    door::Socket,
};

/// What a socket says, and how it answers.
pub(super) trait Voice: Send {
    /// What to write for something that the hub told; `None` when it does not concern this socket.
    fn tell(&mut self, delivery: &Delivery) -> Option<Utf8Bytes>;

    /// Does what a frame asks for; whatever it returns is written. Messages are put among the `sends`, and answered
    /// by [`stored`](Self::stored); everything else is done when those have been stored.
    fn hear(&mut self, text: &str, sends: &mut Sends) -> impl Future<Output = Answer> + Send;

    /// What to say when a message has been stored or refused.
    fn stored(&mut self, outcome: Outcome) -> Option<Utf8Bytes>;

    /// What to say before the server stops, to a client that shall stay away for so long. The older sockets have no word
    /// for it: the code of the close says enough.
    fn closing(&self, _away: Duration) -> Option<Utf8Bytes> {
        None
    }

    /// What to say when the access token is only good for so long. Neither have the older sockets a word for this.
    fn reauth(&self, _left: Duration) -> Option<Utf8Bytes> {
        None
    }
}

/// What comes of a frame.
pub(super) enum Answer {
    /// Nothing to say.
    Silence,
    /// This.
    Say(Utf8Bytes),
    /// The frame was not understood: say this, and lose some patience.
    Refuse(Utf8Bytes),
    /// The client may stay for so long: say this.
    Renewed(Duration, Utf8Bytes),
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

type Flow = ControlFlow<End>;

/// Talks until one side ends it. `first` is written before anything else.
pub(super) async fn talk(
    Context { app, caller }: &Context,
    socket: Socket,
    ear: Ear,
    (voice, first): (impl Voice, Vec<Utf8Bytes>),
) {
    let mut line = Line {
        socket,
        ear,
        voice,
        sends: Sends::default(),
        news: Vec::new(),
        pulse: Pulse::new(sessions::good_for(app, caller), REAUTH_BEFORE.min(app.config.access_ttl / 4)),
        parting: Parting::new(app.stop.clone()),
        frames: app.config.rate_limits.is_on().then(|| Frames::new(Instant::now())),
        patience: Patience::default(),
        has_drained: false,
        listens_next: false,
    };
    // By themselves, however small: what they would need in the buffer it would keep.
    let mut end = line.pour(first.into_iter().map(Message::Text), 0).await;
    while end.is_continue() {
        // Boxed is what an idle socket shall not hold.
        end = match poll_fn(|context| line.poll(app, context)).await {
            Happening::News => line.tell().await,
            Happening::Closed(why) => Flow::Break(closed(why)),
            Happening::Frame(frame) => Box::pin(line.hear(frame)).await,
            Happening::Due(due) => line.attend(due).await,
            Happening::Stop(away) => Box::pin(line.part(away)).await,
        };
    }
    drop(line.ear);
    if let ControlFlow::Break(End::Close(code, reason)) = end {
        Box::pin(say_goodbye(&mut line.socket, code, reason)).await;
    }
}

/// What a socket wakes up for.
enum Happening {
    /// There is something to write: the hub has told it, or messages were stored.
    News,
    Closed(Close),
    Frame(Option<Result<Message, Error>>),
    Due(Due),
    /// The server stops, and this socket's turn has come; the client shall stay away for so long.
    Stop(Duration),
}

/// One socket, both ways.
struct Line<V> {
    socket: Socket,
    ear: Ear,
    voice: V,
    sends: Sends,
    /// What the hub told and is not yet written.
    news: Vec<Arc<Delivery>>,
    pulse: Pulse,
    parting: Parting,
    /// `None` when frames are not counted.
    frames: Option<Frames>,
    patience: Patience,
    /// All that has been read from the wire was heard.
    has_drained: bool,
    /// It spoke last: so that a busy room does not make it deaf.
    listens_next: bool,
}

impl<V: Voice> Line<V> {
    fn poll(&mut self, app: &App, context: &mut task::Context<'_>) -> Poll<Happening> {
        let listens_first = std::mem::take(&mut self.listens_next);
        if listens_first && let Poll::Ready(frame) = self.poll_frame(context) {
            return Poll::Ready(Happening::Frame(frame));
        }
        let told = match self.ear.poll_next(context, &mut self.news) {
            Poll::Ready(Err(why)) => return Poll::Ready(Happening::Closed(why)),
            told => told.is_ready(),
        };
        if self.sends.poll(context).is_ready() || told {
            self.listens_next = true;
            return Poll::Ready(Happening::News);
        }
        if !listens_first && let Poll::Ready(frame) = self.poll_frame(context) {
            return Poll::Ready(Happening::Frame(frame));
        }
        if let Poll::Ready(due) = self.pulse.poll(context) {
            return Poll::Ready(Happening::Due(due));
        }
        self.parting.poll(app, context).map(Happening::Stop)
    }

    fn poll_frame(&mut self, context: &mut task::Context<'_>) -> Poll<Option<Result<Message, Error>>> {
        if !self.sends.have_room() {
            return Poll::Pending;
        }
        // Asking the WebSocket fills its buffer with zeros; what has come on the wire is cheaper to ask.
        if self.has_drained && self.socket.get_ref().poll_read_ready(context).is_pending() {
            return Poll::Pending;
        }
        let frame = self.socket.poll_next_unpin(context);
        self.has_drained = frame.is_pending();
        frame
    }

    async fn write(&mut self, messages: impl IntoIterator<Item = Message>) -> Flow {
        self.pour(messages, LARGE).await
    }

    /// Writes all of it, unless it has to end meanwhile: a client that takes little at a time is not heard otherwise. Texts
    /// of so many bytes and more go by themselves.
    async fn pour(&mut self, messages: impl IntoIterator<Item = Message>, apart: usize) -> Flow {
        let Self { socket, ear, pulse, .. } = self;
        let (until, mut expiry) = (pulse.until(), None);
        // Apart: an idle socket shall not hold what writing needs.
        let mut writing = Box::pin(write(socket, messages, apart));
        poll_fn(|context| {
            if let Poll::Ready(written) = writing.as_mut().poll(context) {
                return Poll::Ready(written.map_or_else(|_| Flow::Break(End::Gone), Flow::Continue));
            }
            // In the middle of a frame there is no word of why.
            let expiry = expiry.get_or_insert_with(|| Box::pin(sleep_until(until)));
            if ear.poll_closed(context).is_ready() || expiry.as_mut().poll(context).is_ready() {
                return Poll::Ready(Flow::Break(End::Gone));
            }
            Poll::Pending
        })
        .await
    }

    /// Writes what the hub has told and what became of the messages that were sent here.
    async fn tell(&mut self) -> Flow {
        let (voice, mut news) = (&mut self.voice, std::mem::take(&mut self.news));
        let mut messages = Vec::with_capacity(news.len());
        messages.extend(news.drain(..).filter_map(|delivery| voice.tell(&delivery)));
        messages.extend(self.sends.take().into_iter().filter_map(|outcome| voice.stored(outcome)));
        self.news = news;
        self.write(messages.into_iter().map(Message::Text)).await
    }

    async fn hear(&mut self, frame: Option<Result<Message, Error>>) -> Flow {
        self.pulse.beat();
        // A ping is answered as well, and a pong that nobody waits for costs as much.
        if matches!(frame, Some(Ok(_)))
            && self.frames.as_mut().is_some_and(|frames| !frames.take(Instant::now()))
        {
            return Flow::Break(End::Close(close::RATE, "too many frames: slow down"));
        }
        match frame {
            Some(Ok(Message::Text(text))) => match self.voice.hear(&text, &mut self.sends).await {
                Answer::Silence => Flow::Continue(()),
                Answer::Say(text) => self.write([Message::Text(text)]).await,
                Answer::Refuse(text) => self.refuse(text).await,
                Answer::Renewed(good_for, text) => {
                    self.pulse.renew(good_for);
                    self.write([Message::Text(text)]).await
                }
            },
            Some(Ok(Message::Binary(_))) => {
                Flow::Break(End::Close(CloseCode::Unsupported.into(), "only text is spoken here"))
            }
            // Pongs are what we wait for; pings are answered by the library, at the next write or read.
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => self.write([]).await,
            Some(Ok(Message::Close(_))) | None => Flow::Break(End::Gone),
            Some(Err(error)) => Flow::Break(faulty(&error)),
        }
    }

    /// Does what time asks for.
    async fn attend(&mut self, due: Due) -> Flow {
        match due {
            Due::Ping => self.write([Message::Ping(Bytes::new())]).await,
            Due::Dead => Flow::Break(End::Close(close::SILENT, "nothing came back")),
            Due::Reauth(left) => self.write(self.voice.reauth(left).map(Message::Text)).await,
            Due::Expired => Flow::Break(End::Close(close::EXPIRED, "the access token has run out: renew it")),
        }
    }

    /// The server stops: what was said here is stored and answered, what was told is written, and the client learns when
    /// to come back.
    async fn part(&mut self, away: Duration) -> Flow {
        self.sends.settle().await;
        // A queue that was closed meanwhile has nothing more to tell.
        _ = poll_fn(|context| Poll::Ready(self.ear.poll_next(context, &mut self.news))).await;
        let told = self.tell().await;
        let closing = self.voice.closing(away).map(Message::Text);
        if told.is_continue() && self.write(closing).await.is_continue() {
            return Flow::Break(End::Close(close::RESTART, "the server stops: come back soon"));
        }
        Flow::Break(End::Gone)
    }

    async fn refuse(&mut self, text: Utf8Bytes) -> Flow {
        let said = self.write([Message::Text(text)]).await;
        if said.is_continue() && !self.patience.bear() {
            return Flow::Break(End::Close(
                CloseCode::Policy.into(),
                "too many frames that are not understood",
            ));
        }
        said
    }
}
