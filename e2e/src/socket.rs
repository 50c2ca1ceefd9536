//! A socket that waits for what is expected.

use std::{fmt::Debug, time::Duration};

use futures_util::{SinkExt, StreamExt};
use protocol::{ClientCommand, ClientId, Conversation, ConversationId, Epoch, Profile, RequestId, SessionId};
use serde::{Serialize, de::DeserializeOwned};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message, handshake::client::Request},
};
use uuid::Uuid;

use crate::PATIENCE;

/// An open socket that tells events of one kind.
pub struct Socket<E> {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// What came while something else was waited for, oldest first.
    pub passed: Vec<E>,
    /// How long it waits for what is expected.
    pub patience: Duration,
}

/// The one socket of our own clients, and what its `hello` said.
pub struct Live {
    /// Which life of the database this is.
    pub epoch: Epoch,
    /// Who is signed in.
    pub user: Profile,
    /// At which device.
    pub session_id: SessionId,
    /// Their conversations at that moment.
    pub conversations: Vec<Conversation>,
    /// What follows.
    pub socket: Socket<protocol::ServerEvent>,
}

impl<E: DeserializeOwned + Debug> Socket<E> {
    /// Shakes hands; the status when that is refused.
    pub async fn open(request: Request) -> Result<Self, u16> {
        match timeout(PATIENCE, connect_async(request)).await.expect("a handshake takes too long") {
            Ok((stream, _)) => Ok(Self { stream, passed: Vec::new(), patience: PATIENCE }),
            Err(tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Says something.
    pub async fn says(&mut self, command: &impl Serialize) {
        self.says_text(&serde_json::to_string(command).unwrap()).await;
    }

    /// Says exactly these characters.
    pub async fn says_text(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// Sends a frame of any kind.
    pub async fn says_frame(&mut self, frame: Message) {
        self.stream.send(frame).await.unwrap();
    }

    /// The next event, whatever it is.
    pub async fn next(&mut self) -> E {
        match timeout(self.patience, self.frame()).await.expect("nothing comes") {
            Ok(text) => read(&text),
            Err(code) => panic!("the socket was closed with {code:?}"),
        }
    }

    /// The first event that `pick` wants; those before it are in [`Socket::passed`].
    pub async fn until<T>(&mut self, what: &str, pick: impl Fn(&E) -> Option<T>) -> T {
        loop {
            let event = match timeout(self.patience, self.frame()).await {
                Ok(Ok(text)) => read(&text),
                Ok(Err(code)) => {
                    panic!("no {what}, but a close with {code:?}; before it: {:#?}", self.passed)
                }
                Err(late) => panic!("no {what} ({late}); what came: {:#?}", self.passed),
            };
            if let Some(picked) = pick(&event) {
                return picked;
            }
            self.passed.push(event);
        }
    }

    /// Waits until the server closes, and tells with which code; none when the connection just ends. What came before is in
    /// [`Socket::passed`].
    pub async fn closes(&mut self) -> Option<u16> {
        timeout(self.patience, self.close_code()).await.expect("the socket stays open")
    }

    async fn close_code(&mut self) -> Option<u16> {
        loop {
            match self.frame().await {
                Ok(text) => self.passed.push(read(&text)),
                Err(code) => return code,
            }
        }
    }

    /// The next text, or the code of the close.
    async fn frame(&mut self) -> Result<String, Option<u16>> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }
}

fn read<E: DeserializeOwned>(text: &str) -> E {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

impl Live {
    /// A conversation as `hello` told it.
    pub fn conversation(&self, id: ConversationId) -> &Conversation {
        self.conversations.iter().find(|known| known.id == id).expect("hello tells all conversations")
    }

    /// Sends a message; the id that it was given, for the `ack`.
    pub async fn sends(&mut self, conversation_id: ConversationId, text: &str) -> ClientId {
        let client_id = Uuid::new_v4().into();
        self.sends_as(conversation_id, text, client_id).await;
        client_id
    }

    /// Sends a message under that id.
    pub async fn sends_as(&mut self, conversation_id: ConversationId, text: &str, client_id: ClientId) {
        let send = ClientCommand::Send {
            conversation_id,
            client_id,
            text: text.into(),
            reply_to: None,
            forward_of: None,
        };
        self.socket.says(&send).await;
    }

    /// Types.
    pub async fn types(&mut self, conversation_id: ConversationId) {
        self.socket.says(&ClientCommand::Typing { conversation_id }).await;
    }

    /// Has read up to there.
    pub async fn reads(&mut self, conversation_id: ConversationId, seq: i64) {
        self.socket.says(&ClientCommand::Read { conversation_id, seq, request_id: None }).await;
    }

    /// Asks what has changed since; the id that comes back with the answer.
    pub async fn syncs(&mut self, conversation_id: ConversationId, since: i64) -> RequestId {
        let request_id = Uuid::new_v4().into();
        self.socket.says(&ClientCommand::Sync { conversation_id, since, request_id }).await;
        request_id
    }
}

/// Waits on a socket for the first event of a shape, and gives what the shape binds:
/// `let seq = expects!(alice.socket, ServerEvent::Ack { seq, .. } => seq);`
#[macro_export]
macro_rules! expects {
    ($socket:expr, $shape:pat $(if $guard:expr)? => $gives:expr) => {
        $socket
            .until(stringify!($shape), |event| match event.clone() {
                $shape $(if $guard)? => Some($gives),
                _ => None,
            })
            .await
    };
    ($socket:expr, $shape:pat $(if $guard:expr)?) => {
        $crate::expects!($socket, $shape $(if $guard)? => ())
    };
}
