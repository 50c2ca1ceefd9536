//! The terminal client that people keep open all day: it survives kills, cuts and restarts, starts without a network, and
//! costs little.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it has measured"
)]

mod accounts;
mod editing;
mod edits;
mod endurance;
mod forwarding;
mod locking;
mod offline;
mod others;
mod outbox;
mod profiles;
mod settings;
mod telling;
mod terminals;
mod weight;

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use e2e::{Actor, PATIENCE, Terminal, Wire};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

const CTRL_Q: &str = "\x11";
/// The first frame comes sooner, at its best of five, however busy the machine is. An answer of a silent server is waited for
/// longer.
const FIRST_FRAME: Duration = Duration::from_secs(2);

/// One person's client: its files and its way to the server outlive each run of it.
struct Desk {
    home: Arc<TempDir>,
    wire: Wire,
    email: String,
    password: String,
}

impl Desk {
    async fn of(person: &Actor) -> Self {
        Self {
            home: Arc::new(TempDir::new().unwrap()),
            wire: Wire::to(&person.url).await,
            email: person.email().to_owned(),
            password: person.password.clone(),
        }
    }

    /// Starts the client, or starts it again.
    fn starts(&self) -> Terminal {
        self.starts_with(&[])
    }

    /// The same, with more environment.
    fn starts_with(&self, env: &[(&str, &str)]) -> Terminal {
        let args = ["--server", &self.wire.url, "--email", &self.email];
        let env: Vec<_> = env.iter().copied().chain([("MESSENGER_PASSWORD", &*self.password)]).collect();
        Terminal::starts_at_home(&self.home, &args, &env)
    }
}

impl Desk {
    /// Waits until the client has this message on its disk, on its way or arrived.
    async fn keeps_message(&self, text: &str) {
        self.keeps(
            text,
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE text = ?1)
            OR EXISTS (SELECT 1 FROM messages WHERE instr(body, ?1))",
        )
        .await;
    }

    /// Waits until the client has this draft on its disk.
    async fn keeps_draft(&self, text: &str) {
        self.keeps(text, "SELECT EXISTS (SELECT 1 FROM drafts WHERE text = ?1)").await;
    }

    /// Waits until the client has it on its disk that a message is being changed to this.
    async fn keeps_change(&self, text: &str) {
        self.keeps(text, "SELECT EXISTS (SELECT 1 FROM drafts WHERE change = ?1)").await;
    }

    /// Waits until the client has it on its disk that these words are to be forwarded.
    async fn keeps_forward(&self, text: &str) {
        self.keeps(text, "SELECT EXISTS (SELECT 1 FROM outbox WHERE instr(forward, ?1))").await;
    }

    /// Where the client keeps it.
    fn cache(&self) -> PathBuf {
        let accounts = self.home.path().join(".local/state/messenger");
        let mut folders = accounts.read_dir().unwrap().map(|entry| entry.unwrap().path());
        folders.find(|path| path.is_dir()).unwrap().join("cache.db")
    }

    /// Changes the tables where the client keeps it, as a disk that fails would.
    async fn changes_cache(&self, change: &'static str) {
        let options = SqliteConnectOptions::new().filename(self.cache());
        let mut cache = SqliteConnection::connect_with(&options).await.unwrap();
        sqlx::query(change).execute(&mut cache).await.unwrap();
    }

    async fn keeps(&self, text: &str, question: &'static str) {
        let options = SqliteConnectOptions::new().filename(self.cache()).read_only(true);
        let mut cache = SqliteConnection::connect_with(&options).await.unwrap();
        let deadline = Instant::now() + PATIENCE;
        while !sqlx::query_scalar::<_, bool>(question).bind(text).fetch_one(&mut cache).await.unwrap() {
            assert!(Instant::now() < deadline, "{text} does not get on the disk");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Quits, and leaves the terminal as it was.
fn quits(client: &mut Terminal) {
    client.presses(CTRL_Q);
    assert_eq!(client.ends(), 0, "{}", client.screen());
    client.is_left_clean();
}
