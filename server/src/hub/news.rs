//! A change on its way to the sockets, and for whom it looks different: the author of a message learns the id that their
//! client gave it, and those who have put signs to it see which are theirs.

use std::{collections::HashMap, sync::Arc};

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
    pub(super) fn hand_out<'a>(mut self, listeners: impl Iterator<Item = &'a Arc<Queue>>) {
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
        let mut by_user: HashMap<UserId, Vec<String>> = HashMap::new();
        for (user, emoji) in self.signs.drain(..) {
            by_user.entry(user).or_default().push(emoji);
        }
        for queue in listeners {
            let user = queue.listener().user;
            let own = author.filter(|(sender, _)| *sender == user).map(|(_, id)| id);
            let signs = by_user.get(&user).map_or(&[][..], Vec::as_slice);
            if own.is_none() && signs.is_empty() {
                queue.push(&others, false);
                continue;
            }
            let known = faces.iter().position(|face| face.own == own.is_some() && face.signs == signs);
            let at = known.unwrap_or_else(|| {
                let delivery = self.face(own, signs);
                faces.push(Face { own: own.is_some(), signs: signs.to_vec(), delivery });
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
    use protocol::Reaction;
    use uuid::Uuid;

    use super::*;
    use crate::hub::{Hub, Listener, Scope, tests::said};

    fn id<T: From<Uuid>>(n: u128) -> T {
        T::from(Uuid::from_u128(n))
    }

    /// A message of 9 to which 2 has just put a sign, as 2 sees it.
    fn signed() -> News {
        let mut news = said(1);
        if let Changed::Message { message } = &mut news.change.changed {
            message.client_id = Some(id(8));
            message.reactions = vec![Reaction { emoji: "👍".into(), count: 1, mine: true }];
        }
        News { signs: vec![(id(2), "👍".into())], ..news }
    }

    #[tokio::test]
    async fn a_sign_is_theirs_who_put_it_and_nobody_elses() {
        let hub = Hub::default();
        let queues = [9, 2, 3]
            .map(|n| hub.connect(Listener { user: id(n), session: id(n + 100), scope: Scope::User }));
        for queue in &queues {
            hub.listen(queue, [id(77)]);
        }
        hub.settle(&queues[0], [(id(77), 0)]);
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
