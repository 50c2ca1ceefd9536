//! What can be done with a message: signs to put to it, an answer, and for its author other words or none.

use protocol::{Message, MessageId, route};
use serde::Serialize;

use super::message::View;
use crate::action::rights;

/// The signs that a page offers.
const SIGNS: [&str; 8] = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀"];

/// What can be done with a message.
#[derive(Debug, Serialize)]
pub struct Actions {
    signs: [&'static str; 8],
    message: String,
    seq: Option<i64>,
    reply: bool,
    edit: bool,
    delete: bool,
}

impl Actions {
    /// For one message.
    pub fn of(message: &Message, view: &View) -> Self {
        let own = message.sender_id == view.me;
        Self {
            seq: Some(message.seq),
            reply: view.rights.write,
            edit: view.rights.write && rights::can_edit(message, view.me, view.reader.now),
            delete: own || view.rights.moderate,
            ..Self::mould(message.id)
        }
    }

    /// The mould that the scripts fill: everything that there can be.
    pub fn blank() -> Self {
        Self::mould(MessageId::from(uuid::Uuid::nil()))
    }

    fn mould(id: MessageId) -> Self {
        Self { signs: SIGNS, message: route::message(id), seq: None, reply: true, edit: true, delete: true }
    }
}

#[cfg(test)]
mod tests {
    use super::SIGNS;
    use crate::domain::emoji::Emoji;

    #[test]
    fn every_sign_is_offered_as_it_will_be_kept() {
        for sign in SIGNS {
            assert_eq!(Emoji::parse(sign).unwrap().as_str(), sign);
        }
    }
}
