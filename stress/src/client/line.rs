//! A connection to a server.

use std::time::Duration;

use anyhow::{Context, ensure};
use futures_util::{SinkExt, StreamExt};
use protocol::{ClientCommand, ServerEvent, route};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest},
};

/// Longer does no handshake take, on a machine with two cores and hundreds of clients.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// An open socket.
pub(super) struct Line {
    stream: WebSocketStream<TcpStream>,
}

/// What comes on it.
pub(super) enum Heard {
    /// An event.
    Event(Box<ServerEvent>),
    /// Something that no event is.
    Nonsense(String),
    /// The end: the code, if a close frame brought one.
    End(Option<u16>),
}

impl Line {
    /// Connects to the server at `address` (host:port). A client with a small buffer is a slow reader when it wants to be.
    pub(super) async fn open(address: &str, token: &str, small: bool) -> anyhow::Result<Self> {
        let opening = async {
            let socket = TcpSocket::new_v4()?;
            if small {
                socket.set_recv_buffer_size(4096)?;
            }
            let stream = socket.connect(address.parse().context("an address")?).await?;
            // A port that nobody listens on may be given to the very connection that looks for it.
            ensure!(stream.local_addr()? != stream.peer_addr()?, "connected to itself");
            stream.set_nodelay(true)?;
            let mut request = format!("ws://{address}{}", route::SOCKET).into_client_request()?;
            request.headers_mut().insert("authorization", format!("Bearer {token}").parse()?);
            anyhow::Ok(client_async(request, stream).await?.0)
        };
        let stream = timeout(HANDSHAKE, opening).await.context("the handshake takes too long")??;
        Ok(Self { stream })
    }

    /// Says it.
    pub(super) async fn say(&mut self, command: &ClientCommand) -> anyhow::Result<()> {
        let text = serde_json::to_string(command)?;
        timeout(HANDSHAKE, self.stream.send(Message::text(text))).await??;
        Ok(())
    }

    /// The next thing that comes.
    pub(super) async fn next(&mut self) -> Heard {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                    Ok(event) => return Heard::Event(Box::new(event)),
                    Err(error) => return Heard::Nonsense(format!("{error}: {text}")),
                },
                Some(Ok(Message::Close(frame))) => return Heard::End(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Heard::End(None),
            }
        }
    }

    /// Says goodbye.
    pub(super) async fn close(mut self) {
        // Whoever does not listen is left.
        _ = timeout(Duration::from_secs(1), self.stream.close(None)).await;
    }
}
