//! Where to write: something new, an answer, or other words in one's own message.

use protocol::{ClientId, Conversation, Message, MessageId, UserId, route};
use serde::Serialize;

use crate::action::rights::Rights;

/// The form.
#[derive(Debug, Serialize)]
pub struct Compose<'a> {
    action: String,
    client_id: ClientId,
    target: Option<Target<'a>>,
    /// What stands in the field: the words that are to be changed.
    text: &'a str,
    /// Everybody can be called by one name.
    calls_all: bool,
}

/// What is written about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It is answered.
    Reply,
    /// It is changed.
    Edit,
}

#[derive(Debug, Serialize)]
struct Target<'a> {
    purpose: Purpose,
    id: MessageId,
    seq: i64,
    sender: &'a str,
    /// The reader wrote it.
    own: bool,
    text: &'a str,
}

impl<'a> Compose<'a> {
    /// For somebody who may write; about one of the messages, if that was asked for.
    pub fn of(
        one: &Conversation,
        rights: Rights,
        client_id: ClientId,
        me: UserId,
        about: Option<(Purpose, &'a Message)>,
    ) -> Option<Self> {
        if !rights.write {
            return None;
        }
        let about = about.filter(|(_, message)| !message.deleted);
        let action = match about {
            Some((Purpose::Edit, message)) => format!("{}/edit", route::message(message.id)),
            _ if one.kind.is_chat() => route::SEND.to_owned(),
            _ => route::group_post(one.id),
        };
        let text = match about {
            Some((Purpose::Edit, message)) => message.text.as_str(),
            _ => "",
        };
        let target = about.map(|(purpose, message)| Target {
            purpose,
            id: message.id,
            seq: message.seq,
            sender: &message.sender_name,
            own: message.sender_id == me,
            text: &message.text,
        });
        Some(Self { action, client_id, target, text, calls_all: rights.call_all })
    }
}
