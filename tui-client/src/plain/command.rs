//! What a line means: text to send, or a command that begins with a slash.

/// A line that somebody has entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing.
    Empty,
    /// Send this to the open chat.
    Text(String),
    /// Say which chats there are.
    List,
    /// Say which have unread messages.
    Unread,
    /// Open a chat.
    Open(String),
    /// Close the open chat.
    Close,
    /// Read the newest messages of the open chat again.
    Read(usize),
    /// Read what was said before those that were read first.
    Older,
    /// Say whether the other person is here.
    Who,
    /// Tell nothing of the open chat, or again.
    Mute,
    /// Keep the open chat at the top of the list, or not.
    Pin,
    /// Close the open chat; it is to be read again.
    Mark,
    /// Start a chat with somebody.
    New(String),
    /// Answer the newest message of the others with this.
    Reply(String),
    /// Say this in one's own newest message instead.
    Edit(String),
    /// Take one's own newest message back.
    Delete,
    /// Put this sign to the newest message of the others.
    React(String),
    /// Find messages.
    Search(String),
    /// Say who is in the open chat.
    Members,
    /// Join a public group.
    Join(String),
    /// Leave the open group or group chat.
    Leave,
    /// Say what can be entered.
    Help,
    /// Stop.
    Quit,
    /// No command of ours.
    Unknown(String),
}

/// Messages that are read when no number is given.
const READ: usize = 10;

/// What a line means. A text that begins with a slash is written with two.
pub(super) fn parse(line: &str) -> Line {
    let line = line.trim_end();
    let Some(rest) = line.strip_prefix('/') else {
        return if line.trim().is_empty() { Line::Empty } else { Line::Text(line.to_owned()) };
    };
    if rest.starts_with('/') {
        return Line::Text(rest.to_owned());
    }
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let rest = rest.trim();
    match (name, rest.is_empty()) {
        ("list" | "l", true) => Line::List,
        ("unread" | "u", true) => Line::Unread,
        ("open" | "o", false) => Line::Open(rest.to_owned()),
        ("close", true) => Line::Close,
        ("read" | "r", true) => Line::Read(READ),
        ("read" | "r", false) => rest.parse().map_or_else(|_| Line::Unknown(line.to_owned()), Line::Read),
        ("older", true) => Line::Older,
        ("who" | "w", true) => Line::Who,
        ("mute", true) => Line::Mute,
        ("pin", true) => Line::Pin,
        ("mark", true) => Line::Mark,
        ("new", false) => Line::New(rest.to_owned()),
        ("reply", false) => Line::Reply(rest.to_owned()),
        ("edit", false) => Line::Edit(rest.to_owned()),
        ("delete", true) => Line::Delete,
        ("react", false) => Line::React(rest.to_owned()),
        ("search" | "s", false) => Line::Search(rest.to_owned()),
        ("members", true) => Line::Members,
        ("join", false) => Line::Join(rest.to_owned()),
        ("leave", true) => Line::Leave,
        ("help" | "h" | "?", _) => Line::Help,
        ("quit" | "q", true) => Line::Quit,
        _ => Line::Unknown(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_begins_a_command_and_two_begin_a_text() {
        assert_eq!(parse("hello there "), Line::Text("hello there".into()));
        assert_eq!(parse("//etc/hosts"), Line::Text("/etc/hosts".into()));
        assert_eq!(parse("   "), Line::Empty);
        assert_eq!(parse("/open Saturday crew "), Line::Open("Saturday crew".into()));
        assert_eq!(parse("/r 3"), Line::Read(3));
        assert_eq!(parse("/read"), Line::Read(10));
        assert_eq!(parse("/reply see you "), Line::Reply("see you".into()));
        for nonsense in ["/read many", "/open", "/quit now", "/dance", "/edit", "/delete all"] {
            assert_eq!(parse(nonsense), Line::Unknown(nonsense.into()));
        }
    }
}
