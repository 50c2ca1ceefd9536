//! The options of each command.

use std::{path::PathBuf, time::Duration};

use clap::Args as Arguments;
use protocol::{ClientId, MessageId};

/// How the answer is printed.
#[derive(Arguments)]
pub struct Form {
    /// Print JSON, one object a line
    #[arg(long)]
    pub json: bool,
}

/// Sign in.
#[derive(Arguments)]
pub struct Login {
    /// Make the account first, with this name
    #[arg(long, value_name = "NAME")]
    pub register: Option<String>,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// Sign out.
#[derive(Arguments)]
pub struct Logout {
    /// Sign another device out instead
    #[arg(long, value_name = "ID")]
    pub session: Option<protocol::SessionId>,
}

/// Which devices.
#[derive(Arguments)]
pub struct Sessions {
    /// Sign this one out
    #[arg(long, value_name = "ID")]
    pub revoke: Option<protocol::SessionId>,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// What to do with the passphrase.
#[derive(Arguments)]
pub struct Passphrase {
    /// Remove it
    #[arg(long)]
    pub remove: bool,
}

/// Which conversations.
#[derive(Arguments)]
pub struct List {
    /// Only those with unread messages
    #[arg(long)]
    pub unread: bool,
    /// Instead, the public groups whose name contains this; all of them without
    #[arg(long, value_name = "PART", num_args = 0..=1, default_missing_value = "", conflicts_with = "unread")]
    pub public: Option<String>,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// Which messages.
#[derive(Arguments)]
pub struct Read {
    /// Which chat
    pub chat: String,
    /// At most so many, the newest of them
    #[arg(long, short = 'n', default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
    /// Only those since a time: `2h`, `3 days`, `2026-11-22`, `2026-11-22T15:04:05Z`
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Only those after the message with this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "since")]
    pub after: Option<i64>,
    /// Tell the others that you have read them
    #[arg(long = "mark-read")]
    pub mark: bool,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// What to write, and where.
#[derive(Arguments)]
pub struct Send {
    /// Which chat
    pub chat: String,
    /// What to write; `-`, or nothing in a pipe, reads it
    pub text: Option<String>,
    /// How it is tried, and printed.
    #[command(flatten)]
    pub trying: Trying,
}

/// Which message to send on, and where to.
#[derive(Arguments)]
pub struct Forward {
    /// The id of the message, as read, tail and search print it with --json
    pub message: MessageId,
    /// Which chat it goes to
    pub chat: String,
    /// How it is tried, and printed.
    #[command(flatten)]
    pub trying: Trying,
}

/// How a message is tried to be sent, and printed.
#[derive(Arguments)]
pub struct Trying {
    /// Try for so long when the server does not answer: `30s`, `10m`
    #[arg(long, value_name = "TIME", value_parser = span)]
    pub retry_for: Option<Duration>,
    /// The message's id, the same for every try; made anew when absent
    #[arg(long, value_name = "UUID")]
    pub client_id: Option<ClientId>,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// What to show, and whether to go on.
#[derive(Arguments)]
pub struct Tail {
    /// Which chat; all when absent
    pub chat: Option<String>,
    /// Go on with what comes
    #[arg(long, short)]
    pub follow: bool,
    /// Begin with so many older messages of the chat; without one, show the newest of so many chats
    #[arg(long, short = 'n', default_value_t = 10)]
    pub limit: u32,
    /// Begin after the message with this number
    #[arg(long, value_name = "NUMBER", requires = "chat", conflicts_with = "limit")]
    pub after: Option<i64>,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// What to look for.
#[derive(Arguments)]
pub struct Search {
    /// The words; all of them must be there
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Only in this chat
    #[arg(long = "in", value_name = "CHAT")]
    pub chat: Option<String>,
    /// At most so many
    #[arg(long, short = 'n', default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// With whom.
#[derive(Arguments)]
pub struct NewChat {
    /// Names, addresses or ids
    #[arg(required = true, value_name = "PERSON")]
    pub people: Vec<String>,
    /// The name of a chat of several
    #[arg(long)]
    pub name: Option<String>,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// What to call it, and with whom.
#[derive(Arguments)]
pub struct NewGroup {
    /// What to call it
    pub name: String,
    /// Names, addresses or ids of the first members
    #[arg(value_name = "PERSON")]
    pub people: Vec<String>,
    /// Only its members know of it
    #[arg(long)]
    pub private: bool,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// Which conversation.
#[derive(Arguments)]
pub struct Target {
    /// Which
    pub chat: String,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// Whom to put out of which conversation.
#[derive(Arguments)]
pub struct Remove {
    /// Which
    pub chat: String,
    /// The name, address or id of a member
    pub person: String,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// Which conversation, and what to call it.
#[derive(Arguments)]
pub struct Rename {
    /// Which
    pub chat: String,
    /// What to call it
    pub name: String,
    /// How it is printed.
    #[command(flatten)]
    pub form: Form,
}

/// What to write down, and where to.
#[derive(Arguments)]
pub struct Export {
    /// Which chat
    pub chat: String,
    /// Only what comes after the message with this number
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub after: i64,
    /// Into this file, which must not be there yet, instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// A span of time as people write it: `30s`, `10m`, `2h 30m`.
fn span(text: &str) -> Result<Duration, String> {
    let span: jiff::SignedDuration = text.parse().map_err(|e: jiff::Error| e.to_string())?;
    Duration::try_from(span).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_written_as_people_write_them() {
        assert_eq!(span("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(span("1h 30m"), Ok(Duration::from_mins(90)));
        assert!(span("-1h").is_err());
        assert!(span("soon").is_err());
    }
}
