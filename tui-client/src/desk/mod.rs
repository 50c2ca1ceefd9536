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
    /// Whose it is: the server and the address of an account, unless that is nobody's business.
    pub account: Option<(String, String)>,
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
            let mut about = vec![
                ("MESSENGER_TITLE", &*news.title),
                ("MESSENGER_BODY", &*news.body),
                ("MESSENGER_CHAT", &*chat),
            ];
            // The names by which a command of ours in it finds the same account.
            if let Some((server, email)) = &news.account {
                about.extend([("MESSENGER_SERVER", &**server), ("MESSENGER_EMAIL", &**email)]);
            }
            process::run(&["sh", "-c", command], None, &about);
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::{sleep, timeout};

    use super::*;

    #[tokio::test]
    async fn a_command_is_told_whose_news_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("said");
        let said = "$MESSENGER_EMAIL $MESSENGER_SERVER $MESSENGER_TITLE";
        let command = format!("echo {said} > {0}.part && mv {0}.part {0}", file.display());
        let account = Some(("http://127.0.0.1:8000".into(), "b@example.com".into()));
        let news =
            Notification { title: "Борис".into(), body: String::new(), conversation: None, account };
        Desk { command: Some(command), ..Desk::default() }.notify(&news);
        let written = async {
            while !file.exists() {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(10), written).await.unwrap();
        assert_eq!(std::fs::read_to_string(file).unwrap(), "b@example.com http://127.0.0.1:8000 Борис\n");
    }
}
