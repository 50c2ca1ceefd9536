//! The reader's profile, language and devices.

use protocol::{Conversation, Profile, Session, route};
use serde::Serialize;

use super::list::{Row, rows};
use crate::{
    error::Result,
    web::{
        frame::{Avatar, Frame},
        moment::{Moment, Reader},
        template,
        words::say,
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub struct Settings {
    list: Vec<Row>,
    blank_row: Row,
    #[serde(flatten)]
    avatar: Avatar,
    devices: Vec<Device>,
}

#[derive(Debug, Serialize)]
struct Device {
    name: String,
    created: Moment,
    seen: Moment,
    current: bool,
    revoke: String,
}

impl Settings {
    /// The page of `me`.
    pub fn new(conversations: &[Conversation], sessions: &[Session], me: &Profile, reader: &Reader) -> Self {
        Self {
            list: rows(conversations, me.id, None, reader),
            blank_row: Row::default(),
            avatar: Avatar::new(me.id.uuid(), &me.name),
            devices: sessions.iter().map(|session| Device::new(session, reader)).collect(),
        }
    }

    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render("settings.html", frame, self)
    }
}

impl Device {
    fn new(session: &Session, reader: &Reader) -> Self {
        Self {
            name: name(&session.user_agent).unwrap_or_else(|| say(reader.language, "devices.unknown")),
            created: reader.sees(session.created_at),
            seen: reader.sees(session.last_seen_at),
            current: session.current,
            revoke: format!("{}/revoke", route::session(session.id)),
        }
    }
}

/// Of a longer name the beginning is shown.
const NAME_CHARS: usize = 80;

/// What a person would call a browser that names itself like this; the order matters, they all claim to be each other.
fn name(user_agent: &str) -> Option<String> {
    // What a terminal says of itself ends with the name of its computer, which may be anything.
    if user_agent.starts_with("messenger-tui/") {
        return Some(user_agent.chars().take(NAME_CHARS).collect());
    }
    let known = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = known(&[
        ("YaBrowser/", "Yandex Browser"),
        ("OPR/", "Opera"),
        ("Edg/", "Edge"),
        ("EdgA/", "Edge"),
        ("EdgiOS/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => Some(format!("{browser} · {system}")),
        (Some(browser), None) => Some(browser.to_owned()),
        _ => Some(user_agent.trim().chars().take(NAME_CHARS).collect())
            .filter(|name: &String| !name.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_device_is_called_what_a_person_would_call_it() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0";
        assert_eq!(name(edge).as_deref(), Some("Edge · Windows"));
        assert_eq!(name("messenger/0.1 (Linux)").as_deref(), Some("messenger/0.1 (Linux)"));
        let terminal = "messenger-tui/0.1.0 (Edgar Firefox/1 on Linux)";
        assert_eq!(name(terminal).as_deref(), Some(terminal));
        assert_eq!(name("  "), None);
    }
}
