//! A socket opens while its user is put out of a group, or taken in again.

use protocol::{ConversationId, GroupType, ServerEvent, request::History};

use super::{House, is_change, waiting};
use crate::{
    action::{Caller, amend, groups, listen, messages},
    hub::Scope,
};

impl House {
    /// The list, for a socket that listens.
    async fn reads(
        &self,
        who: &Caller,
        ear: &listen::Ear,
        entered: &[ConversationId],
    ) -> Vec<protocol::Conversation> {
        let conn = self.app.store.read_long().await.unwrap();
        listen::read(&self.app, who, ear, (conn, entered)).await.unwrap()
    }
}

/// That they are in it, or nothing, is the last word of it.
fn is_in(told: &[ServerEvent], id: ConversationId) -> bool {
    let last = told.iter().rev().find_map(|event| match event {
        ServerEvent::ConversationAdded { conversation } if conversation.id == id => Some(true),
        ServerEvent::ConversationRemoved { conversation_id } if *conversation_id == id => Some(false),
        _ => None,
    });
    last.unwrap_or(true)
}

#[tokio::test]
async fn b2_who_is_put_out_while_their_socket_opens_hears_nothing_after_it() {
    let house = House::open().await;
    let (ann, ben) = (house.person("Ann").await, house.person("Ben").await);
    let id = house.group(&ann, GroupType::Private, &[&ben]).await;
    let other = listen::to_everything(&house.app, &ann).await.unwrap();
    // They were in it when that was read …
    let ear = listen::register(&house.app, &ben, Scope::User);
    groups::remove(&house.app, &ann, id, ben.id()).await.unwrap();
    // … and are not when the socket begins to listen.
    ear.listen(&[id]);
    let list = house.reads(&ben, &ear, &[id]).await;
    house.renames(&ann, id, "Secret").await;
    assert!(list.is_empty(), "{list:?}");
    let told = waiting(&ear);
    assert!(!told.iter().any(is_change), "{told:?}");
    drop((other, ear));
    house.close().await;
}

#[tokio::test]
async fn who_is_put_out_and_taken_in_again_while_their_socket_opens_hears_it() {
    let house = House::open().await;
    let (ann, ben) = (house.person("Ann").await, house.person("Ben").await);
    let id = house.group(&ann, GroupType::Private, &[&ben]).await;
    let ear = listen::register(&house.app, &ben, Scope::User);
    groups::remove(&house.app, &ann, id, ben.id()).await.unwrap();
    house.adds(&ann, id, &ben).await;
    ear.listen(&[id]);
    let list = house.reads(&ben, &ear, &[id]).await;
    assert!(list.iter().any(|line| line.id == id));
    assert!(is_in(&waiting(&ear), id), "the last word must not be that they are out of it");
    house.renames(&ann, id, "Better news").await;
    assert!(waiting(&ear).iter().any(is_change));
    drop(ear);
    house.close().await;
}

#[tokio::test]
async fn who_is_put_out_before_their_socket_listens_and_taken_in_again_after_it_hears_it() {
    let house = House::open().await;
    let (ann, ben) = (house.person("Ann").await, house.person("Ben").await);
    let id = house.group(&ann, GroupType::Private, &[&ben]).await;
    let ear = listen::register(&house.app, &ben, Scope::User);
    groups::remove(&house.app, &ann, id, ben.id()).await.unwrap();
    ear.listen(&[id]);
    house.adds(&ann, id, &ben).await;
    let list = house.reads(&ben, &ear, &[id]).await;
    assert!(list.iter().any(|line| line.id == id));
    let told = waiting(&ear);
    assert!(is_in(&told, id), "the last word must not be that they are out of it: {told:?}");
    house.renames(&ann, id, "Better news").await;
    assert!(waiting(&ear).iter().any(is_change));
    drop(ear);
    house.close().await;
}

#[tokio::test]
async fn what_comes_between_the_rows_of_the_first_page_is_told() {
    let house = House::open().await;
    let (ann, ben) = (house.person("Ann").await, house.person("Ben").await);
    let id = house.group(&ann, GroupType::Private, &[&ben]).await;
    let first = house.posts(&ann, id, "Helo").await;
    let (ear, line) = listen::begin_one(&house.app, &ben, id).await.unwrap();
    let missed = house.posts(&ann, id, "Are you there?").await;
    let target = amend::Target { conversation: None, message: first.id };
    let edited = amend::edit(&house.app, &ann, target, "Hello").await.unwrap();
    // As when the conversation was looked up before the two, and its messages after them.
    let page = History { offset: Some(1), ..History::default() };
    let page = messages::history(&house.app, &ben, id, &page).await.unwrap();
    assert_eq!(page.iter().map(|message| message.version).collect::<Vec<_>>(), [edited.version]);
    assert!(line.version < missed.version && missed.version < edited.version);
    let told = waiting(&ear).iter().filter(|event| is_change(event)).count();
    assert_eq!(told, 2, "what the page has as well is known by its place");
    drop(ear);
    house.close().await;
}
