//! The rules of the house that a machine can see: how long a file is, that each says what lives in it, and who knows whom.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Lines in a file, at most.
const LINES: usize = 300;

/// Which of our rooms each room may use. What is not named here may use none; files beside the rooms are rooms too.
const ARROWS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("words", &[]),
    ("theme", &[]),
    ("desk", &["outside"]),
    ("log", &[]),
    ("session", &["outside"]),
    ("keymap", &["words"]),
    ("matching", &["keymap"]),
    ("model", &["keymap", "matching", "text", "words", "theme"]),
    ("layout", &["keymap", "model", "text", "words"]),
    ("cache", &["effect", "message", "model", "text"]),
    ("outside", &[]),
    ("effect", &["desk", "message", "model"]),
    ("message", &["keymap", "model", "text", "words", "theme"]),
    ("update", &["desk", "effect", "keymap", "layout", "matching", "message", "model", "text", "words"]),
    ("view", &["keymap", "layout", "model", "text", "words", "theme"]),
    ("net", &["effect", "log", "message", "model", "session"]),
    ("config", &["desk", "keymap", "log", "model", "outside", "session", "words", "theme"]),
    ("terminal", &["keymap", "message", "theme"]),
    ("follow", &[]),
    ("plain", &["effect", "follow", "message", "model", "text", "words"]),
    ("demo", &["effect", "message", "model", "words"]),
    (
        "cli",
        &[
            "cache", "config", "demo", "effect", "follow", "keymap", "log", "matching", "message", "model",
            "net", "plain", "session", "text", "words",
        ],
    ),
    (
        "runtime",
        &[
            "cache", "config", "demo", "desk", "effect", "keymap", "log", "message", "model", "net",
            "outside", "session", "terminal", "update", "view", "words",
        ],
    ),
    ("main", &["cli", "config", "keymap", "log", "runtime", "words"]),
    ("lib", &[]),
];

/// What of the world only some rooms may use.
const WORLD: &[(&str, &[&str])] = &[
    ("ratatui::", &["view", "terminal"]),
    ("rustix::", &["net", "runtime", "terminal"]),
    ("crossterm::", &["runtime", "terminal"]),
    ("tokio::", &["cli", "demo", "desk", "net", "outside", "plain", "runtime"]),
    ("reqwest::", &["net"]),
    ("rustls::", &["net"]),
    ("tokio_tungstenite::", &["net"]),
    ("std::env", &["config"]),
    ("Command::new", &["outside"]),
    ("rusqlite::", &["cache"]),
    ("notify::", &["config"]),
    ("std::fs", &["cache", "cli", "config", "log", "outside", "session"]),
    ("SystemTime", &[]),
    ("Timestamp::now", &["demo", "log", "net", "plain", "runtime"]),
    ("Instant::now", &["cache", "cli", "demo", "net", "plain", "runtime"]),
    ("Uuid::new", &["cli", "net", "plain", "runtime"]),
];

struct Source {
    path: PathBuf,
    room: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let first = path.strip_prefix(&root).unwrap().components().next().unwrap();
            let name = Path::new(first.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            found.push(Source { path, room: name, text });
        }
    }
    assert!(found.len() > 30, "the sources were not found");
    found
}

/// What a file says outside its tests.
fn outside_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

/// The rooms that a file names after `crate::` or `tui_client::`, also in braces.
fn named_rooms(text: &str) -> Vec<String> {
    let text = outside_tests(text);
    let starts = ["crate::", "tui_client::"];
    let places =
        starts.iter().flat_map(|start| text.match_indices(start).map(|(at, start)| at + start.len()));
    places.flat_map(|at| rooms_at(&text[at..])).collect()
}

fn rooms_at(text: &str) -> Vec<String> {
    let Some(braced) = text.strip_prefix('{') else {
        return vec![text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()];
    };
    let mut depth = 0;
    let mut rooms = vec![String::new()];
    for c in braced.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => rooms.push(String::new()),
            _ if depth == 0 => rooms.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    let first = |path: &String| path.trim().split("::").next().unwrap_or_default().to_owned();
    rooms.iter().map(first).filter(|room| !room.is_empty()).collect()
}

#[test]
fn arrows_point_down() {
    for source in sources() {
        let allowed = ARROWS.iter().find(|(room, _)| *room == source.room);
        let (_, allowed) =
            allowed.unwrap_or_else(|| panic!("{} is in no room of the table", source.path.display()));
        for room in named_rooms(&source.text) {
            let fine = room == source.room || allowed.contains(&room.as_str());
            assert!(fine, "{} must not know {room}", source.path.display());
        }
    }
}

#[test]
fn only_the_shell_touches_the_world() {
    for source in sources() {
        for (name, rooms) in WORLD {
            let uses = outside_tests(&source.text).contains(name);
            assert!(!uses || rooms.contains(&source.room.as_str()), "{} uses {name}", source.path.display());
        }
    }
}

#[test]
fn every_file_is_short_and_says_what_lives_in_it() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= LINES, "{} has {lines} lines", source.path.display());
        assert!(source.text.starts_with("//! "), "{} does not say what lives in it", source.path.display());
    }
}

/// What looks like words for people but is none: names of ours, and of what others understand.
const NO_WORDS: &[&str] = &["Messenger"];

#[test]
fn everything_that_people_read_stands_among_the_words() {
    let rooms = ["view", "layout", "update", "model"];
    let sources = sources();
    let told = sources
        .iter()
        .filter(|source| rooms.contains(&source.room.as_str()) && !source.path.ends_with("tests.rs"));
    let mut strays = Vec::new();
    for source in told {
        let said = literals(outside_tests(&source.text)).into_iter().filter(|text| is_said(text));
        strays.extend(said.map(|text| format!("{} says {text:?} itself", source.path.display())));
    }
    assert_eq!(strays, [""; 0]);
}

/// People would read it: it has a word, and is not a name as files and the wire have them.
fn is_said(text: &str) -> bool {
    let blanks = text.replace("{}", "");
    let letters = |run: &str| run.chars().count() >= 3 && !NO_WORDS.contains(&run);
    let words = blanks.split(|c: char| !c.is_alphabetic()).any(letters);
    words && !blanks.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_' | ','))
}

/// The texts in quotes, without those of comments, attributes and what is filled in.
fn literals(code: &str) -> Vec<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let lines = lines.filter(|line| !line.trim_start().starts_with("#[") && !line.contains("f.debug_struct"));
    let lines = lines.filter(|line| !line.contains(".field(") && !line.contains("reason ="));
    let texts = lines
        .map(|line| line.replace("'\"'", ""))
        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>())
        .map(|text| {
            let mut parts = text.split('{');
            let first = parts.next().unwrap_or_default().to_owned();
            parts.fold(first, |said, part| said + "{}" + part.split_once('}').map_or("", |(_, rest)| rest))
        });
    texts.collect()
}
