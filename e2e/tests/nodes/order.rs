//! F4: two nodes write the same chat.

use e2e::{Actor, Live};
use protocol::ConversationId;

use crate::pair::{of_two_nodes, version};

/// Messages that each of the two writes.
const EACH: usize = 200;

async fn writes(who: &Actor, chat: ConversationId) {
    for n in 0..EACH / 10 {
        let ten = (0..10).map(|i| format!("{} {n} {i}", who.name()));
        let sends = ten.map(|text| async move { who.sends(chat, &text).await });
        futures_util::future::join_all(sends).await;
    }
}

/// The versions of the next changes, as they come.
async fn versions(live: &mut Live, count: usize) -> Vec<i64> {
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        all.extend(version(&live.socket.next().await));
    }
    all
}

of_two_nodes! {
    async fn f4_both_listeners_hear_every_number_once_and_in_order(pair: Pair) {
        let (chat, [alice, bob], [mut alices, mut bobs]) = pair.chat().await;
        let first = alices.conversation(chat).version + 1;
        let ((), (), heard_here, heard_there) = tokio::join!(
            writes(&alice, chat),
            writes(&bob, chat),
            versions(&mut alices, 2 * EACH),
            versions(&mut bobs, 2 * EACH),
        );
        let expected: Vec<i64> = (first..).take(2 * EACH).collect();
        assert_eq!(heard_here, expected);
        assert_eq!(heard_there, expected);
        // As it is in the store, so it was heard.
        let mut seqs = Vec::new();
        let mut before = i64::MAX;
        while before > 1 {
            let page: Vec<protocol::Message> =
                alice.page(chat, &format!("?before={before}&limit=200")).await.gives(200);
            before = page.last().map_or(0, |message| message.seq);
            seqs.extend(page.iter().map(|message| (message.seq, message.version)));
        }
        seqs.reverse();
        let dense: Vec<(i64, i64)> = (1..).zip(first..).take(2 * EACH).collect();
        assert_eq!(seqs, dense);
    }
}
