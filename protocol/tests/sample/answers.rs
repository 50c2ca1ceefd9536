//! What the server answers to what a client has said.

use protocol::{ErrorCode, ServerEvent};

use super::{SETTINGS, conversation, events::changes, id, message, time};

pub(super) fn answers() -> Vec<ServerEvent> {
    vec![
        ServerEvent::Ack {
            client_id: id(4),
            conversation_id: id(1),
            message_id: id(3),
            seq: 7,
            version: 9,
            created_at: time(),
        },
        ServerEvent::Error {
            code: ErrorCode::Invalid,
            detail: "Message too long".into(),
            client_id: Some(id(4)),
            request_id: None,
            retry_after: None,
        },
        ServerEvent::Error {
            code: ErrorCode::RateLimited,
            detail: "Too many requests; try again in 12 s".into(),
            client_id: None,
            request_id: Some(id(9)),
            retry_after: Some(12),
        },
        ServerEvent::Changes {
            request_id: id(9),
            conversation_id: id(1),
            items: changes(),
            version: 9,
            more: false,
        },
        ServerEvent::Done { request_id: id(9), conversation_id: id(1), version: 9 },
        ServerEvent::Settings {
            conversation_id: id(1),
            settings: SETTINGS,
            read_seq: 6,
            request_id: Some(id(9)),
        },
        ServerEvent::Authenticated { request_id: id(9), expires_in_ms: 900_000 },
        ServerEvent::Reset { request_id: id(9), conversation: conversation(), messages: vec![message()] },
    ]
}
