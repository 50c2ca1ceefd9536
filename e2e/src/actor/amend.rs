//! What people do to messages that were written.

use protocol::{ConversationId, Message, MessageId, route};
use serde_json::json;

use super::Actor;
use crate::Reply;

impl Actor {
    /// Looks at one message.
    pub async fn message(&self, id: MessageId) -> Reply {
        self.get(&route::message(id)).await
    }

    /// Says something else in it.
    pub async fn edits(&self, id: MessageId, text: &str) -> Reply {
        self.asks(self.request("PATCH", &route::message(id)).json(&json!({ "text": text }))).await
    }

    /// Takes it back.
    pub async fn deletes(&self, id: MessageId) -> Reply {
        self.delete(&route::message(id)).await
    }

    /// Puts a sign to it.
    pub async fn reacts(&self, id: MessageId, emoji: &str) -> Reply {
        self.asks(self.request("PUT", &route::reaction(id, emoji))).await
    }

    /// Takes a sign away from it.
    pub async fn unreacts(&self, id: MessageId, emoji: &str) -> Reply {
        self.delete(&route::reaction(id, emoji)).await
    }

    /// Forwards a message.
    pub async fn forwards(&self, message: MessageId, chat: ConversationId) -> Message {
        self.tries_to_forward(message, chat).await.gives(201)
    }

    /// Forwards a message, perhaps.
    pub async fn tries_to_forward(&self, message: MessageId, chat: ConversationId) -> Reply {
        self.tries_to_send(chat, json!({ "forward_of": message })).await
    }

    /// Answers a message.
    pub async fn answers(&self, chat: ConversationId, to: MessageId, text: &str) -> Message {
        self.tries_to_send(chat, json!({ "text": text, "reply_to": to })).await.gives(201)
    }
}
