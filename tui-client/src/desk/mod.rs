//! What the desktop and the terminal do for the client beside showing it: notifications, the clipboard, opening an address.
//! Each is tried in the background and for a limited time: nothing here can hold the client up or make it fail.

mod notice;
mod process;

use protocol::ConversationId;

pub use notice::{Osc, bytes};

/// How people are told of something new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each can be had or not, in any combination")]
pub struct Desk {
    /// Ring the terminal's bell.
    pub bell: bool,
    /// Let the terminal show it.
    pub osc: Option<Osc>,
    /// The terminal is within tmux.
    pub tmux: bool,
    /// The terminal's window has a title.
    pub titled: bool,
    /// Let the desktop show it.
    pub desktop: bool,
    /// A command of the user's, for a shell.
    pub command: Option<String>,
    /// The program that puts its input onto the clipboard, with its arguments.
    pub copier: Option<&'static [&'static str]>,
    /// The program that opens an address.
    pub opener: Option<&'static str>,
}

/// Something to tell a person who does not look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// From whom or how much.
    pub title: String,
    /// What; empty when it is not to be shown.
    pub body: String,
    /// Where, when it is about one conversation.
    pub conversation: Option<ConversationId>,
}

impl Desk {
    /// Tells of something new. What the terminal is to be told comes back.
    pub fn notify(&self, news: &Notification) -> Vec<u8> {
        if self.desktop {
            // The desktop reads marks in the body.
            let body = news.body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            process::run(&["notify-send", "--app-name=Messenger", "--", &news.title, &body], None, &[]);
        }
        if let Some(command) = &self.command {
            let chat = news.conversation.map(|id| id.to_string()).unwrap_or_default();
            let about =
                [("MESSENGER_TITLE", &news.title), ("MESSENGER_BODY", &news.body), ("MESSENGER_CHAT", &chat)];
            process::run(&["sh", "-c", command], None, &about.map(|(name, value)| (name, value.as_str())));
        }
        bytes(self, news)
    }

    /// Puts a text onto the clipboard of this machine; the terminal is asked beside it, for people who are elsewhere.
    pub fn copy(&self, text: &str) {
        if let Some(copier) = self.copier {
            process::run(copier, Some(text), &[]);
        }
    }

    /// Opens an address of the web, and nothing else.
    ///
    /// False when there is nothing to open it with, as over SSH.
    pub fn open(&self, address: &str) -> bool {
        let of_the_web = ["http://", "https://"].iter().any(|head| address.starts_with(head));
        if let Some(opener) = self.opener.filter(|_| of_the_web) {
            process::run(&[opener, address], None, &[]);
        }
        self.opener.is_some()
    }
}
