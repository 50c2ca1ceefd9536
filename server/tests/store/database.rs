//! A fresh, migrated database for each test.

use server::store::{Kind, Store};

use crate::support::Postgres;

/// The open store, and what has to outlive it.
pub(crate) struct Database {
    pub(crate) store: Store,
    _folder: Option<tempfile::TempDir>,
    _postgres: Option<Postgres>,
}

/// Makes one.
pub(crate) async fn fresh(kind: Kind) -> Database {
    let (url, folder, postgres) = match kind {
        Kind::Sqlite => {
            let folder = tempfile::tempdir().unwrap();
            (format!("sqlite:{}", folder.path().join("test.db").display()), Some(folder), None)
        }
        Kind::Postgres => {
            let postgres = Postgres::fresh().await;
            (postgres.url.clone(), None, Some(postgres))
        }
    };
    let store = Store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    Database { store, _folder: folder, _postgres: postgres }
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
