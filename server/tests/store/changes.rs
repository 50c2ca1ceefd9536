//! What changed since a version.

use std::collections::BTreeMap;

use protocol::{ConversationId, Role, UserId, event::Changed};
use server::store::{
    Store, changes, conversations,
    members::{self},
};

use crate::{
    database::on_both,
    world::{assert_sound, chat, join, leave, people, rename, say},
};

/// The changes as versions and words.
async fn since(
    store: &Store,
    id: ConversationId,
    caller: UserId,
    version: i64,
    limit: i64,
) -> Vec<(i64, String)> {
    let mut tx = store.snapshot().await.unwrap();
    let facts = conversations::facts(&mut tx, id).await.unwrap().unwrap();
    let found = changes::since(&mut tx, &facts, caller, version, limit).await.unwrap();
    found.into_iter().map(|(version, changed)| (version, word(&changed))).collect()
}

fn word(changed: &Changed) -> String {
    match changed {
        Changed::Message { message } => message.text.clone(),
        Changed::MemberJoined { member, member_count } => {
            format!("+{} {:?} of {member_count}", member.name, member.role)
        }
        Changed::MemberLeft { member_count, .. } => format!("- of {member_count}"),
        Changed::Renamed { title } => format!("called {title}"),
        Changed::Unknown => "?".into(),
    }
}

fn owned<const N: usize>(list: [(i64, &str); N]) -> Vec<(i64, String)> {
    list.map(|(version, word)| (version, word.to_owned())).into()
}

on_both! {
    async fn every_change_is_told_in_the_order_of_its_version(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben]).await;
        say(store, id, ann, "one").await;
        join(store, id, cid, Role::Member).await;
        say(store, id, cid, "two").await;
        leave(store, id, ben).await;
        let all = owned([(1, "+Ann Owner of 2"), (3, "one"), (4, "+Cid Member of 2"), (5, "two"), (6, "- of 2")]);
        // Ben's joining has been overtaken by his leaving: the newest state stands for all.
        assert_eq!(since(store, id, ann, 0, 100).await, all);
        assert_eq!(since(store, id, ann, 4, 100).await, all[3..]);
        assert!(since(store, id, ann, 6, 100).await.is_empty());
    }

    async fn a_member_who_comes_and_goes_is_one_change(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        for _ in 0..3 {
            leave(store, id, ben).await;
            join(store, id, ben, Role::Member).await;
        }
        let mut tx = store.begin().await.unwrap();
        let raised = conversations::raise(&mut tx, id, 1, 0).await.unwrap();
        members::set_role(&mut tx, id, ben, Role::Admin, raised.version).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(since(store, id, ann, 1, 100).await, owned([(9, "+Ben Admin of 2")]));
    }

    async fn page_by_page_leads_to_the_same_state(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann]).await;
        for n in 0..10 {
            say(store, id, ann, &n.to_string()).await;
            if n % 2 == 0 { join(store, id, ben, Role::Member).await; } else { leave(store, id, ben).await; }
        }
        let whole: BTreeMap<_, _> = since(store, id, ann, 0, 1_000).await.into_iter().collect();
        let (mut version, mut pages) = (0, BTreeMap::new());
        loop {
            let page = since(store, id, ann, version, 3).await;
            // Beyond the limit, not all kinds have been read.
            let Some((last, _)) = page.iter().take(3).next_back().cloned() else { break };
            pages.extend(page.into_iter().take(3));
            version = last;
        }
        assert_eq!(pages, whole);
        assert_eq!(whole.len(), 12);
    }

    async fn only_the_author_sees_the_client_id(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let said = say(store, id, ann, "one").await;
        let mut tx = store.snapshot().await.unwrap();
        let facts = conversations::facts(&mut tx, id).await.unwrap().unwrap();
        for (caller, seen) in [(ann, said.client_id), (ben, None)] {
            let found = changes::since(&mut tx, &facts, caller, 2, 10).await.unwrap();
            let [(3, Changed::Message { message })] = &found[..] else { panic!("{found:?}") };
            assert_eq!(message.client_id, seen);
        }
    }

    async fn a_new_title_is_one_change_and_the_last_one_counts(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        assert_eq!(since(store, id, ann, 2, 100).await, []);
        rename(store, id, "Harbour").await;
        say(store, id, ann, "one").await;
        assert_eq!(since(store, id, ann, 2, 100).await, owned([(3, "called Harbour"), (4, "one")]));
        rename(store, id, "Lighthouse").await;
        assert_eq!(since(store, id, ann, 2, 100).await, owned([(4, "one"), (5, "called Lighthouse")]));
        assert_sound(store).await;
    }
}
