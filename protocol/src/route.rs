//! Every path, once: the server's patterns as constants, a client's addresses as functions.

use std::fmt::Write;

use crate::{ConversationId, MessageId, SessionId, UserId};

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {$(
        $(#[$doc])*
        pub const $name: &str = $path;
    )*};
}

paths! {
    /// POST: make an account.
    REGISTER = "/api/v1/users/register";
    /// GET: the caller. PATCH: change their profile; POST: the same, for a form.
    ME = "/api/v1/users/me";
    /// GET: find people.
    USERS = "/api/v1/users";
    /// POST: sign in.
    LOGIN = "/api/v1/auth/login";
    /// POST: sign out.
    LOGOUT = "/api/v1/auth/logout";
    /// POST: a new access token.
    REFRESH = "/api/v1/auth/refresh";
    /// GET: the caller's devices.
    SESSIONS = "/api/v1/auth/sessions";
    /// DELETE: sign a device out.
    SESSION = "/api/v1/auth/sessions/{id}";
    /// POST: the same, for a form, which knows no DELETE.
    SESSION_REVOKE = "/api/v1/auth/sessions/{id}/revoke";
    /// POST: make a chat.
    CHAT_CREATE = "/api/v1/chats/create";
    /// GET: the caller's chats.
    CHATS = "/api/v1/chats";
    /// GET: one of them. PATCH: call it something else.
    CHAT = "/api/v1/chats/{id}";
    /// POST: call it something else, for a form.
    CHAT_RENAME = "/api/v1/chats/{id}/rename";
    /// DELETE: put somebody out of it.
    CHAT_MEMBER = "/api/v1/chats/{id}/members/{user_id}";
    /// POST: the same, for a form, which knows no DELETE.
    CHAT_REMOVE = "/api/v1/chats/{id}/remove";
    /// POST: leave a group chat.
    CHAT_LEAVE = "/api/v1/chats/{id}/leave";
    /// POST: make a group.
    GROUP_CREATE = "/api/v1/groups/create";
    /// GET: the caller's groups, or with `query` the directory of public ones.
    GROUPS = "/api/v1/groups";
    /// GET: one of them. PATCH: call it something else. WebSocket: the group socket of v1.
    GROUP = "/api/v1/groups/{id}";
    /// POST: call it something else, for a form.
    GROUP_RENAME = "/api/v1/groups/{id}/rename";
    /// POST: join it.
    GROUP_JOIN = "/api/v1/groups/{id}/join";
    /// POST: leave it.
    GROUP_LEAVE = "/api/v1/groups/{id}/leave";
    /// POST: post in it.
    GROUP_POST = "/api/v1/groups/{id}/post";
    /// GET: its members. POST: add people to it, by somebody who may.
    GROUP_MEMBERS = "/api/v1/groups/{id}/members";
    /// DELETE: put somebody out of it.
    GROUP_MEMBER = "/api/v1/groups/{id}/members/{user_id}";
    /// POST: the same, for a form, which knows no DELETE.
    GROUP_REMOVE = "/api/v1/groups/{id}/remove";
    /// POST: give a member another role; giving `owner` hands the group over.
    GROUP_ROLE = "/api/v1/groups/{id}/role";
    /// PATCH: be told of a chat or group otherwise. POST: the same, for a form.
    SETTINGS = "/api/v1/conversations/{id}/settings";
    /// POST: write in a chat.
    SEND = "/api/v1/messages/send";
    /// GET: one message. PATCH: edit it. DELETE: take it back.
    MESSAGE = "/api/v1/messages/{id}";
    /// POST: edit it, for a form.
    MESSAGE_EDIT = "/api/v1/messages/{id}/edit";
    /// POST: take it back, for a form.
    MESSAGE_DELETE = "/api/v1/messages/{id}/delete";
    /// POST: put a sign to it or take it away, for a form.
    REACTIONS = "/api/v1/messages/{id}/reactions";
    /// PUT: put this sign to it. DELETE: take it away.
    REACTION = "/api/v1/messages/{id}/reactions/{emoji}";
    /// GET: find messages.
    SEARCH = "/api/v1/search";
    /// GET: read back.
    HISTORY = "/api/v1/messages/history/{chat_id}";
    /// POST: the caller has read up to a message.
    READ = "/api/v1/messages/read";
    /// POST: demo data, in demo mode.
    TEST_DATA = "/api/v1/test/test-data";
    /// WebSocket: our own clients.
    SOCKET = "/api/v1/ws";
    /// WebSocket: the chat socket of v1.
    CHAT_SOCKET = "/api/v1/chats/chat/{chat_id}";
    /// WebSocket: the status socket of v1.
    STATUS_SOCKET = "/api/v1/messenger/read/status";
    /// GET: the description of all this.
    OPENAPI = "/openapi.json";
    /// GET: the same, to read and try.
    DOCS = "/docs";
    /// GET: the process lives.
    HEALTHZ = "/healthz";
    /// GET: it can serve.
    READYZ = "/readyz";
    /// GET: Prometheus text.
    METRICS = "/metrics";
}

