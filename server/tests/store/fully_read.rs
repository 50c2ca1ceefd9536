//! An author learns that all have read, on every device and once.
use protocol::{ServerEvent, SessionId, UserId};
use server::{
    action::{Caller, listen, reads as deeds},
    app::App,
    store::{Store, accounts},
};

use crate::{
    database::on_both,
    ears::{next, node, settles},
    world::{chat, fresh, later, people, read, say},
};

async fn caller(store: &Store, id: UserId) -> Caller {
    let user = accounts::resolve_id(&mut store.read().await.unwrap(), id).await.unwrap().unwrap();
    let user = protocol::Profile { id, name: user.name, email: String::new(), shows_presence: true };
    Caller { user, session: fresh::<SessionId>(), until: later(3_600_000) }
}

async fn hears_fully_read(app: &App, ear: &listen::Ear) -> bool {
    let mut batch = Vec::new();
    settles(app).await;
    while next(ear, &mut batch).is_some_and(|come| come.is_ok()) {}
    batch.iter().any(|delivery| matches!(delivery.event, ServerEvent::FullyRead { .. }))
}

on_both! {
    async fn f11_a_device_that_is_here_is_told_although_another_one_comes_back_first(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let app = node(store).await;
        let ann = caller(store, ann).await;
        let (desk, _) = listen::to_everything(&app, &ann).await.unwrap();
        say(store, id, ann.id(), "hi").await;
        // Ben's reading is committed; before it is told, Ann's phone comes.
        read(store, id, ben, 1).await;
        let (phone, _) = listen::to_everything(&app, &ann).await.unwrap();
        deeds::tell_pending(&app, &ann).await.unwrap();
        assert!(hears_fully_read(&app, &phone).await, "the phone is told");
        assert!(hears_fully_read(&app, &desk).await, "and so is the desk, which was here all the time");
        deeds::tell_pending(&app, &ann).await.unwrap();
        assert!(!hears_fully_read(&app, &phone).await, "once");
    }

    async fn f11_while_nobody_looks_nothing_is_told_once_for_all(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let app = node(store).await;
        let ann = caller(store, ann).await;
        let (aside, _) = listen::aside(&app, &ann).await.unwrap();
        say(store, id, ann.id(), "hi").await;
        read(store, id, ben, 1).await;
        deeds::tell_pending(&app, &ann).await.unwrap();
        assert!(!hears_fully_read(&app, &aside).await);
        let (desk, _) = listen::to_everything(&app, &ann).await.unwrap();
        deeds::tell_pending(&app, &ann).await.unwrap();
        assert!(hears_fully_read(&app, &desk).await, "whoever looks later is told");
    }
}
