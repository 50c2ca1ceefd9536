//! Other programs: they are started without what only the client is to know. And a text in the user's own editor: the file in
//! which it lies meanwhile, readable by nobody else, and the program.

use std::{ffi::OsStr, fs, io, io::Write, process};

use tempfile::NamedTempFile;
use tokio::process::{Child, Command};

/// The variable in which somebody may have given the password of the account.
pub const PASSWORD: &str = "MESSENGER_PASSWORD";

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
        // The editor in place of the shell, so that it is the one who hears a signal.
        let exec = if is_one_program(editor) { "exec " } else { "" };
        command.arg("-c").arg(format!("{exec}{editor} \"$1\"")).arg("sh").arg(file.path());
        Ok(Self { child: command.kill_on_drop(true).spawn()?, file })
    }

    /// What stands there now: many editors write another file and give it the name. What is no text is read as far as it is one.
    pub fn read(&self) -> io::Result<String> {
        Ok(String::from_utf8_lossy(&fs::read(self.file.path())?).into_owned())
    }
}

/// The shell has nothing to do but to start it.
fn is_one_program(command: &str) -> bool {
    let begins = command.split_whitespace().next().unwrap_or_default();
    !command.contains([';', '&', '|', '(', '{', '!', '\n']) && !begins.contains('=')
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
        let simple = ["vim", "code --wait", "emacsclient -t --socket-name=\"my own\""];
        assert!(simple.iter().all(|editor| is_one_program(editor)));
        let others = ["LANG=C vim", "cd /tmp; vim", "vim || nano"];
        assert!(!others.iter().any(|editor| is_one_program(editor)));
    }
}
