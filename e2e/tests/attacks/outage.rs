//! E14: the database is gone for a while.

use e2e::{Database, Options, PATIENCE, World, expects};
use protocol::{ServerEvent, route};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

/// Lets nobody in and sends everybody out, or lets them in again.
async fn lets_in(cluster: &str, name: &str, anybody: bool) {
    let mut conn = PgConnection::connect(cluster).await.expect("the cluster");
    let door = format!("alter database {name} with allow_connections {anybody}");
    sqlx::raw_sql(AssertSqlSafe(door)).execute(&mut conn).await.expect("the door");
    if !anybody {
        let out = "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1";
        sqlx::query(out).bind(name).execute(&mut conn).await.expect("the way out");
    }
    conn.close().await.expect("the end");
}

#[tokio::test]
async fn e14_without_its_database_it_says_so_and_afterwards_nothing_is_missing() {
    let Some(database) = Database::postgres().await else {
        assert!(std::env::var("CI").is_err(), "TEST_POSTGRES_URL is not set; scripts/test sets it");
        return;
    };
    let Database::Postgres { cluster, name } = &database else { unreachable!("it is PostgreSQL") };
    let (cluster, name) = (cluster.clone(), name.clone());
    let world = World::new(database, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    let mut bobs = bob.live().await;

    lets_in(&cluster, &name, false).await;
    let body = json!({ "text": "meanwhile", "client_id": Uuid::new_v4() });
    let refused = alice.tries_to_send(chat, body.clone()).await;
    refused.refuses(503);
    assert!(refused.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0), "{refused:#?}");
    alice.get(route::READYZ).await.is(503);
    alice.get(route::HEALTHZ).await.is(200);

    lets_in(&cluster, &name, true).await;
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while alice.get(route::READYZ).await.status != 200 {
        assert!(tokio::time::Instant::now() < deadline, "it does not become ready:\n{}", world.server.log());
    }
    let message: protocol::Message = alice.tries_to_send(chat, body).await.gives(201);
    assert_eq!(message.seq, 1);
    // His socket has stayed open all the time.
    expects!(bobs.socket, ServerEvent::Change(change) if change.version == message.version);
}