/// [`CHAT`] of one chat.
pub fn chat(id: ConversationId) -> String {
    format!("{CHATS}/{id}")
}

/// [`CHAT_LEAVE`] of one chat.
pub fn chat_leave(id: ConversationId) -> String {
    format!("{CHATS}/{id}/leave")
}

/// [`CHAT_RENAME`] of one chat.
pub fn chat_rename(id: ConversationId) -> String {
    format!("{CHATS}/{id}/rename")
}

/// [`CHAT_MEMBER`]: one member of one chat.
pub fn chat_member(id: ConversationId, user: UserId) -> String {
    format!("{CHATS}/{id}/members/{user}")
}

/// [`CHAT_REMOVE`] of one chat.
pub fn chat_remove(id: ConversationId) -> String {
    format!("{CHATS}/{id}/remove")
}

/// [`GROUP`] of one group.
pub fn group(id: ConversationId) -> String {
    format!("{GROUPS}/{id}")
}

/// [`GROUP_JOIN`] of one group.
pub fn group_join(id: ConversationId) -> String {
    format!("{GROUPS}/{id}/join")
}

/// [`GROUP_LEAVE`] of one group.
pub fn group_leave(id: ConversationId) -> String {
    format!("{GROUPS}/{id}/leave")
}

/// [`GROUP_POST`] of one group.
pub fn group_post(id: ConversationId) -> String {
    format!("{GROUPS}/{id}/post")
}

/// [`GROUP_MEMBERS`] of one group.
pub fn group_members(id: ConversationId) -> String {
    format!("{GROUPS}/{id}/members")
}

/// [`GROUP_RENAME`] of one group.
pub fn group_rename(id: ConversationId) -> String {
    format!("{GROUPS}/{id}/rename")
}

/// [`GROUP_MEMBER`]: one member of one group.
pub fn group_member(id: ConversationId, user: UserId) -> String {
    format!("{GROUPS}/{id}/members/{user}")
}

/// [`GROUP_REMOVE`] of one group.
pub fn group_remove(id: ConversationId) -> String {
    format!("{GROUPS}/{id}/remove")
}

/// [`GROUP_ROLE`] of one group.
pub fn group_role(id: ConversationId) -> String {
    format!("{GROUPS}/{id}/role")
}

/// [`SETTINGS`] of one conversation.
pub fn settings(id: ConversationId) -> String {
    format!("/api/v1/conversations/{id}/settings")
}

/// [`HISTORY`] of one conversation.
pub fn history(id: ConversationId) -> String {
    format!("/api/v1/messages/history/{id}")
}

/// [`MESSAGE`] of one message.
pub fn message(id: MessageId) -> String {
    format!("/api/v1/messages/{id}")
}

/// [`REACTION`]: one sign of one message.
pub fn reaction(id: MessageId, emoji: &str) -> String {
    let mut path = format!("/api/v1/messages/{id}/reactions/");
    for byte in emoji.bytes() {
        // Writing to a string cannot fail.
        _ = write!(path, "%{byte:02X}");
    }
    path
}

/// [`SESSION`] of one device.
pub fn session(id: SessionId) -> String {
    format!("{SESSIONS}/{id}")
}

/// [`CHAT_SOCKET`] of one chat.
pub fn chat_socket(id: ConversationId) -> String {
    format!("{CHATS}/chat/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_in_a_path_is_percent_encoded() {
        let id = MessageId::from(uuid::Uuid::nil());
        assert_eq!(reaction(id, "👍"), format!("/api/v1/messages/{id}/reactions/%F0%9F%91%8D"));
    }
}
