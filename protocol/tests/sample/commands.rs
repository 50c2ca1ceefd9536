//! What a client of our own socket wishes.

use protocol::{AccessToken, ClientCommand, request::ChangeSettings};

use super::id;

/// One of each.
pub(crate) fn commands() -> Vec<ClientCommand> {
    let mut samples = vec![
        ClientCommand::Send {
            conversation_id: id(1),
            client_id: id(4),
            text: "hi".into(),
            reply_to: Some(id(3)),
            forward_of: None,
        },
        ClientCommand::Send {
            conversation_id: id(1),
            client_id: id(4),
            text: String::new(),
            reply_to: None,
            forward_of: Some(id(5)),
        },
        ClientCommand::Typing { conversation_id: id(1) },
        ClientCommand::Read { conversation_id: id(1), seq: 7, request_id: Some(id(9)) },
        ClientCommand::Sync { conversation_id: id(1), since: 5, request_id: id(9) },
        ClientCommand::Auth { access_token: AccessToken("abc".into()), request_id: id(9) },
        ClientCommand::Edit {
            conversation_id: id(1),
            message_id: id(3),
            text: "ho".into(),
            request_id: id(9),
        },
        ClientCommand::Delete { conversation_id: id(1), message_id: id(3), request_id: id(9) },
        ClientCommand::React {
            conversation_id: id(1),
            message_id: id(3),
            emoji: "👍".into(),
            set: true,
            request_id: id(9),
        },
    ];
    samples.extend(sets());
    for sample in &samples {
        match sample {
            ClientCommand::Send { .. }
            | ClientCommand::Typing { .. }
            | ClientCommand::Read { .. }
            | ClientCommand::Sync { .. }
            | ClientCommand::Edit { .. }
            | ClientCommand::Delete { .. }
            | ClientCommand::React { .. }
            | ClientCommand::Set { .. }
            | ClientCommand::Auth { .. } => {}
        }
    }
    samples
}

fn sets() -> Vec<ClientCommand> {
    vec![
        ClientCommand::Set {
            conversation_id: id(1),
            wish: ChangeSettings { muted: Some(true), pinned: Some(false), marked_unread: Some(true) },
            request_id: id(9),
        },
        ClientCommand::Set {
            conversation_id: id(1),
            wish: ChangeSettings { marked_unread: Some(false), ..ChangeSettings::default() },
            request_id: id(9),
        },
    ]
}
