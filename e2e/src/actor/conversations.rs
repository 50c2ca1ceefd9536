//! What people do in chats and groups.

use protocol::{
    Chat, ConversationId, Group, GroupType, Member, Message, Role, UserId,
    request::{MarkRead, SetRole},
    route,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Actor;
use crate::Reply;

impl Actor {
    /// A personal chat with somebody.
    pub async fn starts_chat_with(&self, other: &Self) -> ConversationId {
        let wish = json!({ "chat_type": "personal", "participants": [other.id()] });
        let reply = self.post(route::CHAT_CREATE, &wish).await;
        assert!([200, 201].contains(&reply.status), "{reply:#?}");
        reply.gives::<Chat>(reply.status).id
    }

    /// A chat of several.
    pub async fn starts_group_chat(&self, name: &str, others: &[&Self]) -> ConversationId {
        let wish = json!({ "chat_type": "group", "name": name, "participants": ids(others) });
        self.post(route::CHAT_CREATE, &wish).await.gives::<Chat>(201).id
    }

    /// A broadcast group.
    pub async fn starts_group(&self, name: &str, kind: GroupType, others: &[&Self]) -> ConversationId {
        let wish = json!({ "name": name, "group_type": kind, "participants": ids(others) });
        self.post(route::GROUP_CREATE, &wish).await.gives::<Group>(201).id
    }

    /// Their chats.
    pub async fn chats(&self) -> Vec<Chat> {
        self.get(route::CHATS).await.gives(200)
    }

    /// One of them.
    pub async fn chat(&self, id: ConversationId) -> Chat {
        self.get(&route::chat(id)).await.gives(200)
    }

    /// Their groups.
    pub async fn groups(&self) -> Vec<Group> {
        self.get(route::GROUPS).await.gives(200)
    }

    /// A group.
    pub async fn group(&self, id: ConversationId) -> Group {
        self.get(&route::group(id)).await.gives(200)
    }

    /// Public groups by name.
    pub async fn finds_groups(&self, query: &str) -> Vec<Group> {
        self.asks(self.request("GET", route::GROUPS).query(&[("query", query)])).await.gives(200)
    }

    /// Joins a group.
    pub async fn joins(&self, group: ConversationId) -> Reply {
        self.post(&route::group_join(group), &json!({})).await
    }

    /// Leaves a group.
    pub async fn leaves(&self, group: ConversationId) -> Reply {
        self.post(&route::group_leave(group), &json!({})).await
    }

    /// Leaves a group chat.
    pub async fn leaves_chat(&self, chat: ConversationId) -> Reply {
        self.post(&route::chat_leave(chat), &json!({})).await
    }

    /// Looks who is in a group.
    pub async fn members(&self, group: ConversationId) -> Vec<Member> {
        self.get(&route::group_members(group)).await.gives(200)
    }

    /// Adds people to a group.
    pub async fn adds(&self, group: ConversationId, others: &[&Self]) -> Reply {
        self.post(&route::group_members(group), &json!({ "participants": ids(others) })).await
    }

    /// Gives somebody another role in a group.
    pub async fn makes(&self, group: ConversationId, other: &Self, role: Role) -> Reply {
        self.post(&route::group_role(group), &SetRole { user_id: other.id(), role }).await
    }

    /// Puts somebody out of a group.
    pub async fn removes(&self, group: ConversationId, other: &Self) -> Reply {
        self.delete(&route::group_member(group, other.id())).await
    }

    /// Puts somebody out of a group chat.
    pub async fn removes_from_chat(&self, chat: ConversationId, other: &Self) -> Reply {
        self.delete(&route::chat_member(chat, other.id())).await
    }

    /// Calls a group something else.
    pub async fn renames(&self, group: ConversationId, name: &str) -> Reply {
        self.asks(self.request("PATCH", &route::group(group)).json(&json!({ "name": name }))).await
    }

    /// Calls a group chat something else.
    pub async fn renames_chat(&self, chat: ConversationId, name: &str) -> Reply {
        self.asks(self.request("PATCH", &route::chat(chat)).json(&json!({ "name": name }))).await
    }

    /// Writes in a chat.
    pub async fn sends(&self, chat: ConversationId, text: &str) -> Message {
        self.tries_to_send(chat, json!({ "text": text, "client_id": Uuid::new_v4() })).await.gives(201)
    }

    /// Sends that body, completed by the chat's id.
    pub async fn tries_to_send(&self, chat: ConversationId, mut body: Value) -> Reply {
        body["chat_id"] = json!(chat);
        self.post(route::SEND, &body).await
    }

    /// Posts in a group.
    pub async fn posts(&self, group: ConversationId, text: &str) -> Message {
        self.tries_to_post(group, text).await.gives(201)
    }

    /// Posts in a group, perhaps.
    pub async fn tries_to_post(&self, group: ConversationId, text: &str) -> Reply {
        self.post(&route::group_post(group), &json!({ "text": text })).await
    }

    /// Has read up to there.
    pub async fn reads(&self, chat: ConversationId, seq: i64) {
        let reply = self.tries_to_read(chat, seq).await;
        assert!((200..300).contains(&reply.status), "{reply:#?}");
    }

    /// Says that they have read up to there.
    pub async fn tries_to_read(&self, chat: ConversationId, seq: i64) -> Reply {
        self.post(route::READ, &MarkRead { chat_id: chat, seq }).await
    }

    /// The newest page, newest first.
    pub async fn history(&self, chat: ConversationId) -> Vec<Message> {
        self.page(chat, "").await.gives(200)
    }

    /// A page by its query, `?before=3&limit=2` say.
    pub async fn page(&self, chat: ConversationId, query: &str) -> Reply {
        self.get(&format!("{}{query}", route::history(chat))).await
    }
}

fn ids(people: &[&Actor]) -> Vec<UserId> {
    people.iter().map(|person| person.id()).collect()
}
