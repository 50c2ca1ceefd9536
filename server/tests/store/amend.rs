//! Editing and taking back.

use protocol::{Mention, Message, Span, UserId, event::Changed};
use server::store::{
    Store, amend, changes, conversations, mentions, messages,
    reactions::{self, At},
    verify,
};

use crate::{
    database::on_both,
    world::{chat, later, people, say},
};

/// The next version of the conversation, for a change of this message.
pub(crate) async fn raised(tx: &mut server::store::Tx, message: &Message) -> At {
    let id = message.conversation_id;
    let raised = conversations::raise(tx, id, 1, 0).await.unwrap();
    At { conversation: id, seq: message.seq, version: raised.version }
}

pub(crate) async fn seen(store: &Store, by: UserId, message: &Message) -> Message {
    let mut conn = store.read().await.unwrap();
    let stored = messages::by_id(&mut conn, message.id).await.unwrap().unwrap();
    messages::seen_by(&mut conn, by, vec![stored]).await.unwrap().remove(0)
}

pub(crate) async fn holds(store: &Store) {
    let mut conn = store.read().await.unwrap();
    assert_eq!(verify::broken(&mut conn).await.unwrap(), []);
}

on_both! {
    async fn what_was_said_before_is_not_kept(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let said = say(store, id, ann, "one").await;
        say(store, id, ben, "two").await;
        let mut tx = store.begin().await.unwrap();
        let at = raised(&mut tx, &said).await;
        amend::edit(&mut tx, at, "other", later(5)).await.unwrap();
        tx.commit().await.unwrap();
        let edited = seen(store, ann, &said).await;
        let expected = Message { text: "other".into(), edited_at: Some(later(5)), version: at.version, ..said };
        assert_eq!(edited, expected);
        // Who was away hears of both, in the order of their changes.
        let mut tx = store.snapshot().await.unwrap();
        let facts = conversations::facts(&mut tx, id).await.unwrap().unwrap();
        let found = changes::since(&mut tx, &facts, ann, 2, 10).await.unwrap();
        let texts: Vec<_> = found.iter().map(|(_, changed)| match changed {
            Changed::Message { message } => message.text.as_str(),
            _ => "?",
        }).collect();
        assert_eq!(texts, ["two", "other"]);
        drop(tx);
        holds(store).await;
    }

    async fn b23_a_tombstone_says_nothing_of_what_was_there(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let said = say(store, id, ann, "@Ben secret").await;
        let mut tx = store.begin().await.unwrap();
        let mention = Mention { user_id: Some(ben), span: Span { start: 0, length: 4 } };
        mentions::set(&mut tx, id, said.seq, &[mention]).await.unwrap();
        let at = raised(&mut tx, &said).await;
        reactions::put(&mut tx, at, "👍", ben, later(1)).await.unwrap();
        let at = raised(&mut tx, &said).await;
        amend::delete(&mut tx, at, later(5)).await.unwrap();
        tx.commit().await.unwrap();
        let gone = seen(store, ann, &said).await;
        assert!(gone.deleted && gone.text.is_empty() && gone.mentions.is_empty() && gone.reactions.is_empty());
        assert_eq!((gone.seq, gone.version, gone.client_id), (said.seq, at.version, said.client_id));
        let mut conn = store.read().await.unwrap();
        let line = conversations::line(&mut conn, ben, id).await.unwrap().unwrap();
        let last = line.last_message.unwrap();
        assert!(last.deleted && last.text.is_empty());
        assert_eq!(line.unread_mentions, 0);
        drop(conn);
        // Gone is gone: nobody says anything else in it.
        let mut tx = store.begin().await.unwrap();
        amend::edit(&mut tx, at, "back", later(9)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(seen(store, ann, &said).await, gone);
        holds(store).await;
    }
}
