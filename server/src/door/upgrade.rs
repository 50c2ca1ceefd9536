//! From a request to a WebSocket. Not warp's own filter: it holds 128 KiB for every idle socket and zero-fills it on
//! every read. No subprotocol and no compression is ever agreed on.

use std::future::Future;

use http::{HeaderMap, HeaderValue, StatusCode, header};
use hyper::upgrade::OnUpgrade;
use hyper_util::{rt::TokioIo, server::conn::auto::upgrade::downcast};
use protocol::limits;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};

use super::{Response, accept::Arrival, patience::Patience};
use crate::{
    app::App,
    error::{Error, Result},
};

/// An open WebSocket. In a box, since each future that it is handed through keeps the place that it had there.
pub type Socket = Box<WebSocketStream<Patience>>;

/// A connection that may become a WebSocket.
pub struct Upgrade {
    on: OnUpgrade,
    accept: HeaderValue,
    arrival: Arrival,
}

/// Whether the request asks for a WebSocket.
pub(super) fn is_wanted(headers: &HeaderMap) -> bool {
    has_token(headers, &header::CONNECTION, "upgrade") && has_token(headers, &header::UPGRADE, "websocket")
}

fn has_token(headers: &HeaderMap, name: &header::HeaderName, token: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|text| text.split(',').any(|item| item.trim().eq_ignore_ascii_case(token)))
}

impl Upgrade {
    pub(super) fn new(headers: &HeaderMap, on: Option<OnUpgrade>, arrival: Arrival) -> Result<Self> {
        let bad = |why| Error::Malformed(std::borrow::Cow::Borrowed(why));
        let version = headers.get(header::SEC_WEBSOCKET_VERSION);
        if version.is_none_or(|version| version != "13") {
            return Err(bad("Only version 13 of WebSocket is spoken here"));
        }
        let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|key| key.len() == 24);
        let key = key.ok_or_else(|| bad("The WebSocket key is missing or wrong"))?;
        let on = on.ok_or_else(|| bad("This connection cannot become a WebSocket"))?;
        let accept = HeaderValue::try_from(derive_accept_key(key.as_bytes()))
            .map_err(|error| Error::Internal(error.into()))?;
        Ok(Self { on, accept, arrival })
    }

    /// Answers 101; when that is sent, `talk` runs as a task of the server until the socket is done.
    pub fn run<F, T>(self, app: &App, talk: F) -> Response
    where
        F: FnOnce(Socket) -> T + Send + 'static,
        T: Future<Output = ()> + Send + 'static,
    {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
        let headers = response.headers_mut();
        headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
        headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, self.accept);
        let (on, place) = (self.on, self.arrival.place);
        app.doors.spawn(async move {
            if let Some(socket) = open(on).await {
                talk(socket).await;
            }
            // The socket counts as a connection until here.
            drop(place);
        });
        response
    }
}

async fn open(on: OnUpgrade) -> Option<Socket> {
    let upgraded = on.await.inspect_err(|error| tracing::debug!(%error, "no upgrade")).ok()?;
    let parts = downcast::<TokioIo<Patience>>(upgraded)
        .inspect_err(|_| tracing::error!("a connection of an unknown kind"))
        .ok()?;
    // `read_buf` keeps hyper's whole buffer alive: copy what is in it.
    let (stream, ahead) = (parts.io.into_inner(), parts.read_buf.to_vec());
    drop(parts.read_buf);
    Some(Box::new(WebSocketStream::from_partially_read(stream, ahead, Role::Server, Some(config())).await))
}

/// A wish is a few hundred bytes; each socket keeps its read buffer, and a larger one costs an idle socket 5 KiB with what the
/// allocator adds. The write buffer stays as it is: a smaller one halves what a burst of events gains from being sent together.
fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(1 << 10)
        .max_write_buffer_size(2 << 20)
        .max_message_size(Some(limits::FRAME_BYTES))
        .max_frame_size(Some(limits::FRAME_BYTES))
        .accept_unmasked_frames(false)
}
