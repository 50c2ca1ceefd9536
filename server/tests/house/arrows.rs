//! Who may import whom in the server, and which rooms know which library.

use crate::source::Source;

/// A room, and the rooms it may import. `error` is free for all: it is only words. `config` is known where a setting's type
/// is (a secret, a switch): it knows nobody itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("clock", &[]),
    ("metrics", &[]),
    ("telemetry", &["config"]),
    ("domain", &["clock"]),
    ("store", &["domain", "clock"]),
    ("hub", &["clock"]),
    ("broker", &["store", "clock", "config"]),
    ("guard", &["clock", "config"]),
    ("action", &["domain", "store", "hub", "broker", "guard", "app", "clock", "config"]),
    ("door", &["action", "app", "guard", "config", "metrics"]),
    ("http", &["door", "action", "app"]),
    ("live", &["door", "action", "app"]),
    ("web", &["door", "action", "app"]),
    ("job", &["action", "app"]),
    ("config", &[]),
    ("app", &["config", "store", "hub", "broker", "guard", "clock", "metrics"]),
];

/// These start and stop the others, and may know all of them.
const ABOVE: &[&str] = &["boot", "cli", "main", "lib"];

/// A library, and the rooms that may name it.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("sqlx::", &["store"]),
    ("rusqlite::", &["store"]),
    ("async_nats::", &["broker"]),
    ("warp::", &["door", "http", "live", "web", "boot"]),
    ("std::env", &["config", "cli"]),
    ("clap::", &["config", "cli", "main"]),
    ("argon2::", &["guard"]),
    ("jsonwebtoken::", &["guard"]),
    ("minijinja::", &["web"]),
];

/// The imports that the table does not allow.
pub(crate) fn forbidden(sources: &[Source]) -> Vec<String> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| !source.is_test() && !ABOVE.contains(&source.room())) {
        let room = source.room();
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else {
            findings.push(format!("{}: the table does not know the room `{room}`", source.path));
            continue;
        };
        let code = source.code();
        if code.contains("super::super") || (source.is_door() && code.lines().any(is_outward)) {
            findings.push(format!("{}: another room is named from the crate, not by `super`", source.path));
        }
        let strangers = imports(&code);
        let strangers =
            strangers.iter().filter(|to| *to != room && *to != "error" && !allowed.contains(&to.as_str()));
        findings.extend(strangers.map(|to| format!("{}: {room} → {to}", source.path)));
    }
    findings.sort();
    findings.dedup();
    findings
}

/// The uses of a library outside its rooms.
pub(crate) fn strayed(sources: &[Source]) -> Vec<String> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| !source.is_test()) {
        let code = source.code();
        let strayed = LIBRARIES
            .iter()
            .filter(|(library, rooms)| !rooms.contains(&source.room()) && names(&code, library));
        findings.extend(strayed.map(|(library, _)| format!("{}: {library}", source.path)));
    }
    findings
}

/// The library is named as such, not as the tail of another word.
fn names(code: &str, library: &str) -> bool {
    code.match_indices(library).any(|(at, _)| {
        !code[..at].ends_with(|before: char| before.is_alphanumeric() || "_:".contains(before))
    })
}

fn is_outward(line: &str) -> bool {
    line.starts_with("use super::")
        || line.starts_with("pub use super::")
        || line.starts_with("pub(crate) use super::")
}

/// The rooms named after `crate::` in code, in groups (`crate::{a, b::c}`) too.
fn imports(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, word) in code.match_indices("crate::") {
        let rest = &code[at + word.len()..];
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(heads(group)),
            None => rooms.push(ident(rest)),
        }
    }
    // `crate::Something` is what `lib.rs` itself gives.
    rooms.retain(|room| room.starts_with(|first: char| first.is_ascii_lowercase()));
    rooms
}

/// The first word of each item of an import group, the groups inside left out.
fn heads(group: &str) -> Vec<String> {
    let (mut heads, mut depth, mut item) = (Vec::new(), 0, String::new());
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(ident(std::mem::take(&mut item).trim())),
            _ if depth == 0 => item.push(letter),
            _ => {}
        }
    }
    heads.push(ident(item.trim()));
    heads
}

fn ident(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn imports_are_found_in_every_shape() {
    let code = "use crate::store::Store;\nuse crate::{app::App, error::{Error, Result}, hub};\nlet x = crate::http::y();";
    assert_eq!(imports(code), ["store", "app", "error", "hub", "http"]);
    assert!(names("use sqlx::Row;", "sqlx::") && !names("use our_sqlx::Row;", "sqlx::"));
}
