//! The bodies that clients write.

use protocol::{ChatType, GroupType, Role, request};

use super::id;

/// The bodies that clients write.
pub(crate) fn requests() -> serde_json::Value {
    serde_json::json!({
        "register": request::Register { name: "A".into(), email: "a@example.com".into(), password: "12345678".into() },
        "login": request::Login { email: "a@example.com".into(), password: "12345678".into(), next: None },
        "change_profile": request::ChangeProfile { shows_presence: Some(false) },
        "refresh": request::Refresh { refresh_token: Some("abc".into()) },
        "create_chat": request::CreateChat {
            chat_type: ChatType::Personal,
            participants: request::Participants::List(vec!["b@example.com".into()]),
            name: None,
        },
        "create_group": request::CreateGroup {
            name: "News".into(),
            group_type: GroupType::Public,
            participants: request::Participants::default(),
        },
        "send": request::SendMessage {
            chat_id: id(1),
            text: "hi".into(),
            client_id: Some(id(4)),
            reply_to: None,
            forward_of: None,
            sender_id: None,
        },
        "forward": request::SendMessage {
            chat_id: id(1),
            text: String::new(),
            client_id: Some(id(4)),
            reply_to: None,
            forward_of: Some(id(5)),
            sender_id: None,
        },
        "post": request::Post { text: "hi".into(), client_id: None, reply_to: Some(id(3)), forward_of: None },
        "edit": request::EditMessage { text: "ho".into() },
        "settings": request::ChangeSettings { muted: Some(true), ..Default::default() },
        "react": request::React { emoji: "👍".into(), set: Some(true) },
        "search": request::SearchMessages {
            q: "привет from:me".into(),
            chat_id: Some(id(1)),
            limit: Some(20),
            cursor: Some("abc".into()),
        },
        "history": request::History { before: Some(8), limit: Some(50), ..Default::default() },
        "listen": request::Listen { away: Some(true) },
        "read": request::MarkRead { chat_id: id(1), seq: 7 },
        "remove": request::RemoveMember { user_id: id(6) },
        "rename": request::Rename { name: "Team".into() },
        "role": request::SetRole { user_id: id(6), role: Role::Admin },
    })
}
