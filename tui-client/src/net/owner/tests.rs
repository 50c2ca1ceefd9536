//! What becomes of an account that cannot be had at once.

use protocol::Profile;
use tokio::{net::TcpListener, sync::mpsc};
use tokio_tungstenite::accept_async;

use super::*;
use crate::session::Session;

fn session() -> Session {
    let user = Profile {
        id: Uuid::nil().into(),
        name: "A".into(),
        email: "a@example.com".into(),
        shows_presence: true,
    };
    Session { user, access_token: "access".into(), refresh_token: Some("refresh".into()) }
}

#[tokio::test]
async fn whoever_asks_for_it_gets_another_connection_though_one_is_believed_to_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().to_owned());
    let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", server.local_addr().unwrap());
    let name = AccountName { server: address, email: "a@example.com".into() };
    store.device(&name).unwrap().try_turn().unwrap().unwrap().save(&session()).unwrap();
    let account = store.open(&name).unwrap();
    let (wishes, granted) = mpsc::unbounded_channel();
    let (tell, mut news) = mpsc::channel(64);
    tokio::spawn(run(store, Start::Resume(name, account), granted, tell));
    let connects = async || {
        let (tcp, _) = timeout(Duration::from_secs(10), server.accept()).await.unwrap().unwrap();
        accept_async(tcp).await.unwrap()
    };
    // It says nothing, and stays open.
    let silent = connects().await;
    while news.try_recv().is_ok() {}
    // The client has to have heard that it is open.
    tokio::task::yield_now().await;
    // Long before its silence would end it.
    let asks = async {
        while timeout(Duration::from_millis(100), server.accept()).await.is_err() {
            wishes.send(Effect::Reconnect).unwrap();
        }
    };
    timeout(Duration::from_secs(10), asks).await.unwrap();
    let told = timeout(Duration::from_secs(10), async {
        while !matches!(news.recv().await, Some(Net::Heard(_))) {}
    });
    assert!(told.await.is_ok(), "until when it is known is told");
    drop(silent);
}

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
    store.device(&name).unwrap().try_turn().unwrap().unwrap().save(&session()).unwrap();
    let told = timeout(Duration::from_secs(10), news.recv()).await.unwrap();
    assert!(matches!(told, Some(Net::SignedIn(_))), "{told:?}");
}
