//! Other programs: they are started without what only the client is to know. And a text in the user's own editor: the file in
//! which it lies meanwhile, readable by nobody else, and the program.

use std::{ffi::OsStr, fs, io, io::Write, process};

use tempfile::NamedTempFile;
use tokio::process::{Child, Command};

/// The variable in which somebody may have given the password of the account.
pub const PASSWORD: &str = "MESSENGER_PASSWORD";

/// What the shell does itself, where an editor is to be started by it.
const OF_SHELL: [&str; 6] = ["exec", "command", "builtin", "eval", ".", "source"];

/// A program that is to be started. It is not told the password: it may pass on all that it knows, and so may those that it
/// starts.
pub fn program(name: impl AsRef<OsStr>) -> process::Command {
    let mut command = process::Command::new(name);
    command.env_remove(PASSWORD);
    command
}

/// A text that is being written in another program.
pub struct Outside {
    file: NamedTempFile,
    /// The program.
    pub child: Child,
}

impl Outside {
    /// Starts the editor, a command as the shell understands it, with this text.
    pub fn begin(editor: &str, text: &str) -> io::Result<Self> {
        let mut file = tempfile::Builder::new().prefix("messenger-").suffix(".md").tempfile()?;
        file.write_all(text.as_bytes())?;
        file.flush()?;
        let mut command = Command::from(program("/bin/sh"));
        command
            .arg("-c")
            .arg(format!("{}{editor} \"$1\"", instead_of_shell(editor)))
            .arg("sh")
            .arg(file.path());
        Ok(Self { child: command.kill_on_drop(true).spawn()?, file })
    }

    /// What stands there now: many editors write another file and give it the name. What is no text is read as far as it is one.
    pub fn read(&self) -> io::Result<String> {
        Ok(String::from_utf8_lossy(&fs::read(self.file.path())?).into_owned())
    }
}

/// What lets the editor take the place of the shell, so that it is the one who hears a signal. Nothing where the shell itself is
/// to do something.
fn instead_of_shell(editor: &str) -> &'static str {
    let mut words = editor.split_whitespace().skip_while(|word| word.contains('='));
    let is_of_shell = words.next().is_none_or(|word| OF_SHELL.contains(&word));
    if is_of_shell || editor.contains([';', '&', '|', '(', '{', '!', '\n']) {
        return "";
    }
    let sets = editor.split_whitespace().next().is_some_and(|word| word.contains('='));
    if sets { "exec env " } else { "exec " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_program_is_told_the_password() {
        assert!(program("true").get_envs().any(|(name, value)| name == PASSWORD && value.is_none()));
    }

    #[test]
    fn the_shell_stays_only_where_it_is_needed() {
        for simple in ["vim", "code --wait", "emacsclient -t --socket-name=\"my own\""] {
            assert_eq!(instead_of_shell(simple), "exec ");
        }
        assert_eq!(instead_of_shell("LANG=C vim"), "exec env ");
        let others =
            ["cd /tmp; vim", "vim || nano", "exec vim", "command vim", "eval vim", "LANG=C exec vim"];
        assert!(others.iter().all(|editor| instead_of_shell(editor).is_empty()));
    }
}
