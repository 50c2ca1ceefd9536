//! Somebody is taken in at every instruction of their socket's beginning, while others write. Whatever the order, a client that
//! follows its rule ends with each change once.

use futures_util::FutureExt;
use protocol::{Conversation, ConversationKind, Role, Settings};

use super::{interleaving::orders, *};

/// The steps of whoever connects (`action::listen`).
const EAR: [&str; 5] = ["registers", "listens", "reads", "settles", "skips"];

/// A step of the others. The first version is that the newcomer was taken in.
#[derive(Clone, Copy, Debug)]
enum Deed {
    /// The store holds this version now.
    Commits(i64),
    /// The hub is told.
    Publishes(i64),
    /// Whoever takes them in reads how it is for them (`action::publish`), when a socket of theirs lacks it, …
    Looks,
    /// … and has them told.
    Joins,
}

const DEEDS: [[Deed; 6]; 6] = {
    use Deed::{Commits, Joins, Looks, Publishes};
    [
        [Commits(1), Looks, Joins, Commits(2), Publishes(2), Publishes(1)],
        [Commits(1), Looks, Joins, Publishes(1), Commits(2), Publishes(2)],
        [Commits(1), Looks, Commits(2), Publishes(2), Joins, Publishes(1)],
        [Commits(1), Commits(2), Looks, Joins, Publishes(2), Publishes(1)],
        [Commits(1), Commits(2), Looks, Joins, Publishes(1), Publishes(2)],
        [Commits(1), Commits(2), Publishes(2), Looks, Joins, Publishes(1)],
    ]
};

#[derive(Default)]
struct Story {
    hub: Hub,
    committed: i64,
    looked: Option<i64>,
    queue: Option<Arc<Queue>>,
    /// The version of the list's line.
    known: Option<i64>,
}

impl Story {
    fn ear(&mut self, step: &str) {
        let Self { hub, committed, known, .. } = self;
        let is_member = *committed > 0;
        let queue = self.queue.get_or_insert_with(|| hub.connect(listener(1)));
        match step {
            "listens" if is_member => hub.listen(queue, [id(ROOM)]),
            "reads" => *known = is_member.then_some(*committed),
            "settles" => {
                let read = known.map(|version| (id(ROOM), version));
                if !hub.settle(queue, read).is_empty() {
                    *known = Some(*committed);
                }
            }
            "skips" => _ = queue.skip(|_| *known),
            _ => {}
        }
    }

    fn deed(&mut self, deed: Deed) {
        match deed {
            Deed::Commits(version) => self.committed = version,
            Deed::Publishes(version) => _ = self.hub.publish(renamed(version)),
            Deed::Looks => self.looked = self.hub.lacks(id(1), id(ROOM)).then_some(self.committed),
            Deed::Joins => {
                if let Some(version) = self.looked {
                    self.hub.join(id(1), id(ROOM), version, added(version));
                }
            }
        }
    }

    /// The rule: what is not newer than held is ignored, there is no gap, and whoever is taken in begins where that says.
    fn has_all(&self, case: &str) {
        let queue = self.queue.as_ref().unwrap();
        let told = next(queue).now_or_never().map(Result::unwrap).unwrap_or_default();
        let mut held = self.known;
        for delivery in &told {
            match &delivery.event {
                ServerEvent::ConversationAdded { conversation } => {
                    held = held.max(Some(conversation.version));
                }
                ServerEvent::Change(change) => {
                    let has = held.unwrap_or_else(|| panic!("unknown: {case}"));
                    assert!(change.version <= has + 1, "a gap: {case}");
                    held = Some(has.max(change.version));
                }
                _ => {}
            }
        }
        assert_eq!(held, Some(2), "{case}: list {:?}, told {told:?}", self.known);
    }
}

fn added(version: i64) -> ServerEvent {
    let conversation = Conversation {
        id: id(ROOM),
        kind: ConversationKind::PrivateGroup,
        title: "News".into(),
        peer: None,
        presence: None,
        created_at: Timestamp::from_millis(0),
        member_count: 2,
        role: Role::Member,
        version,
        last_seq: 0,
        read_seq: 0,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: Settings::default(),
        last_message: None,
    };
    ServerEvent::ConversationAdded { conversation }
}

#[test]
fn whenever_one_is_taken_in_while_they_connect_nothing_is_lost() {
    let mut played = 0;
    for deeds in DEEDS {
        orders(&mut [EAR.len(), deeds.len()], &mut Vec::new(), &mut |order| {
            let mut story = Story::default();
            let other = story.hub.connect(listener(99));
            story.hub.listen(&other, [id(ROOM)]);
            story.hub.settle(&other, [(id(ROOM), 0)]);
            let (mut ear, mut others) = (EAR.into_iter(), deeds.into_iter());
            for who in order {
                if *who == 0 {
                    story.ear(ear.next().unwrap());
                } else {
                    story.deed(others.next().unwrap());
                }
            }
            story.has_all(&format!("{deeds:?} {order:?}"));
            played += 1;
        });
    }
    assert_eq!(played, 6 * 462);
}
