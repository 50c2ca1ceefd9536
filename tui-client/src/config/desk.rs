//! How people are told of something new: what was asked for, and what this terminal and this desktop can do.

use std::env;

use clap::{Args, ValueEnum};

use super::forced::{Given, given};
use crate::{
    desk::{Desk, Osc},
    model::{Preferences, Setting},
};

/// What was asked for.
#[derive(Clone, Debug, Args)]
pub(super) struct DeskArgs {
    /// How to tell of new messages; `bell,terminal` when absent
    #[arg(long, value_name = "HOW", env = "MESSENGER_NOTIFY", hide_env_values = true, value_delimiter = ',')]
    notify: Option<Vec<How>>,
    /// Run this by `sh` for new messages, with `MESSENGER_TITLE`, `MESSENGER_BODY`, `MESSENGER_CHAT`, `MESSENGER_SERVER` and
    /// `MESSENGER_EMAIL` set
    #[arg(long, value_name = "COMMAND", env = "MESSENGER_NOTIFY_COMMAND", hide_env_values = true)]
    notify_command: Option<String>,
    /// Do not show in notifications what was written
    #[arg(long, env = "MESSENGER_NO_PREVIEWS", hide_env_values = true)]
    no_previews: bool,
    /// Tell nothing within these hours, like `22:00-08:00`, or `off`
    #[arg(long, value_name = "HOURS", env = "MESSENGER_QUIET_HOURS", hide_env_values = true, value_parser = hours)]
    quiet_hours: Option<String>,
}

fn hours(text: &str) -> Result<String, String> {
    let is_known = Setting::QuietHours.takes(text);
    if is_known { Ok(text.to_owned()) } else { Err("it is not like 22:00-08:00".to_owned()) }
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
    /// What the file does not decide.
    pub(super) fn given(&self) -> Vec<Given> {
        let name = |how: &How| how.to_possible_value().map(|value| value.get_name().to_owned());
        let ways = |ways: &Vec<How>| ways.iter().filter_map(name).collect::<Vec<_>>().join(",");
        let previews = self.no_previews.then(|| "off".to_owned());
        [
            given(Setting::Notify, self.notify.as_ref().map(ways), "--notify (MESSENGER_NOTIFY)"),
            given(
                Setting::NotifyCommand,
                self.notify_command.clone(),
                "--notify-command (MESSENGER_NOTIFY_COMMAND)",
            ),
            given(Setting::Previews, previews, "--no-previews (MESSENGER_NO_PREVIEWS)"),
            given(Setting::QuietHours, self.quiet_hours.clone(), "--quiet-hours (MESSENGER_QUIET_HOURS)"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// How to tell of something new as it is set, and what else the desktop can do.
pub(super) fn desk(preferences: &Preferences) -> Desk {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let ways = preferences.ways();
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
    Desk {
        bell: ways.bell,
        osc: osc(&variable).filter(|_| ways.terminal),
        tmux: !variable("TMUX").is_empty(),
        titled: !matches!(variable("TERM").as_str(), "" | "dumb" | "linux"),
        desktop: ways.desktop,
        command: preferences.notify_command().filter(|_| !ways.is_silent()).map(str::to_owned),
        copier: copier.filter(|_| here),
        opener: opener.filter(|_| here),
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

    #[test]
    fn what_is_set_is_what_the_desk_does() {
        let mut preferences = Preferences::default();
        assert!(desk(&preferences).bell && !desk(&preferences).desktop);
        preferences.put(Setting::NotifyCommand, "echo hi".into());
        preferences.put(Setting::Notify, "desktop".into());
        let told = desk(&preferences);
        assert_eq!((told.bell, told.osc, told.desktop), (false, None, true));
        assert_eq!(told.command.as_deref(), Some("echo hi"));
        preferences.put(Setting::Notify, "off".into());
        let told = desk(&preferences);
        assert_eq!((told.bell, told.osc, told.desktop, told.command), (false, None, false, None));
    }
}
