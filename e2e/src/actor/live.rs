//! The sockets that people open.

use protocol::{
    ConversationId, ServerEvent, route,
    v1::{ChatEvent, GroupEvent, StatusEvent},
};
use tokio_tungstenite::tungstenite::{client::IntoClientRequest, handshake::client::Request};

use super::Actor;
use crate::{Live, Socket};

impl Actor {
    /// The one socket of our own clients, greeted.
    pub async fn live(&self) -> Live {
        self.live_at(route::SOCKET).await
    }

    /// The same, for a program that nobody looks at.
    pub async fn live_away(&self) -> Live {
        self.live_at(&format!("{}?away=true", route::SOCKET)).await
    }

    async fn live_at(&self, path: &str) -> Live {
        let mut socket = Socket::open(self.upgrade(path)).await.expect("the socket opens");
        match socket.next().await {
            ServerEvent::Hello { epoch, user, session_id, conversations, .. } => {
                Live { epoch, user, session_id, conversations, socket }
            }
            other => panic!("the first event is hello, not {other:?}"),
        }
    }

    /// The socket of one chat.
    pub async fn chat_socket(&self, id: ConversationId) -> Socket<ChatEvent> {
        Socket::open(self.upgrade(&route::chat_socket(id))).await.expect("the socket opens")
    }

    /// The socket of one group.
    pub async fn group_socket(&self, id: ConversationId) -> Socket<GroupEvent> {
        Socket::open(self.upgrade(&route::group(id))).await.expect("the socket opens")
    }

    /// The socket that tells what is unread and new.
    pub async fn status_socket(&self) -> Socket<StatusEvent> {
        Socket::open(self.upgrade(route::STATUS_SOCKET)).await.expect("the socket opens")
    }

    /// The status of a handshake that is refused.
    pub async fn is_refused(&self, path: &str) -> u16 {
        self.is_refused_with(self.upgrade(path)).await
    }

    /// The status of a handshake that is refused.
    pub async fn is_refused_with(&self, request: Request) -> u16 {
        match Socket::<ServerEvent>::open(request).await {
            Ok(_) => panic!("the socket opened"),
            Err(status) => status,
        }
    }

    /// A handshake of theirs, to be changed before it is sent.
    pub fn upgrade(&self, path: &str) -> Request {
        let url = format!("{}{path}", self.url.replacen("http", "ws", 1));
        let mut request = url.into_client_request().unwrap();
        if !self.token.is_empty() {
            let bearer = format!("Bearer {}", self.token).parse().unwrap();
            request.headers_mut().insert("authorization", bearer);
        }
        request
    }
}
