//! Whose a socket is, and what it hears.

use protocol::{ConversationId, SessionId, UserId};

/// Whose socket it is and what it wants to hear.
#[derive(Clone, Copy, Debug)]
pub struct Listener {
    /// Who.
    pub user: UserId,
    /// On which device.
    pub session: SessionId,
    /// What.
    pub scope: Scope,
}

/// What a socket hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All conversations of its user, and what concerns the user.
    User,
    /// The same, while nobody looks: nothing that is told once, and not who is here.
    Aside,
    /// One conversation.
    Conversation(ConversationId),
}

impl Scope {
    /// Whatever conversation its user is in.
    pub const fn is_everything(self) -> bool {
        matches!(self, Self::User | Self::Aside)
    }
}
