//! What commands do over HTTP, beside what the update asks for.

use protocol::{
    Chat, ClientId, Conversation, ConversationId, Found, Group, Message, MessageId, Profile, Session,
    SessionId, User, request, route,
};

use super::{
    api::Api,
    ask::{from_chat, from_group},
};
use crate::message::Failure;

impl Api {
    /// Who asks, as the server knows them.
    pub async fn me(&self) -> Result<Profile, Failure> {
        let url = self.door.url(route::ME);
        self.ask(|http| http.get(url.clone())).await
    }

    /// Ends the session on the server.
    pub async fn sign_out(&self) -> Result<(), Failure> {
        let url = self.door.url(route::LOGOUT);
        self.tell(|http| http.post(url.clone())).await.map(drop)
    }

    /// The user's devices.
    pub async fn sessions(&self) -> Result<Vec<Session>, Failure> {
        let url = self.door.url(route::SESSIONS);
        self.ask(|http| http.get(url.clone())).await
    }

    /// Signs a device out.
    pub async fn revoke(&self, session: SessionId) -> Result<(), Failure> {
        let url = self.door.url(&route::session(session));
        self.tell(|http| http.delete(url.clone())).await.map(drop)
    }

    /// Chats and groups, the liveliest first.
    pub async fn conversations(&self) -> Result<Vec<Conversation>, Failure> {
        let (chats, groups) = (self.door.url(route::CHATS), self.door.url(route::GROUPS));
        let chats: Vec<Chat> = self.ask(|http| http.get(chats.clone())).await?;
        let groups: Vec<Group> = self.ask(|http| http.get(groups.clone())).await?;
        let chats = chats.into_iter().map(|chat| from_chat(chat, &self.user));
        let mut all: Vec<Conversation> = chats.chain(groups.into_iter().map(from_group)).collect();
        let lively = |c: &Conversation| c.last_message.as_ref().map_or(c.created_at, |last| last.created_at);
        all.sort_by_key(|c| std::cmp::Reverse(lively(c)));
        Ok(all)
    }

    /// A page of messages, newest first.
    pub async fn page(&self, id: ConversationId, page: &request::History) -> Result<Vec<Message>, Failure> {
        let url = self.door.url(&route::history(id));
        self.ask(|http| http.get(url.clone()).query(page)).await
    }

    /// Writes a message, or in place of a text the words of another one; the same `client_id` again finds the one that is
    /// stored.
    pub async fn send(
        &self,
        to: &Conversation,
        client_id: ClientId,
        text: &str,
        forward_of: Option<MessageId>,
    ) -> Result<Message, Failure> {
        let (text, client_id, reply_to) = (text.to_owned(), Some(client_id), None);
        if to.kind.is_group() {
            let url = self.door.url(&route::group_post(to.id));
            let post = request::Post { text, client_id, reply_to, forward_of };
            return self.ask(|http| http.post(url.clone()).json(&post)).await;
        }
        let url = self.door.url(route::SEND);
        let send =
            request::SendMessage { chat_id: to.id, text, client_id, reply_to, forward_of, sender_id: None };
        self.ask(|http| http.post(url.clone()).json(&send)).await
    }

    /// Says that everything up to a message has been read.
    pub async fn mark_read(&self, id: ConversationId, seq: i64) -> Result<(), Failure> {
        let (url, read) = (self.door.url(route::READ), request::MarkRead { chat_id: id, seq });
        self.tell(|http| http.post(url.clone()).json(&read)).await.map(drop)
    }

    /// People by part of a name or by their whole address.
    pub async fn people(&self, query: &str) -> Result<Vec<User>, Failure> {
        self.find(route::USERS, query).await
    }

    /// Public groups by part of their name.
    pub async fn public_groups(&self, query: &str) -> Result<Vec<Conversation>, Failure> {
        let found: Vec<Group> = self.find(route::GROUPS, query).await?;
        Ok(found.into_iter().map(from_group).collect())
    }

    /// A page of the messages that are found for a query, newest first.
    pub async fn search(&self, query: &request::SearchMessages) -> Result<Found, Failure> {
        let url = self.door.url(route::SEARCH);
        self.ask(|http| http.get(url.clone()).query(query)).await
    }
}
