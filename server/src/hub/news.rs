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
    /// The change; a message comes with its `client_id`. Whose its reactions are said to be does not matter: `signs` tell.
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
            Changed::Message { message } => {
                let author = message.client_id.map(|id| (message.sender_id, id));
                // Whoever made the change has seen it with their own eyes.
                show(message, None, &[]);
                author
            }
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

#[cfg(test)]
mod tests {
    use protocol::{Reaction, Timestamp};
    use uuid::Uuid;

    use super::*;
    use crate::hub::{Hub, Listener, Scope};

    fn id<T: From<Uuid>>(n: u128) -> T {
        T::from(Uuid::from_u128(n))
    }

    /// A message of 1 to which 2 has just put a sign, as 2 sees it.
    fn signed() -> News {
        let message = Message {
            id: id(9),
            conversation_id: id(7),
            seq: 1,
            version: 1,
            sender_id: id(1),
            sender_name: "Ann".into(),
            text: "Hello".into(),
            created_at: Timestamp::from_millis(0),
            client_id: Some(id(8)),
            edited_at: None,
            deleted: false,
            reply_to: None,
            quote: None,
            mentions: Vec::new(),
            reactions: vec![Reaction { emoji: "👍".into(), count: 1, mine: true }],
            is_read: false,
            read_by_count: 0,
            fully_read: false,
        };
        let change = Change { conversation_id: id(7), version: 1, changed: Changed::Message { message } };
        News { change, signs: vec![(id(2), "👍".into())] }
    }

    #[tokio::test]
    async fn a_sign_is_theirs_who_put_it_and_nobody_elses() {
        let hub = Hub::default();
        let queues = [1, 2, 3]
            .map(|n| hub.connect(Listener { user: id(n), session: id(n + 100), scope: Scope::User }));
        for queue in &queues {
            hub.listen(queue, [id(7)]);
        }
        hub.settle([(id(7), 0)]);
        hub.publish(signed());
        let mut seen = Vec::new();
        for queue in queues {
            let mut batch = Vec::new();
            std::future::poll_fn(|context| queue.poll_next(context, &mut batch)).await.unwrap();
            let ServerEvent::Change(Change { changed: Changed::Message { message }, .. }) = &batch[0].event
            else {
                panic!("{batch:?}")
            };
            seen.push((message.client_id.is_some(), message.reactions[0].mine));
        }
        assert_eq!(seen, [(true, false), (false, true), (false, false)]);
    }
}
