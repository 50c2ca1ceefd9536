//! How people are told of something new: what was asked for, and what this terminal and this desktop can do.

use std::env;

use clap::{Args, ValueEnum};

use crate::{
    desk::{Desk, Osc},
    model::{NoHours, Notices, Quiet},
};

/// What was asked for.
#[derive(Clone, Debug, Args)]
pub(super) struct DeskArgs {
    /// How to tell of new messages
    #[arg(
        long,
        value_name = "HOW",
        env = "MESSENGER_NOTIFY",
        hide_env_values = true,
        value_delimiter = ',',
        default_value = "bell,terminal"
    )]
    notify: Vec<How>,
    /// Run this by `sh` for new messages, with `MESSENGER_TITLE`, `MESSENGER_BODY`, `MESSENGER_CHAT`, `MESSENGER_SERVER` and
    /// `MESSENGER_EMAIL` set
    #[arg(long, value_name = "COMMAND", env = "MESSENGER_NOTIFY_COMMAND", hide_env_values = true)]
    notify_command: Option<String>,
    /// Do not show in notifications what was written
    #[arg(long, env = "MESSENGER_NO_PREVIEWS", hide_env_values = true)]
    no_previews: bool,
    /// Tell nothing within these hours, like `22:00-08:00`
    #[arg(long, value_name = "HOURS", env = "MESSENGER_QUIET_HOURS", hide_env_values = true, value_parser = hours)]
    quiet_hours: Option<Quiet>,
}

fn hours(text: &str) -> Result<Quiet, String> {
    text.parse().map_err(|NoHours| format!("{text:?} is not like 22:00-08:00"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum How {
    /// Nothing
    Off,
    /// The terminal's bell
    Bell,
    /// The terminal's own notifications, where it has them
    Terminal,
    /// `notify-send`
    Desktop,
}

impl DeskArgs {
    /// When and how much to tell.
    pub(super) const fn notices(&self) -> Notices {
        Notices { previews: !self.no_previews, quiet: self.quiet_hours }
    }

    /// How to tell it, and what else the desktop can do.
    pub(super) fn desk(self) -> Desk {
        let variable = |name: &str| env::var(name).unwrap_or_default();
        let off = self.notify.contains(&How::Off);
        let wants = |how| !off && self.notify.contains(&how);
        // Over SSH the clipboard of that machine is not the one in front of the user.
        let here = variable("SSH_CONNECTION").is_empty();
        let (wayland, x) = (!variable("WAYLAND_DISPLAY").is_empty(), !variable("DISPLAY").is_empty());
        let copier: Option<&'static [&'static str]> = match (wayland, x) {
            _ if cfg!(target_os = "macos") => Some(&["pbcopy"]),
            (true, _) => Some(&["wl-copy"]),
            (false, true) => Some(&["xclip", "-selection", "clipboard"]),
            (false, false) => None,
        };
        let opener = if cfg!(target_os = "macos") {
            Some("open")
        } else if wayland || x {
            Some("xdg-open")
        } else {
            None
        };
        let of = |name: &str| variable(name);
        Desk {
            bell: wants(How::Bell),
            osc: osc(&of).filter(|_| wants(How::Terminal)),
            tmux: !variable("TMUX").is_empty(),
            titled: !matches!(variable("TERM").as_str(), "" | "dumb" | "linux"),
            desktop: wants(How::Desktop),
            command: self.notify_command.filter(|_| !off),
            copier: copier.filter(|_| here),
            opener: opener.filter(|_| here),
        }
    }
}

/// What the terminal understands, as far as it says who it is.
fn osc(variable: &dyn Fn(&str) -> String) -> Option<Osc> {
    let (term, program) = (variable("TERM"), variable("TERM_PROGRAM"));
    if term.contains("kitty") || !variable("KITTY_WINDOW_ID").is_empty() {
        Some(Osc::NinetyNine)
    } else if matches!(program.as_str(), "iTerm.app" | "WezTerm" | "ghostty") || term.contains("ghostty") {
        Some(Osc::Nine)
    } else if term.starts_with("foot") || term.starts_with("rxvt") || !variable("VTE_VERSION").is_empty() {
        Some(Osc::SevenSevenSeven)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_told_in_the_way_that_it_understands() {
        let of = |known: &'static [(&'static str, &'static str)]| {
            osc(&|name: &str| {
                known
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map_or_else(String::new, |(_, v)| (*v).to_owned())
            })
        };
        assert_eq!(of(&[("TERM", "xterm-kitty")]), Some(Osc::NinetyNine));
        assert_eq!(of(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")]), Some(Osc::Nine));
        assert_eq!(of(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")]), Some(Osc::SevenSevenSeven));
        assert_eq!(of(&[("TERM", "xterm-256color")]), None);
    }
}
