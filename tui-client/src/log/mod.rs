//! What the client writes down of itself, so that a fault can be found afterwards. What is told is made of words of ours, numbers
//! and names of kinds; a text from elsewhere is let in only by [`Fact::foreign`], which leaves of it what
//! cannot name anybody. So no message, no address and no secret gets here, whoever forgets about it.

mod file;
mod name;
mod scrub;

use std::{
    borrow::Cow,
    fmt::{Debug, Write},
    panic,
    path::PathBuf,
    sync::{
        Once, PoisonError, RwLock,
        atomic::{AtomicU8, Ordering},
    },
};

use self::{file::File, name::name};

/// How much is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    Off,
    /// What went wrong.
    Warn,
    /// How the connection and the account are, too.
    Info,
    /// The kind of everything that happens, too.
    Debug,
}

impl Level {
    const ALL: [Self; 4] = [Self::Off, Self::Warn, Self::Info, Self::Debug];

    /// That of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

/// Something that may be told: a number, a word of ours, or what is left of a text from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact(Cow<'static, str>);

impl Fact {
    /// What kind of thing this is, and nothing that is in it.
    pub fn kind(thing: &dyn Debug) -> Self {
        Self(Cow::Owned(name(thing)))
    }

    /// What another program said went wrong, as far as it can name nobody.
    pub fn foreign(text: &str) -> Self {
        Self(Cow::Owned(format!("{:?}", scrub::scrub(text))))
    }
}

impl From<i64> for Fact {
    fn from(number: i64) -> Self {
        Self(Cow::Owned(number.to_string()))
    }
}

impl From<&'static str> for Fact {
    fn from(word: &'static str) -> Self {
        Self(Cow::Borrowed(word))
    }
}

static LEVEL: AtomicU8 = AtomicU8::new(Level::Off as u8);
static FILE: RwLock<Option<File>> = RwLock::new(None);

/// From now on this is written down, there.
pub fn begin(path: PathBuf, level: Level) {
    static ONCE: Once = Once::new();
    *FILE.write().unwrap_or_else(PoisonError::into_inner) = Some(File::at(path));
    set_level(level);
    ONCE.call_once(note_panics);
}

/// From now on so much is written down.
pub fn set_level(level: Level) {
    LEVEL.store(level as u8, Ordering::Relaxed);
}

/// It is worth finding out what would be told.
pub fn tells(level: Level) -> bool {
    LEVEL.load(Ordering::Relaxed) >= level as u8
}

/// Something went wrong.
pub fn warn(what: &'static str, facts: &[(&'static str, Fact)]) {
    note(Level::Warn, what, facts);
}

/// Something is different.
pub fn info(what: &'static str, facts: &[(&'static str, Fact)]) {
    note(Level::Info, what, facts);
}

/// Something of this kind happened.
pub fn debug(what: &'static str, kind: &dyn Debug) {
    if tells(Level::Debug) {
        note(Level::Debug, what, &[("kind", Fact::kind(kind))]);
    }
}

/// The newest lines, oldest first.
pub fn tail(path: PathBuf, lines: usize) -> Vec<String> {
    File::at(path).tail(lines)
}

fn note(level: Level, what: &'static str, facts: &[(&'static str, Fact)]) {
    if !tells(level) {
        return;
    }
    let time = jiff::Timestamp::now();
    let line = line(&format!("{time:.3} {}", std::process::id()), level, what, facts);
    if let Some(file) = FILE.read().unwrap_or_else(PoisonError::into_inner).as_ref() {
        // There is nobody to tell that nothing could be told.
        let _ = file.append(&line);
    }
}

fn line(begin: &str, level: Level, what: &str, facts: &[(&'static str, Fact)]) -> String {
    let mut line = format!("{begin} {} {what}", level.name());
    for (name, fact) in facts {
        let _ = write!(line, " {name}={}", fact.0);
    }
    line.push('\n');
    line
}

/// Where it was, never what it says: that may quote a text.
fn note_panics() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if let Some(place) = info.location() {
            let file = place.file().rsplit('/').next().unwrap_or_default().to_owned();
            let at = Fact(Cow::Owned(format!("{file}:{}", place.line())));
            note(Level::Warn, "panic", &[("at", at)]);
        }
        report(info);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_when_who_how_grave_and_what() {
        let facts =
            [("after", 3.into()), ("code", "busy".into()), ("why", Fact::foreign("to anna@example.com"))];
        let said = line("2026-11-30T07:00:00.000Z 7", Level::Warn, "no connection", &facts);
        assert_eq!(said, "2026-11-30T07:00:00.000Z 7 warn no connection after=3 code=busy why=\"to <…>\"\n");
    }

    #[test]
    fn levels_have_names_and_an_order() {
        assert!(Level::ALL.is_sorted());
        assert!(Level::ALL.into_iter().all(|level| Level::named(level.name()) == Some(level)));
        assert_eq!(Level::named("loud"), None);
    }
}
