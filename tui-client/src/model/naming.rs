//! Giving a group or group chat another name.

use protocol::{ConversationId, ConversationKind};

use super::Editor;

/// The dialog for it.
#[derive(Clone, Debug)]
pub struct Naming {
    /// Which.
    pub conversation: ConversationId,
    /// Of what kind it is.
    pub kind: ConversationKind,
    /// What to call it.
    pub name: Editor,
    /// The server has been asked.
    pub busy: bool,
    /// Why it did not work.
    pub error: Option<String>,
}
