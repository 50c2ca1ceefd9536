//! Which nodes may start, and which may not.

use e2e::{Database, Options, World, expects};
use protocol::ServerEvent;

#[tokio::test]
async fn a_second_server_on_one_sqlite_is_refused_and_the_rest_works_beside_it() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let (code, said) = world.server.runs(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("another server") && said.contains("DATABASE_URL"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    for beside in [&["user", "list"][..], &["migrate", "--check"], &["config"]] {
        let (code, said) = world.server.runs(beside);
        assert_eq!(code, 0, "{said}");
    }
    // The lock dies with its holder, however that dies.
    world.server.is_killed();
    world.server.comes_back().await;
    assert!(world.server.stops());
    world.server.comes_back().await;
}

#[tokio::test]
async fn nats_without_a_shared_database_is_refused() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let env = [("NATS_URL", "nats://me:word-of-passing@127.0.0.1:4222")];
    let (code, said) = world.server.runs_with(&["serve", "--listen", "127.0.0.1:0"], &env);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("NATS_URL") && said.contains("DATABASE_URL"), "{said}");
    let (code, said) = world.server.runs_with(&["user", "list"], &env);
    assert_eq!(code, 0, "{said}");
    let (code, said) = world.server.runs_with(&["config"], &env);
    assert_eq!(code, 0, "{said}");
    let row = said.lines().find(|line| line.starts_with("nats_url"));
    assert!(row.is_some_and(|row| row.contains("hidden") && row.ends_with("NATS_URL")), "{said}");
    assert!(!said.contains("word-of-passing"), "{said}");
}

#[tokio::test]
async fn a_nats_that_is_away_keeps_nobody_from_starting_nor_from_talking() {
    let Some(database) = Database::postgres().await else {
        assert!(std::env::var("CI").is_err(), "TEST_POSTGRES_URL is not set; scripts/test sets it");
        return;
    };
    // Nothing listens on the discard port.
    let world = World::new(database, Options::env(&[("NATS_URL", "nats://127.0.0.1:9")])).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let mut bobs = bob.live().await;
    let chat = alice.starts_chat_with(&bob).await;
    expects!(bobs.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == chat);
    let sent = alice.sends(chat, "all the same").await;
    expects!(bobs.socket, ServerEvent::Change(change) if change.version == sent.version);
    world.server.says("the other nodes cannot be reached").await;
    let log = world.server.log();
    assert_eq!(log.matches("cannot be reached").count(), 1, "{log}");
    assert!(!log.contains("async_nats"), "{log}");
}
