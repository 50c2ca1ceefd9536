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
async fn a_new_member_who_cannot_be_told_has_to_sync_and_the_others_hear_of_them() {
    let house = House::open().await;
    let (ann, ben) = (house.person("Ann").await, house.person("Ben").await);
    let id = house.group(&ann, GroupType::Public, &[]).await;
    let anns = listen::to_everything(&house.app, &ann).await.unwrap().0;
    let bens = listen::to_everything(&house.app, &ben).await.unwrap().0;
    // Longer than anybody waits for one of them.
    let store = &house.app.store;
    let all =
        (store.snapshot().await.unwrap(), store.snapshot().await.unwrap(), store.snapshot().await.unwrap());
    let user = User { id: ben.id(), name: "Ben".into() };
    members::add(&house.app, ben.id(), id, Deed::Join, vec![user]).await.unwrap();
    drop(all);
    assert!(waiting(&anns).iter().any(is_change));
    let closed = poll_fn(|context| bens.poll_closed(context));
    timeout(Duration::from_secs(1), closed).await.expect("their socket is closed");
    drop((anns, bens));
    house.close().await;
}
