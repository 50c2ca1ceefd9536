//! How members want to be told of a conversation.

use protocol::{ConversationId, Role, Settings, UserId, request::ChangeSettings};
use server::store::{
    Store, conversations,
    settings::{self, Said},
};

use crate::{
    database::on_both,
    world::{assert_sound, chat, join, leave, people, read, say},
};

const MUTED: ChangeSettings = ChangeSettings { muted: Some(true), pinned: None, marked_unread: None };
const PINNED: ChangeSettings = ChangeSettings { muted: None, pinned: Some(true), marked_unread: None };
const MARKED: ChangeSettings = ChangeSettings { muted: None, pinned: None, marked_unread: Some(true) };

async fn change(store: &Store, id: ConversationId, user: UserId, wish: ChangeSettings) -> Option<Said> {
    let mut tx = store.begin().await.unwrap();
    let said = settings::change(&mut tx, id, user, wish).await.unwrap();
    tx.commit().await.unwrap();
    said
}

/// As their list says it, which says the same in all places.
async fn of(store: &Store, id: ConversationId, user: UserId) -> Settings {
    let mut conn = store.read_long().await.unwrap();
    let said = settings::of(&mut conn, id, user).await.unwrap().unwrap();
    let line = conversations::line(&mut conn, user, id).await.unwrap().unwrap();
    let list = conversations::list(&mut conn, user).await.unwrap();
    assert_eq!(list.into_iter().find(|one| one.id == id), Some(line.clone()));
    assert_eq!((line.settings, line.read_seq), (said.settings, said.read_seq));
    said.settings
}

on_both! {
    async fn what_somebody_says_is_theirs_alone_and_leaves_the_rest(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        assert_eq!(of(store, id, ann).await, Settings::default());
        let version = conversations::facts(&mut store.read().await.unwrap(), id).await.unwrap().unwrap().version;
        change(store, id, ann, MUTED).await.unwrap();
        let said = change(store, id, ann, PINNED).await.unwrap();
        assert_eq!(said.settings, Settings { muted: true, pinned: true, marked_unread: false, revision: 2 });
        assert_eq!(of(store, id, ann).await, said.settings);
        let unmuted = ChangeSettings { muted: Some(false), ..ChangeSettings::default() };
        change(store, id, ann, unmuted).await.unwrap();
        assert_eq!(of(store, id, ann).await, Settings { muted: false, pinned: true, marked_unread: false, revision: 3 });
        assert_eq!(of(store, id, ben).await, Settings::default());
        let facts = conversations::facts(&mut store.read().await.unwrap(), id).await.unwrap().unwrap();
        assert_eq!(facts.version, version, "nobody else is concerned");
        assert_sound(store).await;
    }

    async fn what_is_marked_as_unread_is_so_until_more_is_read(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        for said in ["one", "two"] {
            say(store, id, ben, said).await;
        }
        read(store, id, ann, 1).await;
        let said = change(store, id, ann, MARKED).await.unwrap();
        assert_eq!((said.settings.marked_unread, said.read_seq), (true, 1));
        read(store, id, ann, 1).await;
        assert!(of(store, id, ann).await.marked_unread, "nothing new was read");
        change(store, id, ann, PINNED).await.unwrap();
        assert!(of(store, id, ann).await.marked_unread, "what is absent stays");
        read(store, id, ann, 2).await;
        assert!(!of(store, id, ann).await.marked_unread);
        assert_eq!(change(store, id, ann, MUTED).await.map(|said| said.settings.marked_unread), Some(false));
    }

    async fn who_writes_has_read(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        change(store, id, ann, MARKED).await.unwrap();
        say(store, id, ben, "hi").await;
        assert!(of(store, id, ann).await.marked_unread, "what others write reads nothing");
        say(store, id, ann, "ho").await;
        assert!(!of(store, id, ann).await.marked_unread);
        let again = change(store, id, ann, MARKED).await.unwrap();
        assert!(again.settings.marked_unread && again.read_seq == 2);
        let taken_back = ChangeSettings { marked_unread: Some(false), ..ChangeSettings::default() };
        assert_eq!(change(store, id, ann, taken_back).await.map(|said| said.settings.marked_unread), Some(false));
    }

    async fn who_joins_again_begins_afresh_and_is_counted_on(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        for wish in [MUTED, PINNED, MARKED] {
            change(store, id, ben, wish).await.unwrap();
        }
        leave(store, id, ben).await;
        assert_eq!(settings::of(&mut store.read().await.unwrap(), id, ben).await.unwrap(), None);
        assert_eq!(change(store, id, ben, MUTED).await, None, "who has left says nothing");
        join(store, id, ben, Role::Member).await;
        assert_eq!(of(store, id, ben).await, Settings { revision: 4, ..Settings::default() });
    }
}
