//! Where the secret of a session lies: beside the session in a file that only its owner reads, or in the keyring of the desktop.
//!
//! The keyring is the Secret Service (GNOME Keyring, `KWallet`, `KeePassXC`), asked through `secret-tool` of libsecret, as the desktop is
//! asked for notifications and the clipboard: a program costs nothing where there is none. The kernel's own keyring is no place
//! for it, since it forgets at the next start of the machine. Asking may take long, as the keyring may ask its owner to unlock it.

use std::{
    fs, io,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Stdio},
    thread,
    time::Duration,
};

use crate::outside;

/// How often the program is looked at.
const EVERY: Duration = Duration::from_millis(10);
/// And how many times: whoever is asked to unlock the keyring has half a minute.
const TIMES: u32 = 3_000;

/// Where a secret is to lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In the keyring if there is one on signing in, else in the file; afterwards where it lies already.
    Auto,
    /// In the file.
    #[default]
    File,
    /// In the keyring, or there is no session.
    Keyring,
}

/// The way to the keyring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// `secret-tool`.
    pub program: PathBuf,
    /// The address of the user's bus, when the environment does not tell it.
    pub bus: Option<String>,
}

/// Where secrets lie.
#[derive(Clone, Debug, Default)]
pub struct Vault {
    /// Where they are to lie.
    pub place: Place,
    /// The user sits at the desktop whose keyring it is.
    pub at_desktop: bool,
    /// The way to the keyring, if there is one.
    pub tool: Option<Tool>,
}

impl Vault {
    /// Puts a secret into the keyring, if that is its place; whether it lies there now.
    pub(super) fn put(&self, folder: &Path, secret: &str, was_there: Option<bool>) -> io::Result<bool> {
        let wanted = match (self.place, was_there) {
            (Place::File, _) | (Place::Auto, Some(false)) => false,
            (Place::Keyring, _) | (Place::Auto, Some(true)) => true,
            (Place::Auto, None) => self.at_desktop && self.tool.is_some(),
        };
        if !wanted {
            return Ok(false);
        }
        match self.ask("store", folder, Some(secret)) {
            Ok(_) => Ok(true),
            // A session is worth more than its place.
            Err(_) if self.place == Place::Auto => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The secret from the keyring.
    pub(super) fn get(&self, folder: &Path) -> io::Result<String> {
        self.ask("lookup", folder, None)
    }

    /// Removes it from there.
    pub(super) fn remove(&self, folder: &Path) -> io::Result<()> {
        self.ask("clear", folder, None).map(drop)
    }

    fn ask(&self, what: &str, folder: &Path, secret: Option<&str>) -> io::Result<String> {
        let tool =
            self.tool.as_ref().ok_or_else(|| io::Error::other("there is no secret-tool for the keyring"))?;
        let mut command = outside::program(&tool.program);
        command.arg(what);
        if secret.is_some() {
            command.arg("--label=Messenger");
        }
        command.arg("messenger-session").arg(fs::canonicalize(folder)?);
        if let Some(bus) = &tool.bus {
            command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // By the pipe: what stands on a command line everybody can read.
            let _ = input.write_all(secret.unwrap_or_default().as_bytes());
        }
        let mut answer = String::new();
        let done = ends(&mut child)?;
        if let Some(mut output) = child.stdout.take() {
            output.read_to_string(&mut answer)?;
        }
        let answer = answer.trim().to_owned();
        let empty = what == "lookup" && answer.is_empty();
        if done && !empty {
            Ok(answer)
        } else {
            Err(io::Error::other("the keyring does not give access; unlock it"))
        }
    }
}

/// Whether it ends well, and in time. What it says fits into the pipe.
fn ends(child: &mut Child) -> io::Result<bool> {
    for _ in 0..TIMES {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        thread::sleep(EVERY);
    }
    child.kill()?;
    child.wait()?;
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A keyring of one secret; it is locked while there is a file of that name.
    fn vault(folder: &Path, place: Place) -> Vault {
        let program = folder.join("secret-tool");
        let text = "#!/bin/sh\ncd \"${0%/*}\" && [ ! -e locked ] || exit 1\necho \"$@\" >> asked\n\
                    case $1 in store) cat > secret;; lookup) cat secret;; clear) rm -f secret;; esac\n";
        fs::write(&program, text).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        Vault { place, at_desktop: true, tool: Some(Tool { program, bus: None }) }
    }

    #[test]
    fn a_secret_goes_there_by_a_pipe_and_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path(), Place::Auto);
        assert!(vault.put(folder.path(), "s3cret", None).unwrap());
        assert_eq!(vault.get(folder.path()).unwrap(), "s3cret");
        let asked = fs::read_to_string(folder.path().join("asked")).unwrap();
        assert!(asked.contains("lookup messenger-session /") && !asked.contains("s3cret"), "{asked}");
        vault.remove(folder.path()).unwrap();
        assert!(vault.get(folder.path()).is_err(), "nothing is no secret");
    }

    #[test]
    fn one_that_is_locked_falls_back_only_when_that_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("locked"), "").unwrap();
        assert!(!vault(folder.path(), Place::Auto).put(folder.path(), "s", Some(true)).unwrap());
        assert!(vault(folder.path(), Place::Keyring).put(folder.path(), "s", None).is_err());
        assert!(!vault(folder.path(), Place::File).put(folder.path(), "s", Some(true)).unwrap());
    }

    #[test]
    fn by_itself_it_is_used_at_a_desktop_alone_and_stays_where_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let here = vault(folder.path(), Place::Auto);
        let away = Vault { at_desktop: false, ..here.clone() };
        assert!(here.put(folder.path(), "s", None).unwrap());
        assert!(!away.put(folder.path(), "s", None).unwrap());
        assert!(away.put(folder.path(), "s", Some(true)).unwrap(), "a cron job renews it where it is");
        assert!(!here.put(folder.path(), "s", Some(false)).unwrap());
    }
}
