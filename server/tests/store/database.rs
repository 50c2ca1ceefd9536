//! A fresh, migrated database for each test.

use server::store::{Kind, Store};

/// The open store, and what has to outlive it.
pub(crate) struct Database {
    pub(crate) store: Store,
    _folder: Option<tempfile::TempDir>,
}

/// Makes one. PostgreSQL is at `TEST_POSTGRES_URL`, as `scripts/test` starts it.
pub(crate) async fn fresh(kind: Kind) -> Database {
    let (url, folder) = match kind {
        Kind::Sqlite => {
            let folder = tempfile::tempdir().unwrap();
            (format!("sqlite:{}", folder.path().join("test.db").display()), Some(folder))
        }
        Kind::Postgres => (fresh_postgres().await, None),
    };
    let store = Store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    Database { store, _folder: folder }
}

pub(crate) async fn fresh_postgres() -> String {
    let base =
        std::env::var("TEST_POSTGRES_URL").unwrap_or_else(|_| panic!("TEST_POSTGRES_URL: run scripts/test"));
    let name = format!("t_{}", uuid::Uuid::new_v4().simple());
    let admin = Store::open(&base).await.unwrap();
    server::store::census::create_database(&mut admin.read().await.unwrap(), &name).await.unwrap();
    admin.close().await;
    let (server, rest) = base.rsplit_once('/').unwrap();
    let query = rest.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
    format!("{server}/{name}{query}")
}

/// The same promise on both databases.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($store:ident: &Store) $body:block)*) => {
        $($(#[$meta])* async fn $name($store: &Store) $body)*

        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let database = $crate::database::fresh(server::store::Kind::Sqlite).await;
                super::$name(&database.store).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                let database = $crate::database::fresh(server::store::Kind::Postgres).await;
                super::$name(&database.store).await;
                database.store.close().await;
            })*
        }
    };
}
pub(crate) use on_both;
