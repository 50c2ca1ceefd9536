//! Whom messages mention.

use protocol::{ConversationId, Mention, Span, UserId};
use server::store::{
    Store,
    append::{self, Draft, Outcome, Standings},
    conversations, mentions,
};

use crate::{
    amend::{holds, seen},
    database::on_both,
    world::{chat, draft, people, say},
};

fn calls(user_id: Option<UserId>) -> Mention {
    Mention { user_id, span: Span { start: 0, length: 4 } }
}

async fn unread(store: &Store, user: UserId, id: ConversationId) -> i64 {
    let mut conn = store.read().await.unwrap();
    conversations::line(&mut conn, user, id).await.unwrap().unwrap().unread_mentions
}

on_both! {
    async fn who_is_mentioned_counts_it_until_they_have_read(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        let mentioning = |user| Draft { mentions: vec![calls(user)], ..draft(id, ann, "@Ben hi") };
        let drafts = [mentioning(Some(ben)), draft(id, ann, "nobody"), mentioning(None)];
        let outcomes = append::append(store, &Standings::default(), &drafts).await;
        let Outcome::New { message, .. } = &outcomes[0] else { panic!("{outcomes:?}") };
        assert_eq!(message.mentions, [calls(Some(ben))]);
        assert_eq!(seen(store, ben, message).await.mentions, message.mentions);
        assert!(message.mentions(ben) && !message.mentions(cid) && !message.mentions(ann));
        assert_eq!((unread(store, ben, id).await, unread(store, cid, id).await), (2, 1));
        assert_eq!(unread(store, ann, id).await, 0, "who writes has read");
        say(store, id, ben, "yes").await;
        assert_eq!((unread(store, ben, id).await, unread(store, cid, id).await), (0, 1));
        holds(store).await;
    }

    async fn an_edit_mentions_others(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        let said = say(store, id, ann, "hm").await;
        for who in [ben, cid] {
            let mut tx = store.begin().await.unwrap();
            mentions::set(&mut tx, id, said.seq, &[calls(Some(who)), calls(Some(who))]).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!((unread(store, ben, id).await, unread(store, cid, id).await), (0, 1));
        let mut tx = store.begin().await.unwrap();
        mentions::set(&mut tx, id, said.seq, &[]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(unread(store, cid, id).await, 0);
        assert!(seen(store, ann, &said).await.mentions.is_empty());
    }
}
