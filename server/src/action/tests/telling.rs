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
    let (ann, ben, cat) = (house.person("Ann").await, house.person("Ben").await, house.person("Cat").await);
    let id = house.group(&ann, GroupType::Public, &[]).await;
    let anns = listen::to_everything(&house.app, &ann).await.unwrap().0;
    let bens = listen::to_everything(&house.app, &ben).await.unwrap().0;
    let cats = listen::to_everything(&house.app, &cat).await.unwrap().0;
    // Longer than anybody waits for one of them.
    let store = &house.app.store;
    let all =
        (store.snapshot().await.unwrap(), store.snapshot().await.unwrap(), store.snapshot().await.unwrap());
    let both = [&ben, &cat].map(|who| User { id: who.id(), name: who.user.name.clone() });
    let adding = members::add(&house.app, ann.id(), id, Deed::Invite, both.into());
    timeout(Duration::from_secs(9), adding).await.expect("one is waited for, not each").unwrap();
    drop(all);
    assert!(waiting(&anns).iter().any(is_change));
    for ear in [&bens, &cats] {
        let closed = poll_fn(|context| ear.poll_closed(context));
        timeout(Duration::from_secs(1), closed).await.expect("their socket is closed");
    }
    drop((anns, bens, cats));
    house.close().await;
}
