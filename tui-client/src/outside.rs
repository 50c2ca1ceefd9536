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
        command.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file.path());
        Ok(Self { child: command.kill_on_drop(true).spawn()?, file })
    }

    /// What stands there now: many editors write another file and give it the name.
    pub fn read(&self) -> io::Result<String> {
        fs::read_to_string(self.file.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_program_is_told_the_password() {
        assert!(program("true").get_envs().any(|(name, value)| name == PASSWORD && value.is_none()));
    }
}
