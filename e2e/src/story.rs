//! A story: one body, two databases.

use crate::{Database, Options, World};

/// Tells a story in a new world on that database. Without a PostgreSQL to talk to the story is left out, loudly, and in
/// CI that is a failure.
pub async fn tell<F: Future<Output = ()>>(postgres: bool, options: Options, story: impl FnOnce(World) -> F) {
    let database = if postgres { Database::postgres().await } else { Some(Database::Sqlite) };
    match database {
        Some(database) => story(World::new(database, options).await).await,
        None => assert!(
            std::env::var("CI").is_err(),
            "TEST_POSTGRES_URL is not set; scripts/test starts a PostgreSQL and sets it"
        ),
    }
}

/// Stories, each told on SQLite (in the module `sqlite`) and on PostgreSQL (`postgres`).
///
/// `stories! { async fn name(world: World) { … } }`, with `#![options = …]` in front for a server that is started
/// differently.
#[macro_export]
macro_rules! stories {
    (#![options = $options:expr] $(async fn $name:ident($world:ident: $kind:ty) $body:block)*) => {
        $(async fn $name($world: $kind) $body)*

        mod sqlite {
            use super::*;
            $(#[tokio::test] async fn $name() { $crate::tell(false, $options, super::$name).await })*
        }

        mod postgres {
            use super::*;
            $(#[tokio::test] async fn $name() { $crate::tell(true, $options, super::$name).await })*
        }
    };
    ($($story:tt)*) => { $crate::stories! { #![options = $crate::Options::default()] $($story)* } };
}
