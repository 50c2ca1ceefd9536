//! What can be said on the command line: one page with every command.

mod options;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

pub(super) use options::{
    Export, Form, Forward, List, Login, Logout, NewChat, NewGroup, Passphrase, Read, Remove, Rename, Search,
    Send, Sessions, Tail, Target, Trying,
};

use crate::config::Args;

const EXAMPLES: &str = "\
Examples:
  messenger                                   the client, to keep open all day
  messenger login --email anna@example.com    sign in on this device
  messenger send Boris 'See you at noon'      write to somebody
  make 2>&1 | tail -n 20 | messenger send Boris -
  messenger tail --follow --json | jq .text   all that is said, as it is said
  messenger list --unread

CHAT is the title of a chat or group, the name or address of a person, or an id. Commands work while the client is
open and share its session.

Exit codes: 0 done, 1 failed here, 2 wrong usage, 3 not signed in, 4 not found, 5 several fit, 6 refused by the
server, 7 the server does not answer or is busy: try again.";

/// The terminal client of the messenger; with a command, the same thing for scripts.
///
/// The password is asked for, or taken from the variable `MESSENGER_PASSWORD` or from a command; it is never a flag.
#[derive(Parser)]
#[command(name = "messenger", version, after_help = EXAMPLES)]
pub struct Cli {
    /// What holds for all commands.
    #[command(flatten)]
    pub args: Args,
    /// What to do; without one the client opens.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Sign in on this device, or make an account
    #[command(after_help = "\
Examples:
  messenger login --server https://chat.example.com --email anna@example.com
  messenger login --email anna@example.com --password-command 'pass show chat'
  messenger login --email anna@example.com --register 'Anna'")]
    Login(Login),
    /// Sign out: the session ends on the server and is forgotten here
    #[command(after_help = "\
Examples:
  messenger logout
  messenger logout --session 0198c0de-…    another device of yours, from `messenger sessions`")]
    Logout(Logout),
    /// Say who is signed in
    Whoami(Form),
    /// List the accounts that are signed in on this device
    Accounts(Form),
    /// List the devices on which you are signed in, or sign one of them out
    #[command(after_help = "\
Examples:
  messenger sessions
  messenger sessions --revoke 0198c0de-…")]
    Sessions(Sessions),
    /// Set, change or remove the passphrase that locks the client's screen on this device
    #[command(after_help = "\
It is asked for at the terminal, or read from a pipe: a line with the one until now, if there is one, and a line with the
new one. A locked screen keeps people out who sit down at your terminal. It does not protect the files of the client:
whoever can read them, or run commands as you, can read your messages.")]
    Passphrase(Passphrase),
    /// List chats and groups, the liveliest first
    #[command(after_help = "\
Examples:
  messenger list --unread
  messenger list --public sailing          groups that anybody can join
  messenger list --json | jq -r .title")]
    List(List),
    /// Show messages of a chat, oldest first; marks nothing as read unless asked to
    #[command(after_help = "\
Examples:
  messenger read Boris
  messenger read Boris --since 2h
  messenger read 'Saturday crew' --since 2026-11-22 --limit 1000 --json")]
    Read(Read),
    /// Write a message
    #[command(after_help = "\
Examples:
  messenger send Boris 'See you at noon'
  echo done | messenger send Boris -
  messenger send boris@example.com hi      starts the chat if there is none
  messenger send Boris - --retry-for 10m < report.txt

A message carries an id, so trying again never doubles it. When it is not known whether a message has arrived (exit
code 7), say the same with the --client-id that was printed.")]
    Send(Send),
    /// Send a message on to another chat, with the name of who wrote it
    #[command(after_help = "\
Examples:
  messenger search boat --in Boris --json | jq -r .message_id
  messenger forward 0198c0de-… 'Saturday crew'

Whatever you can read can be sent on. Nothing tells the others where it was written.")]
    Forward(Forward),
    /// Show the newest messages, of one chat or of all, and with --follow those that come
    #[command(after_help = "\
Examples:
  messenger tail Boris
  messenger tail Boris --follow
  messenger tail --follow --json           all chats, one JSON object a line

It goes on by itself when the server was away, and shows every message once. Edits of older messages are not shown.")]
    Tail(Tail),
    /// Find messages by their words, newest first
    #[command(after_help = "\
Examples:
  messenger search boat ferry
  messenger search 'sail*' --in Boris
  messenger search 'from:boris after:2026-11-01 boat' --json

Among the words may stand from:NAME, in:CHAT, before:DATE and after:DATE. An asterisk finds what begins like the word.")]
    Search(Search),
    /// Start a chat: with one person, or with several
    #[command(after_help = "\
Examples:
  messenger new-chat boris@example.com
  messenger new-chat Boris Sasha --name 'Saturday crew'")]
    NewChat(NewChat),
    /// Make a group, in which you post and others read
    #[command(after_help = "\
Examples:
  messenger new-group 'Harbour news'
  messenger new-group 'Crew only' Boris sasha@example.com --private")]
    NewGroup(NewGroup),
    /// Join a public group
    Join(Target),
    /// Leave a group or a group chat
    Leave(Target),
    /// List who is in a group or a group chat
    #[command(after_help = "\
Examples:
  messenger members 'Harbour news'
  messenger members Crew --json | jq -r 'select(.role == \"admin\").name'")]
    Members(Target),
    /// Put somebody out of a group or a group chat that you lead
    #[command(after_help = "\
Examples:
  messenger remove 'Harbour news' boris@example.com
  messenger remove Crew Sasha

What they wrote stays. They hear nothing more; into a public group they can come back by themselves.")]
    Remove(Remove),
    /// Give another name to a group or a group chat that you lead
    #[command(after_help = "\
Example:
  messenger rename Crew 'Saturday crew'")]
    Rename(Rename),
    /// Write a whole chat as JSON lines: the chat, then its messages from the first on
    #[command(after_help = "\
Examples:
  messenger export Boris > boris.jsonl
  messenger export Boris --after 1200 >> boris.jsonl")]
    Export(Export),
    /// Show the keys of the client, as Markdown
    Keys,
    /// Show the settings that hold
    Config(Form),
    /// Show what belongs into a report of a bug; names neither you nor your server
    #[command(after_help = "\
Example:
  messenger report > report.txt")]
    Report(Form),
    /// Print completions for a shell
    #[command(after_help = "\
Example:
  messenger completions bash > ~/.local/share/bash-completion/completions/messenger")]
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "\
Examples:
  messenger man | man -l -
  messenger man send > messenger-send.1")]
    Man {
        /// The page of one command
        command: Option<String>,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_makes_sense_and_no_flag_takes_a_password() {
        let mut all = vec![Cli::command()];
        all[0].clone().debug_assert();
        while let Some(command) = all.pop() {
            let names = command.get_arguments().map(|arg| arg.get_id().as_str().to_owned());
            assert!(names.filter(|name| name.contains("password")).all(|name| name == "password_command"));
            all.extend(command.get_subcommands().cloned());
        }
    }

    #[test]
    fn every_flag_of_every_command_says_what_it_is_for() {
        let mut all = vec![Cli::command()];
        let mut silent = Vec::new();
        while let Some(command) = all.pop() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            let without = command.get_arguments().filter(|arg| arg.get_help().is_none());
            silent.extend(without.map(|arg| format!("{} {}", command.get_name(), arg.get_id())));
            all.extend(command.get_subcommands().cloned());
        }
        assert_eq!(silent, Vec::<String>::new());
    }
}
