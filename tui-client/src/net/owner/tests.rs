//! What becomes of an account that cannot be had at once.

use protocol::Profile;
use tokio::sync::mpsc;

use super::*;
use crate::session::Session;

#[tokio::test]
async fn beside_others_it_is_tried_again_though_nobody_asks() {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = tempfile::Builder::new().prefix("state").rand_bytes(0).tempfile_in(&folder).unwrap();
    let store = Store::new(in_the_way.path().to_owned());
    let name = AccountName { server: "http://127.0.0.1:9".into(), email: "a@example.com".into() };
    let (_wishes, granted) = mpsc::unbounded_channel();
    let (tell, mut news) = mpsc::channel(8);
    tokio::spawn(run(store.clone(), Start::Beside(name.clone()), granted, tell));
    assert!(matches!(news.recv().await, Some(Net::SignInFailed(_))));

    drop(in_the_way);
    let user = Profile {
        id: Uuid::nil().into(),
        name: "A".into(),
        email: "a@example.com".into(),
        shows_presence: true,
    };
    let session = Session { user, access_token: "access".into(), refresh_token: Some("refresh".into()) };
    store.device(&name).unwrap().try_turn().unwrap().unwrap().save(&session).unwrap();
    let told = timeout(Duration::from_secs(10), news.recv()).await.unwrap();
    assert!(matches!(told, Some(Net::SignedIn(_))), "{told:?}");
}
