//! What has been asked of the server about messages that are there: changes, deletions, signs. Each is said again on a new
//! connection until it is answered, which does no harm.

use protocol::{ClientCommand, RequestId};

/// What is not answered yet, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    asked: Vec<(RequestId, ClientCommand)>,
}

impl Deeds {
    /// Notes what is being asked.
    pub fn ask(&mut self, id: RequestId, command: ClientCommand) {
        self.asked.push((id, command));
    }

    /// It has been answered: what it was, when it is known.
    pub fn answered(&mut self, id: RequestId) -> Option<ClientCommand> {
        let at = self.asked.iter().position(|(asked, _)| *asked == id)?;
        Some(self.asked.remove(at).1)
    }

    /// All of it, to be said again in its order.
    pub fn all(&self) -> impl Iterator<Item = &ClientCommand> {
        self.asked.iter().map(|(_, command)| command)
    }
}
