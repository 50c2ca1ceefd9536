//! How a conversation's kind is written in the store.

use protocol::ConversationKind;

/// As it is stored.
pub const fn text(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::PersonalChat => "personal_chat",
        ConversationKind::GroupChat => "group_chat",
        ConversationKind::PublicGroup => "public_group",
        ConversationKind::PrivateGroup => "private_group",
    }
}

/// From what is stored.
pub fn parse(text: &str) -> Option<ConversationKind> {
    Some(match text {
        "personal_chat" => ConversationKind::PersonalChat,
        "group_chat" => ConversationKind::GroupChat,
        "public_group" => ConversationKind::PublicGroup,
        "private_group" => ConversationKind::PrivateGroup,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_back_as_it_was_written() {
        for kind in [
            ConversationKind::PersonalChat,
            ConversationKind::GroupChat,
            ConversationKind::PublicGroup,
            ConversationKind::PrivateGroup,
        ] {
            assert_eq!(parse(text(kind)), Some(kind));
        }
        assert_eq!(parse("channel"), None);
    }
}
