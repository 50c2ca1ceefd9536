//! F5: hints of other nodes that are lost, late, doubled, out of order, or nonsense. Whatever comes, each socket hears
//! what is in the store: in order, once, and only what its user may know.

use std::sync::Arc;

use protocol::{ConversationId, ConversationKind, Role, UserId};
use server::{
    action::hear,
    app::App,
    broker::Hint,
    store::{
        Store,
        append::{self, Outcome},
        reads,
    },
};
use tokio::sync::mpsc;

use crate::{
    database::on_both,
    ears::{heard, listening, node, settles},
    world::{chat, conversation, draft, fresh, join, leave, people, read, say},
};

/// Lets a node hear batches of hints; what it heard is taken in when this returns and its tasks have ended.
async fn hears(app: &Arc<App>, batches: impl IntoIterator<Item = Vec<Hint>>) {
    let (sender, batches_heard) = mpsc::channel(1024);
    for batch in batches {
        sender.send(batch).await.unwrap();
    }
    drop(sender);
    hear::run(Arc::clone(app), batches_heard).await;
    settles(app).await;
}

fn changed(conversation: ConversationId, version: i64) -> Hint {
    Hint::Changed { conversation, version }
}

/// Versions of new messages.
async fn talk(store: &Store, id: ConversationId, who: UserId, count: usize) -> Vec<i64> {
    let mut versions = Vec::new();
    for n in 0..count {
        versions.push(say(store, id, who, &n.to_string()).await.version);
    }
    versions
}

fn words(versions: &[i64]) -> Vec<String> {
    versions.iter().map(|version| format!("version {version}")).collect()
}

on_both! {
    async fn f5_lost_doubled_late_and_reordered_hints_change_nothing(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let app = node(store).await;
        let ear = listening(&app, store, ben).await;
        let mut all = Vec::new();
        for round in 0..10 {
            let new = talk(store, id, ann, 7).await;
            // The newest first, one of three lost, some twice, and some of long ago.
            let mut hints: Vec<Vec<Hint>> = new.iter().rev().enumerate()
                .filter(|(n, _)| (n + round) % 3 != 0)
                .map(|(_, version)| vec![changed(id, *version)])
                .collect();
            hints.extend(all.iter().take(3).map(|version| vec![changed(id, *version); 2]));
            hints.push(vec![changed(id, *new.last().unwrap())]);
            all.extend(new);
            hears(&app, hints).await;
        }
        assert_eq!(heard(&ear), words(&all));
    }

    async fn what_another_node_has_changed_is_not_remembered_any_more(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let app = node(store).await;
        let mine = append::append(store, &app.standings, &[draft(id, ann, "mine")]).await.pop();
        let Some(Outcome::New { message, .. }) = mine else { panic!("{mine:?}") };
        hears(&app, [vec![changed(id, message.version)]]).await;
        assert!(app.standings.at(id).is_some(), "that was no news");
        hears(&app, [vec![changed(id, say(store, id, ben, "elsewhere").await.version)]]).await;
        assert_eq!(app.standings.at(id), None);
    }

    async fn f5_nonsense_is_looked_into_and_dropped(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let app = node(store).await;
        let ear = listening(&app, store, ben).await;
        let (nobody, nowhere): (UserId, ConversationId) = (fresh(), fresh());
        hears(&app, [vec![
            changed(id, i64::MAX),
            changed(nowhere, 5),
            Hint::Membership { conversation: id, user: ben },
            Hint::Membership { conversation: nowhere, user: ben },
            Hint::Membership { conversation: id, user: nobody },
            Hint::Typing { conversation: id, user: nobody },
            Hint::Read { conversation: nowhere, user: ann, seq: 1 },
            Hint::FullyRead { conversation: nowhere, sender: ben, message: fresh(), seq: 1 },
            Hint::SessionEnded { user: ben, session: fresh() },
        ]]).await;
        assert!(heard(&ear).is_empty());
        let said = talk(store, id, ann, 1).await;
        hears(&app, [vec![changed(id, said[0])]]).await;
        assert_eq!(heard(&ear), words(&said));
    }

    async fn a_membership_is_what_the_store_says_whatever_the_order_of_its_hints(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann]).await;
        let app = node(store).await;
        let ear = listening(&app, store, ben).await;
        let hint = || vec![Hint::Membership { conversation: id, user: ben }];
        let version = join(store, id, ben, Role::Member).await;
        hears(&app, [hint(), hint()]).await;
        assert_eq!(heard(&ear), [format!("+ at {version}")]);
        leave(store, id, ben).await;
        hears(&app, [hint(), hint()]).await;
        assert_eq!(heard(&ear), ["-"]);
        // Gone and back before anybody heard of it: nothing has changed.
        join(store, id, ben, Role::Member).await;
        hears(&app, [hint()]).await;
        heard(&ear);
        leave(store, id, ben).await;
        join(store, id, ben, Role::Member).await;
        hears(&app, [hint(), hint()]).await;
        assert!(heard(&ear).is_empty());
    }

    async fn a_reading_is_told_to_those_who_may_see_it(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let group = conversation(store, ConversationKind::PrivateGroup, &[ann, ben, cid]).await;
        let said = say(store, group, ann, "news").await;
        let app = node(store).await;
        let (anns, cids) = (listening(&app, store, ann).await, listening(&app, store, cid).await);
        read(store, group, ben, 1).await;
        read(store, group, cid, 1).await;
        let reading = Hint::Read { conversation: group, user: ben, seq: 1 };
        let full = Hint::FullyRead { conversation: group, sender: ann, message: said.id, seq: 1 };
        hears(&app, [vec![reading, full], vec![full]]).await;
        let told = heard(&anns);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("Read {") && told[1].starts_with("FullyRead {"), "{told:?}");
        assert!(heard(&cids).is_empty());
        // It is noted: nobody is told again when they come.
        assert!(reads::pending(&mut store.read().await.unwrap(), ann).await.unwrap().is_empty());
    }
}
