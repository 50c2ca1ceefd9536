//! A socket opens while its user is put out of a group, or taken in again.

use protocol::{GroupType, ServerEvent};

use super::{House, is_change, waiting};
use crate::{
    action::{groups, listen},
    hub::Scope,
};

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
    let list = listen::read(&house.app, &ben, &ear, &[id]).await.unwrap();
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
    let list = listen::read(&house.app, &ben, &ear, &[id]).await.unwrap();
    assert!(list.iter().any(|line| line.id == id));
    let told = waiting(&ear);
    let last = told.iter().rev().find_map(|event| match event {
        ServerEvent::ConversationAdded { conversation } if conversation.id == id => Some(true),
        ServerEvent::ConversationRemoved { conversation_id } if *conversation_id == id => Some(false),
        _ => None,
    });
    assert_ne!(last, Some(false), "the last word must not be that they are out of it: {told:?}");
    house.renames(&ann, id, "Better news").await;
    assert!(waiting(&ear).iter().any(is_change));
    drop(ear);
    house.close().await;
}
