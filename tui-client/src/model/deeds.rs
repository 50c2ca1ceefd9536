//! What has been asked of the server about messages that are there: other texts, deletions, signs. Each is said again on a new
//! connection until it is answered. For a deletion or a sign that does no harm; [`Edits`] are a matter of their own.

use protocol::{ClientCommand, RequestId};

use super::{Edits, Model};

/// What is not answered yet.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    /// What messages are to say instead.
    pub edits: Edits,
    /// The rest, oldest first.
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

    /// The database is another one: nothing of the rest has a meaning there.
    pub fn forget_others(&mut self) {
        self.asked.clear();
    }

    /// The rest, to be said again in its order.
    pub fn others(&self) -> impl Iterator<Item = &ClientCommand> {
        self.asked.iter().map(|(_, command)| command)
    }
}

impl Model {
    /// How many changes of messages the server has not answered.
    pub fn unanswered(&self) -> usize {
        self.deeds.edits.unanswered() + self.deeds.asked.len()
    }
}
