//! What a server says on our own socket.

use protocol::{
    Presence, ServerEvent,
    event::{Change, Changed},
};

use super::{SETTINGS, answers::answers, conversation, id, member, message, profile, time};

pub(super) fn changes() -> Vec<Change> {
    let samples = vec![
        Changed::Message { message: message() },
        Changed::MemberJoined { member: member(), member_count: 3 },
        Changed::MemberLeft { user_id: id(6), member_count: 2 },
        Changed::Renamed { title: "Team".into() },
    ];
    for sample in &samples {
        match sample {
            Changed::Message { .. }
            | Changed::MemberJoined { .. }
            | Changed::MemberLeft { .. }
            | Changed::Renamed { .. }
            | Changed::Unknown => {}
        }
    }
    samples.into_iter().map(|changed| Change { conversation_id: id(1), version: 9, changed }).collect()
}

pub(crate) fn events() -> Vec<ServerEvent> {
    let mut samples = of_the_moment();
    samples.extend(answers());
    samples.extend(changes().into_iter().map(ServerEvent::Change));
    for sample in &samples {
        covered(sample);
    }
    samples
}

/// Asks for the sample of a new variant.
fn covered(event: &ServerEvent) {
    match event {
        ServerEvent::Hello { .. }
        | ServerEvent::Change(_)
        | ServerEvent::ConversationAdded { .. }
        | ServerEvent::ConversationRemoved { .. }
        | ServerEvent::Ack { .. }
        | ServerEvent::Done { .. }
        | ServerEvent::Error { .. }
        | ServerEvent::Typing { .. }
        | ServerEvent::Presence { .. }
        | ServerEvent::Read { .. }
        | ServerEvent::FullyRead { .. }
        | ServerEvent::Settings { .. }
        | ServerEvent::Changes { .. }
        | ServerEvent::Reset { .. }
        | ServerEvent::Reauth { .. }
        | ServerEvent::Authenticated { .. }
        | ServerEvent::Closing { .. }
        | ServerEvent::Unknown => {}
    }
}

fn of_the_moment() -> Vec<ServerEvent> {
    vec![
        ServerEvent::Hello {
            epoch: id(10),
            now: time(),
            user: profile(),
            session_id: id(8),
            conversations: vec![conversation()],
        },
        ServerEvent::ConversationAdded { conversation: conversation() },
        ServerEvent::ConversationRemoved { conversation_id: id(1) },
        ServerEvent::Typing { conversation_id: id(1), user_id: id(6), user_name: "Борис".into() },
        ServerEvent::Presence { user_id: id(6), presence: Presence::ONLINE },
        ServerEvent::Presence { user_id: id(6), presence: Presence::left(Some(time())) },
        ServerEvent::Presence { user_id: id(6), presence: Presence::HIDDEN },
        ServerEvent::Read { conversation_id: id(1), user_id: id(6), seq: 7 },
        ServerEvent::FullyRead {
            conversation_id: id(1), title: "Борис".into(), message_id: id(3), seq: 7
        },
        ServerEvent::Settings { conversation_id: id(1), settings: SETTINGS, read_seq: 6, request_id: None },
        ServerEvent::Reauth { expires_in_ms: 60_000 },
        ServerEvent::Closing { reason: "restart".into(), retry_after_ms: 500 },
    ]
}
