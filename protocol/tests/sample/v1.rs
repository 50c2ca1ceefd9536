//! Samples of the three older sockets.

use protocol::{
    ErrorCode,
    v1::{
        ChatCommand, ChatEvent, GroupCommand, GroupEvent, HistoryMessage, Refusal, StatusCommand, StatusEvent,
    },
};

use super::{id, time};

fn history() -> HistoryMessage {
    HistoryMessage {
        id: id(3),
        chat_id: id(1),
        seq: 7,
        sender_id: id(2),
        sender_name: "Андрей".into(),
        sender_email: None,
        text: "Привет".into(),
        created_at: time(),
        is_read: false,
    }
}

fn refusal() -> Refusal {
    Refusal { code: ErrorCode::Malformed, detail: "not JSON".into(), client_id: None }
}

pub(crate) fn v1_chat_commands() -> Vec<ChatCommand> {
    vec![
        ChatCommand::Message { text: "hi".into(), sender_id: Some(id(2)), client_id: Some(id(4)) },
        ChatCommand::Typing { sender_id: None },
        ChatCommand::Read { message_id: id(3), user_id: None },
    ]
}

pub(crate) fn v1_chat_events() -> Vec<ChatEvent> {
    vec![
        ChatEvent::History { messages: vec![history()] },
        ChatEvent::Message {
            id: id(3),
            seq: 7,
            chat_id: id(1),
            sender_id: id(2),
            sender_name: "Андрей".into(),
            text: "Привет".into(),
            created_at: time(),
            is_read: false,
            client_id: Some(id(4)),
        },
        ChatEvent::Typing { chat_id: id(1), sender_id: id(2), sender_name: "Андрей".into() },
        ChatEvent::Read { message_id: id(3), user_id: id(6), seq: 7 },
        ChatEvent::Error(refusal()),
    ]
}

pub(crate) fn v1_group_commands() -> Vec<GroupCommand> {
    vec![GroupCommand::Post { text: "news".into(), sender_id: None, client_id: None }]
}

pub(crate) fn v1_group_events() -> Vec<GroupEvent> {
    vec![
        GroupEvent::History { messages: vec![history()] },
        GroupEvent::Message {
            id: id(3),
            seq: 7,
            group_id: id(1),
            sender_id: id(2),
            sender_name: "Test Group".into(),
            text: "Привет".into(),
            created_at: time(),
            client_id: None,
        },
        GroupEvent::Error(refusal()),
    ]
}

pub(crate) fn v1_status_commands() -> Vec<StatusCommand> {
    vec![StatusCommand::CheckUnread, StatusCommand::CheckGroups]
}

pub(crate) fn v1_status_events() -> Vec<StatusEvent> {
    vec![
        StatusEvent::UnreadChats { chat_ids: vec![id(1)] },
        StatusEvent::UnreadGroups { group_ids: vec![id(1)] },
        StatusEvent::NewChat { chat_id: id(1), chat_name: "Борис".into() },
        StatusEvent::NewGroup { group_id: id(1), group_name: "News".into() },
        StatusEvent::FullyRead { message_id: id(3), chat_id: id(1), chat_name: "Борис".into() },
        StatusEvent::Error(refusal()),
    ]
}
