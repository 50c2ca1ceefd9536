//! A server, and the people in it.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use protocol::{request::Register, route};
use tokio::time::sleep;

use crate::{Actor, Database, Options, PATIENCE, Reply, Server, Visitor, raw, server::METRICS_TOKEN};

/// One server with a database of its own.
pub struct World {
    /// The server; it lives as long as the world.
    pub server: Server,
    people: AtomicU32,
}

impl World {
    /// Starts a server on that database.
    pub async fn new(database: Database, options: Options) -> Self {
        Self { server: Server::start(database, options).await, people: AtomicU32::new(0) }
    }

    /// One more server on the same database.
    pub async fn node(&self, options: Options) -> Server {
        self.server.beside(options).await
    }

    /// Registers somebody and signs them in.
    pub async fn person(&self, name: &str) -> Actor {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let email = format!("{}{number}@example.com", name.to_lowercase());
        let mut person = self.stranger();
        person.registers(&Register { name: name.into(), email, password: format!("{name} is secret") }).await;
        person.signs_in().await;
        person
    }

    /// Registers several people and signs them in.
    pub async fn people<const N: usize>(&self, names: [&str; N]) -> [Actor; N] {
        let people = join_all(names.map(|name| self.person(name))).await;
        people.try_into().unwrap_or_else(|_| unreachable!("as many as names"))
    }

    /// Somebody without an account.
    pub fn stranger(&self) -> Actor {
        Actor::new(&self.server.url)
    }

    /// Waits until the index of messages has been brought up to so many changes of them; the server was started with
    /// [`Options::metrics`].
    pub async fn index_follows(&self, changes: u32) {
        let wanted = format!("messenger_search_indexed_total {changes}\n");
        let begun = Instant::now();
        loop {
            let request = self.stranger().request("GET", route::METRICS).bearer_auth(METRICS_TOKEN);
            if self.stranger().asks(request).await.is(200).body.contains(&wanted) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{wanted}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// A browser without JavaScript, not signed in.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.server.url)
    }

    /// What comes back for a request of exactly these bytes.
    pub async fn raw(&self, request: &str) -> Reply {
        raw::request(&self.server.url, request).await
    }
}
