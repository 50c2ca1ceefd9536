//! Who may write in a conversation that lives here, so that what comes often, somebody typing, asks the database once. It
//! holds until something other than a message changes the conversation: whoever joins, leaves or gets another role
//! raises its version, on whatever node, and that is fanned out here like all else, at the latest after a sweep.

use std::collections::HashSet;

use protocol::{ConversationId, UserId};

use super::Hub;

/// Those of whom it is known.
#[derive(Debug, Default)]
pub(super) struct Writers {
    known: HashSet<UserId>,
    /// The version that last changed who they are, as far as it is known.
    since: i64,
}

impl Writers {
    /// Something other than a message has led to this version.
    pub(super) fn changed(&mut self, version: i64) {
        self.since = self.since.max(version);
        self.known.clear();
    }

    fn learn(&mut self, user: UserId, version: i64) {
        if version >= self.since {
            self.known.insert(user);
        }
    }

    pub(super) fn forget(&mut self, user: UserId) {
        self.known.remove(&user);
    }
}

impl Hub {
    /// This user is known to be one who may write there.
    pub fn may_write(&self, user: UserId, conversation: ConversationId) -> bool {
        let state = self.lock();
        state.rooms.get(&conversation).is_some_and(|room| room.writers.known.contains(&user))
    }

    /// They may write there as of this version. Not kept where nobody listens, nor before it is known from where on
    /// changes are heard.
    pub fn learn_writer(&self, user: UserId, conversation: ConversationId, version: i64) {
        let mut state = self.lock();
        if let Some(room) = state.rooms.get_mut(&conversation).filter(|room| room.last().is_some()) {
            room.writers.learn(user, version);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use protocol::event::{Change, Changed};
    use uuid::Uuid;

    use super::*;
    use crate::hub::{Listener, News, Queue, Scope};

    fn id<T: From<Uuid>>(n: u128) -> T {
        T::from(Uuid::from_u128(n))
    }

    /// A conversation that 1 listens to, at version 5.
    fn living() -> (Hub, Arc<Queue>) {
        let hub = Hub::default();
        let queue = hub.connect(Listener { user: id(1), session: id(11), scope: Scope::User });
        hub.listen(&queue, [id(77)]);
        hub.settle(&queue, [(id(77), 5)]);
        (hub, queue)
    }

    fn left(version: i64, user: u128) -> News {
        let changed = Changed::MemberLeft { user_id: id(user), member_count: 1 };
        News::from(Change { conversation_id: id(77), version, changed })
    }

    fn knows(hub: &Hub) -> bool {
        hub.may_write(id(1), id(77))
    }

    #[tokio::test]
    async fn what_is_known_holds_until_something_other_than_a_message_comes() {
        let (hub, _queue) = living();
        assert!(!knows(&hub));
        hub.learn_writer(id(1), id(77), 5);
        assert!(knows(&hub));
        hub.publish(crate::hub::tests::said(6));
        assert!(knows(&hub));
        hub.publish(left(7, 2));
        assert!(!knows(&hub));
        hub.learn_writer(id(1), id(77), 7);
        hub.publish(left(9, 3));
        assert!(!knows(&hub), "also when it came before its turn");
    }

    #[tokio::test]
    async fn what_was_read_before_a_change_and_comes_after_it_is_not_believed() {
        let (hub, _queue) = living();
        hub.publish(left(6, 1));
        hub.learn_writer(id(1), id(77), 5);
        assert!(!knows(&hub));
        hub.fill(id(77), vec![left(8, 1)], 9);
        hub.learn_writer(id(1), id(77), 7);
        assert!(!knows(&hub));
        hub.learn_writer(id(1), id(77), 9);
        assert!(knows(&hub));
    }

    #[tokio::test]
    async fn who_is_no_longer_a_member_is_forgotten_at_once_and_so_is_a_room_that_nobody_hears() {
        let (hub, _queue) = living();
        let other = hub.connect(Listener { user: id(2), session: id(12), scope: Scope::User });
        hub.listen(&other, [id(77)]);
        for user in [1, 2] {
            hub.learn_writer(id(user), id(77), 5);
        }
        hub.part(id(1), id(77));
        assert!(!knows(&hub) && hub.may_write(id(2), id(77)));
        hub.disconnect(&other);
        hub.listen(&other, [id(77)]);
        hub.learn_writer(id(2), id(77), 5);
        assert!(!hub.may_write(id(2), id(77)), "nothing is known of it before it is settled");
    }
}
