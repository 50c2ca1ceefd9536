//! What is committed and cannot be told.

use std::{future::poll_fn, time::Duration};

use protocol::{GroupType, User};
use tokio::time::timeout;

use super::{House, is_change, waiting};
use crate::{
    action::{listen, members},
    domain::permission::Deed,
};

#[tokio::test]
async fn new_members_who_cannot_be_told_have_to_sync_and_the_others_hear_of_them() {
    let house = House::open().await;
    let ann = house.person("Ann").await;
    let mut new = Vec::new();
    for name in ["Ben", "Cat", "Dan", "Eve"] {
        new.push(house.person(name).await);
    }
    let id = house.group(&ann, GroupType::Public, &[]).await;
    let anns = listen::to_everything(&house.app, &ann).await.unwrap().0;
    let mut ears = Vec::new();
    for person in &new {
        ears.push(listen::to_everything(&house.app, person).await.unwrap().0);
    }
    // Longer than anybody waits for one of them.
    let store = &house.app.store;
    let all =
        (store.snapshot().await.unwrap(), store.snapshot().await.unwrap(), store.snapshot().await.unwrap());
    let users = new.iter().map(|who| User { id: who.id(), name: who.user.name.clone() }).collect();
    let adding = members::add(&house.app, ann.id(), id, Deed::Invite, users);
    // Five seconds for one of them.
    timeout(Duration::from_secs(15), adding).await.expect("one is waited for, not each").unwrap();
    drop(all);
    assert!(waiting(&anns).iter().any(is_change));
    for ear in &ears {
        let closed = poll_fn(|context| ear.poll_closed(context));
        timeout(Duration::from_secs(20), closed).await.expect("their socket is closed");
    }
    drop((anns, ears));
    house.close().await;
}
