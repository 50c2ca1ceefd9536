//! The socket.

use std::{future::pending, sync::Arc, time::Duration};

use futures_util::StreamExt;
use protocol::{ErrorCode, request, route};
use reqwest::Url;
use rustls::{ClientConfig, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::timeout,
};
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        self,
        client::IntoClientRequest,
        http::{HeaderValue, StatusCode, header},
        protocol::WebSocketConfig,
    },
};

use super::{
    api::Api,
    dial::reach,
    door::{AGENT, cause},
    wire::{Heard, Wire},
};
use crate::message::{Failure, Silence};

const CONNECT_WITHIN: Duration = Duration::from_secs(15);
/// An answer may bring a whole page of messages in one frame.
const LARGEST: usize = 16 << 20;

/// Bytes both ways, with TLS or without.
pub(super) trait Pipe: AsyncRead + AsyncWrite + Send + Sync + Unpin {
    /// When the last byte came.
    fn heard(&self) -> Heard;
}

impl Pipe for Wire {
    fn heard(&self) -> Heard {
        self.heard
    }
}

impl Pipe for TlsStream<Wire> {
    fn heard(&self) -> Heard {
        self.get_ref().0.heard
    }
}

/// An open socket.
pub(super) type Socket = WebSocketStream<Box<dyn Pipe>>;

/// Opens the socket; an access token that is over is renewed on the way.
pub(super) async fn connect(api: &Api, wish: request::Listen) -> Result<Socket, Failure> {
    let late = |_| Failure::Unreachable(Silence::Late);
    let token = api.access_token().await;
    let first = timeout(CONNECT_WITHIN, open(api, &token, wish)).await.map_err(late)?;
    if !matches!(first, Err(Failure::Refused(ErrorCode::Unauthenticated, _))) {
        return first;
    }
    let token = api.renew(&token).await?;
    timeout(CONNECT_WITHIN, open(api, &token, wish)).await.map_err(late)?
}

async fn open(api: &Api, token: &str, wish: request::Listen) -> Result<Socket, Failure> {
    let mut http = api.door.url(route::SOCKET);
    if wish.away == Some(true) {
        http.set_query(Some("away=true"));
    }
    let pipe = dial(&http, &api.door.tls).await.map_err(|e| Failure::Unreachable(cause(e.as_ref())))?;
    let address = http.as_str().replacen("http", "ws", 1);
    let unusable = |e: &(dyn std::error::Error + 'static)| Failure::Unreachable(cause(e));
    let mut request = address.into_client_request().map_err(|e| unusable(&e))?;
    let mut bearer = HeaderValue::try_from(format!("Bearer {token}")).map_err(|e| unusable(&e))?;
    bearer.set_sensitive(true);
    request.headers_mut().insert(header::AUTHORIZATION, bearer);
    request.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static(AGENT));
    let config = WebSocketConfig::default()
        .read_buffer_size(16 << 10)
        .max_message_size(Some(LARGEST))
        .max_frame_size(Some(LARGEST));
    match client_async_with_config(request, pipe, Some(config)).await {
        Ok((socket, _)) => Ok(socket),
        Err(tungstenite::Error::Http(answer)) if answer.status() == StatusCode::UNAUTHORIZED => {
            Err(Failure::Refused(ErrorCode::Unauthenticated, String::new()))
        }
        Err(tungstenite::Error::Http(answer)) => {
            Err(Failure::Unreachable(format!("HTTP {}", answer.status()).into()))
        }
        Err(error) => Err(unusable(&error)),
    }
}

async fn dial(
    url: &Url,
    tls: &Arc<ClientConfig>,
) -> Result<Box<dyn Pipe>, Box<dyn std::error::Error + Send + Sync>> {
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
    let port = url.port_or_known_default().unwrap_or(443);
    let tcp = reach(&host, port).await?;
    tcp.set_nodelay(true)?;
    let wire = Wire::new(tcp);
    if url.scheme() == "http" {
        return Ok(Box::new(wire));
    }
    let name = ServerName::try_from(host)?;
    Ok(Box::new(TlsConnector::from(Arc::clone(tls)).connect(name, wire).await?))
}

/// What the socket says next; without one, nothing ever.
pub(super) async fn next_frame(
    socket: &mut Option<Socket>,
) -> Option<Result<tungstenite::Message, tungstenite::Error>> {
    match socket {
        Some(socket) => socket.next().await,
        None => pending().await,
    }
}
