//! The way between the nodes is cut: nothing local waits, and nothing is lost.

use e2e::expects;
use protocol::{GroupType, ServerEvent};

use crate::pair::of_two_nodes;

of_two_nodes! {
    async fn a_cut_connection_comes_back_and_what_was_missed_is_heard(pair: Pair) {
        let (chat, [alice, bob], [mut alices, mut bobs]) = pair.chat().await;
        let carol = pair.world.person("Carol").await.at_node(&pair.other);
        let mut carols = carol.live().await;
        for round in 0..3 {
            let database = pair.world.server.database();
            assert_eq!(database.cuts("messenger-listen").await, 2);
            database.cuts("messenger-notify").await;
            let one = alice.sends(chat, "while nobody listens").await;
            let other = bob.sends(chat, "both ways").await;
            let group = alice.starts_group(&format!("Round {round}"), GroupType::Private, &[&carol]).await;
            for (live, version) in [(&mut bobs, one.version), (&mut alices, other.version)] {
                expects!(live.socket, ServerEvent::Change(change) if change.version == version);
            }
            expects!(carols.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == group);
        }
    }
}
