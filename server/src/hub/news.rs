//! A change on its way to the sockets, and for whom it looks different: the author of a message learns the id that their
//! client gave it, and those who have put signs to it see which are theirs.

use std::sync::Arc;

use protocol::{
    ClientId, Message, ServerEvent, UserId,
    event::{Change, Changed},
};

use super::{Delivery, Queue};

/// A committed change, as nobody in particular sees it.
#[derive(Clone, Debug)]
pub struct News {
    /// The change; a message comes with its `client_id`.
    pub change: Change,
    /// Who has put which sign to the message.
    pub signs: Vec<(UserId, String)>,
}

impl From<Change> for News {
    fn from(change: Change) -> Self {
        Self { change, signs: Vec::new() }
    }
}

/// What one looks like to some: those to whom the same is theirs.
struct Face {
    own: bool,
    signs: Vec<String>,
    delivery: Arc<Delivery>,
}

impl News {
    /// Hands it to all of them; each different face is serialised once.
    pub(super) fn hand_out(mut self, listeners: &[Arc<Queue>]) {
        let author = match &mut self.change.changed {
            Changed::Message { message } => message.client_id.take().map(|id| (message.sender_id, id)),
            _ => None,
        };
        let others = Delivery::new(ServerEvent::Change(self.change.clone()));
        let mut faces: Vec<Face> = Vec::new();
        for queue in listeners {
            let user = queue.listener().user;
            let own = author.filter(|(sender, _)| *sender == user).map(|(_, id)| id);
            if own.is_none() && !self.signs.iter().any(|(by, _)| *by == user) {
                queue.push(&others, false);
                continue;
            }
            let signs: Vec<String> =
                self.signs.iter().filter(|(by, _)| *by == user).map(|(_, emoji)| emoji.clone()).collect();
            let known = faces.iter().position(|face| face.own == own.is_some() && face.signs == signs);
            let at = known.unwrap_or_else(|| {
                let delivery = self.face(own, &signs);
                faces.push(Face { own: own.is_some(), signs, delivery });
                faces.len() - 1
            });
            queue.push(&faces[at].delivery, false);
        }
    }

    fn face(&self, client_id: Option<ClientId>, signs: &[String]) -> Arc<Delivery> {
        let mut change = self.change.clone();
        if let Changed::Message { message } = &mut change.changed {
            show(message, client_id, signs);
        }
        Delivery::new(ServerEvent::Change(change))
    }
}

fn show(message: &mut Message, client_id: Option<ClientId>, signs: &[String]) {
    message.client_id = client_id;
    for reaction in &mut message.reactions {
        reaction.mine = signs.contains(&reaction.emoji);
    }
}
