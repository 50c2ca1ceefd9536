//! What can go wrong with a command: its exit code, and how it is said to people and to programs.

use std::io::{self, Write, stderr};

use protocol::{Conversation, ErrorCode};
use serde_json::json;

use super::output::escape;
use crate::{
    message::Failure,
    text::one_line,
    words::{Lang, Word},
};

/// The exit code when trying again may help.
pub(super) const LATER: u8 = 7;

/// Why a command did not do it.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Something here failed: a file, a program.
    Here(String),
    /// It was not said right.
    Usage(String),
    /// Nobody is signed in, or the session is over.
    NotSignedIn,
    /// There is nothing of that name.
    NotFound {
        /// What was looked for.
        wish: String,
        /// What it may have been, as titles.
        near: Vec<String>,
    },
    /// Several fit.
    Ambiguous {
        /// What was looked for.
        wish: String,
        /// All that fit.
        fit: Vec<Candidate>,
    },
    /// The server refused, or did not answer.
    Server(Failure),
    /// Nobody reads what is printed any more: no trouble at all.
    Unread,
}

/// One of several that fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// To choose it by.
    pub id: String,
    /// What it is, in a word.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
}

impl From<&Conversation> for Candidate {
    fn from(conversation: &Conversation) -> Self {
        Self {
            id: conversation.id.to_string(),
            kind: super::render::kind(conversation.kind),
            title: conversation.title.clone(),
        }
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        if failure.ends_session() { Self::NotSignedIn } else { Self::Server(failure) }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Unread } else { Self::Here(error.to_string()) }
    }
}

impl Trouble {
    /// The exit code.
    pub(super) const fn code(&self) -> u8 {
        match self {
            Self::Unread => 0,
            Self::Here(_) => 1,
            Self::Usage(_) => 2,
            Self::NotSignedIn => 3,
            Self::NotFound { .. } => 4,
            Self::Ambiguous { .. } => 5,
            Self::Server(failure) => of_failure(failure),
        }
    }

    /// The same may work a little later.
    pub(super) const fn may_pass(&self) -> bool {
        self.code() == LATER
    }

    /// Tells it on the standard error: as a line of JSON, or as a sentence.
    pub(super) fn tell(&self, lang: Lang, json: bool) {
        if matches!(self, Self::Unread) {
            return;
        }
        let said = if json { escape(&self.as_json(lang).to_string()) } else { self.sentence(lang) };
        let prefix = if json { "" } else { "messenger: " };
        // There is nobody left to tell that nobody could be told.
        let _ = writeln!(stderr(), "{prefix}{said}");
    }

    fn as_json(&self, lang: Lang) -> serde_json::Value {
        let code = match self {
            Self::Unread | Self::Here(_) => "failed",
            Self::Usage(_) => "usage",
            Self::NotSignedIn => "not_signed_in",
            Self::NotFound { .. } => "not_found",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Server(failure) => word_of(failure),
        };
        let mut error = json!({ "error": code, "exit_code": self.code(), "detail": self.sentence(lang) });
        match self {
            Self::NotFound { near, .. } => error["near"] = json!(near),
            Self::Ambiguous { fit, .. } => {
                let fit = fit.iter().map(|one| json!({ "id": one.id, "kind": one.kind, "title": one.title }));
                error["candidates"] = fit.collect();
            }
            _ => {}
        }
        error
    }

    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Unread => String::new(),
            Self::Here(why) | Self::Usage(why) => one_line(why),
            Self::NotSignedIn => lang.say(Word::NotSignedIn).to_owned(),
            Self::NotFound { wish, near } if near.is_empty() => {
                format!("{} {}", fill(Word::NoSuch, lang, wish), lang.say(Word::TakenWhole))
            }
            Self::NotFound { wish, near } => {
                let near: Vec<String> = near.iter().map(|title| fill(Word::Quoted, lang, title)).collect();
                format!(
                    "{} {}",
                    fill(Word::NoSuch, lang, wish),
                    lang.fill(Word::DidYouMean, &[&near.join(", ")])
                )
            }
            Self::Ambiguous { wish, fit } => {
                let lines =
                    fit.iter().map(|one| format!("\n  {}  {}  {}", one.id, one.kind, one_line(&one.title)));
                fill(Word::SeveralFit, lang, wish) + &lines.collect::<String>()
            }
            Self::Server(failure) => of_server(lang, failure),
        }
    }
}

fn fill(word: Word, lang: Lang, wish: &str) -> String {
    lang.fill(word, &[&one_line(wish)])
}

const fn of_failure(failure: &Failure) -> u8 {
    match failure {
        Failure::BadServer(_) => 2,
        Failure::Locked(_) => 1,
        Failure::Unreachable(_) | Failure::NotNow(..) => LATER,
        Failure::Refused(code, _) => match code {
            ErrorCode::Unauthenticated => 3,
            ErrorCode::NotFound => 4,
            ErrorCode::RateLimited | ErrorCode::Unavailable | ErrorCode::Internal => LATER,
            _ => 6,
        },
    }
}

const fn word_of(failure: &Failure) -> &'static str {
    match failure {
        Failure::BadServer(_) => "usage",
        Failure::Locked(_) => "in_use",
        Failure::Unreachable(_) => "unreachable",
        Failure::Refused(code, _) | Failure::NotNow(code, _) => match code {
            ErrorCode::Unauthenticated => "not_signed_in",
            ErrorCode::NotFound => "not_found",
            ErrorCode::RateLimited => "rate_limited",
            ErrorCode::Unavailable | ErrorCode::Internal => "unavailable",
            ErrorCode::Forbidden => "forbidden",
            ErrorCode::Conflict => "conflict",
            _ => "invalid",
        },
    }
}

fn of_server(lang: Lang, failure: &Failure) -> String {
    let (word, detail) = match failure {
        Failure::Unreachable(why) => return why.said(lang),
        Failure::BadServer(server) => return lang.fill(Word::BadServer, &[&one_line(server)]),
        Failure::Locked(process) => return lang.fill(Word::AlreadyRunning, &[process]),
        Failure::NotNow(ErrorCode::RateLimited, seconds) => return lang.fill(Word::TooFast, &[seconds]),
        Failure::NotNow(_, seconds) => return lang.fill(Word::BusyFor, &[seconds]),
        // The words for it say all, and the same for a wrong address and a wrong password.
        Failure::Refused(ErrorCode::Unauthenticated, _) => return lang.say(Word::WrongPassword).to_owned(),
        Failure::Refused(code, detail) => (*code, one_line(detail)),
    };
    let word = match word {
        ErrorCode::Forbidden => Word::Forbidden,
        ErrorCode::NotFound => Word::NotFound,
        ErrorCode::RateLimited => Word::TooOften,
        ErrorCode::Unavailable => Word::Busy,
        ErrorCode::Internal => Word::Failed,
        _ => return detail,
    };
    if detail.is_empty() { lang.say(word).to_owned() } else { format!("{}: {detail}", lang.say(word)) }
}
