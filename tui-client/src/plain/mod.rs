//! The plain face: for screen readers, pipes and terminals that can do nothing. One line at a time in the order in which it is
//! spoken, no borders, no colours, no cursor that jumps. docs/plain.md tells how it is used.

mod command;
mod deeds;
mod messages;
mod names;
mod others;
mod questions;
mod sending;
mod speech;
mod talk;
#[cfg(test)]
mod tests;
mod wishes;

use std::{
    io::{self, BufRead, IsTerminal, Write, stdin, stdout},
    thread,
    time::Duration,
};

use protocol::{Profile, Timestamp};
use tokio::{
    sync::mpsc::{self, Receiver, UnboundedReceiver, UnboundedSender},
    time::{Instant, sleep, sleep_until},
};
use uuid::Uuid;

use crate::{effect::Effect, message::Net, model::Settings, words::Count};
pub use others::Beside;
use others::Others;
use talk::{Deed, Talk};

/// When the input is over, what is on its way has this long, and again as long after each message that has arrived.
const LAST_WISHES: Duration = Duration::from_secs(20);
/// What could not be had is asked for again after this long.
const AGAIN: Duration = Duration::from_secs(1);

/// How it has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As the person wanted, with everything sent.
    Done,
    /// Some messages were not sent, or something that was said of chats.
    Unsent,
}

/// Talks until the input is over, as somebody whose connection is at the other end of the channels; the others are only
/// listened to.
pub async fn run(
    settings: Settings,
    me: Profile,
    (wishes, mut news): (UnboundedSender<Effect>, Receiver<Net>),
    others: Vec<Beside>,
) -> io::Result<End> {
    let mut lines = read_lines();
    let mut others = Others::new(others);
    let person = stdin().is_terminal();
    let mut shell = Shell { talk: Talk::new(settings, me), wishes, person, over: None, leaving: 0 };
    loop {
        if shell.is_over() {
            return shell.end();
        }
        let deeds = tokio::select! {
            line = lines.recv(), if shell.over.is_none() => match line {
                Some(line) => shell.talk.enter(&line, Uuid::new_v4().into(), now()),
                None => {
                    shell.input_ends();
                    Vec::new()
                }
            },
            told = news.recv() => match told {
                Some(told) => shell.talk.hear(told, now()),
                None => return shell.end(),
            },
            told = others.next() => {
                others.hear(told, &shell.talk, now()).into_iter().map(Deed::Say).collect()
            }
            () = at(shell.over) => return shell.end(),
            () = at(shell.talk.due().map(instant)) => shell.talk.is_due(now()),
        };
        if !shell.does(deeds)? {
            return shell.end();
        }
        shell.wait_on();
    }
}

struct Shell {
    talk: Talk,
    wishes: UnboundedSender<Effect>,
    /// Somebody sits there; else it is a pipe.
    person: bool,
    /// The input is over: until when what is on its way is waited for.
    over: Option<Instant>,
    /// How much was on its way when that was decided.
    leaving: usize,
}

impl Shell {
    /// False to stop.
    fn does(&mut self, deeds: Vec<Deed>) -> io::Result<bool> {
        for deed in deeds {
            match deed {
                Deed::Say(text) => say(&text)?,
                // The other end lives as long as this one.
                Deed::Wish(wish) => drop(self.wishes.send(wish)),
                Deed::Later(wish) => {
                    let wishes = self.wishes.clone();
                    tokio::spawn(async move {
                        sleep(AGAIN).await;
                        let _ = wishes.send(wish);
                    });
                }
                // A script that says so means: when what stands before it is done.
                Deed::Leave if !self.person => self.input_ends(),
                Deed::Leave | Deed::Quit => return Ok(false),
            }
        }
        Ok(true)
    }

    fn input_ends(&mut self) {
        self.over = Some(Instant::now() + LAST_WISHES);
        self.leaving = self.talk.leaving();
    }

    /// A server that takes one message after the other is not left in the midst of them.
    fn wait_on(&mut self) {
        if self.over.is_some() && self.talk.leaving() < self.leaving {
            self.input_ends();
        }
    }

    /// A person who ends the input wants to go at once; a script wants its answers.
    fn is_over(&self) -> bool {
        self.over.is_some() && (!self.talk.is_busy() || (self.person && !self.talk.is_sending()))
    }

    fn end(&self) -> io::Result<End> {
        // A person has heard at once that no chat was open; a script goes by its exit code.
        let astray = if self.person { 0 } else { self.talk.astray };
        let unsent = self.talk.unsent() + astray;
        let left = [(Count::PlainUnsent, unsent), (Count::PlainUntold, self.talk.untold())];
        // What was refused has been said.
        let mut end = if self.talk.in_vain > 0 && !self.person { End::Unsent } else { End::Done };
        for (count, left) in left.into_iter().filter(|(_, left)| *left > 0) {
            say(&self.talk.settings.lang.count(count, left))?;
            end = End::Unsent;
        }
        Ok(end)
    }
}

/// Each line at once and whole, so that a screen reader speaks it whole.
fn say(text: &str) -> io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}

/// The lines of the input. Their thread ends with the program: it waits where nothing can wake it.
fn read_lines() -> UnboundedReceiver<String> {
    let (line, lines) = mpsc::unbounded_channel();
    thread::spawn(move || {
        for text in stdin().lock().lines() {
            let Ok(text) = text else { return };
            if line.send(text).is_err() {
                return;
            }
        }
    });
    lines
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// When it is this time, on the clock that sleeps; at once when it was before.
fn instant(time: Timestamp) -> Instant {
    let wait = time.millis().saturating_sub(now().millis());
    Instant::now() + Duration::from_millis(u64::try_from(wait).unwrap_or(0))
}

fn now() -> Timestamp {
    Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
}
