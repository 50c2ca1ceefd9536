//! What was read before on another device is stored after the mark was made.

use protocol::{GroupType, request::ChangeSettings};

use super::House;
use crate::{
    action::{reads, settings},
    store,
};

#[tokio::test]
async fn what_was_read_before_elsewhere_does_not_take_the_mark_away() {
    let house = House::open().await;
    let (ann, ben) = (house.person("Ann").await, house.person("Ben").await);
    let id = house.group(&ann, GroupType::Private, &[&ben]).await;
    let marked = ChangeSettings { marked_unread: Some(true), ..ChangeSettings::default() };
    for _ in 0..10 {
        let newest = house.posts(&ann, id, "hi").await.seq;
        let reading = reads::submit(&house.app, &ben, id, newest).unwrap();
        settings::change(&house.app, &ben, id, marked).await.unwrap();
        reading.await.unwrap();
        let mut conn = house.app.store.read().await.unwrap();
        let said = store::settings::of(&mut conn, id, ben.id()).await.unwrap().unwrap();
        assert_eq!((said.settings.marked_unread, said.read_seq), (true, newest));
    }
    house.close().await;
}
