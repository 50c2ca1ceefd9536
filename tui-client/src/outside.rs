//! A text in the user's own editor: the file in which it lies meanwhile, readable by nobody else, and the program.

use std::{fs, io, io::Write};

use tempfile::NamedTempFile;
use tokio::process::{Child, Command};

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
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file.path());
        Ok(Self { child: command.kill_on_drop(true).spawn()?, file })
    }

    /// What stands there now: many editors write another file and give it the name.
    pub fn read(&self) -> io::Result<String> {
        fs::read_to_string(self.file.path())
    }
}
