//! The session of one account, as all processes of the user share it.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::{
    Bolt, Session, Vault,
    file::{read_json, write_json},
    turns::{InHand, Turns},
};

pub(super) const SESSION: &str = "session.json";
pub(super) const CACHE: &str = "cache.db";
/// Locked by the process that shows the account, whose number stands in it.
pub(super) const SHOWN: &str = "lock";

/// Where the session of one account is kept. Any process may look; who wants to change it waits for its [`Turn`].
#[derive(Clone, Debug)]
pub struct Device {
    pub(super) folder: PathBuf,
    pub(super) vault: Vault,
    pub(super) turns: Turns,
}

/// The turn to change the session. Nobody else has it while this lives; a process that dies gives it back.
#[derive(Debug)]
pub struct Turn {
    folder: PathBuf,
    vault: Vault,
    _lock: File,
    _in_hand: InHand,
}

impl Device {
    /// What locks its screen.
    pub fn bolt(&self) -> Bolt {
        Bolt::of(self.folder.clone())
    }

    /// Where what is known without a network is kept.
    pub fn cache(&self) -> PathBuf {
        self.folder.join(CACHE)
    }

    /// The session that is kept, without its secret when that lies in the keyring.
    pub fn load(&self) -> Option<Session> {
        read_json(&self.folder.join(SESSION))
    }

    /// The turn to change it; nothing while another process has it, and when this one is about to end.
    pub fn try_turn(&self) -> io::Result<Option<Turn>> {
        let Some(in_hand) = self.turns.begin() else { return Ok(None) };
        let lock = lock_file(&self.folder.join("turn"))?;
        match lock.try_lock() {
            Ok(()) => {
                let (folder, vault) = (self.folder.clone(), self.vault.clone());
                Ok(Some(Turn { folder, vault, _lock: lock, _in_hand: in_hand }))
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Turn {
    fn bolt(&self) -> Bolt {
        Bolt::of(self.folder.clone())
    }

    /// Keeps a session. What was kept before is there until the new one is whole. The keyring may take its time.
    pub fn save(&self, session: &Session) -> io::Result<()> {
        let Some(secret) = &session.refresh_token else { return write_json(&self.folder, SESSION, session) };
        let was_there = self.lies_in_keyring();
        let lies_there = self.vault.put(&self.folder, secret, was_there)?;
        let refresh_token = session.refresh_token.clone().filter(|_| !lies_there);
        write_json(&self.folder, SESSION, &Session { refresh_token, ..session.clone() })?;
        if was_there == Some(true) && !lies_there {
            // An old secret opens nothing; it is only not tidy.
            let _ = self.vault.remove(&self.folder);
        }
        Ok(())
    }

    /// The secret of a session that is kept. The keyring may take its time.
    pub fn secret(&self, kept: &Session) -> io::Result<String> {
        kept.refresh_token.clone().map_or_else(|| self.vault.get(&self.folder), Ok)
    }

    fn lies_in_keyring(&self) -> Option<bool> {
        let kept: Option<Session> = read_json(&self.folder.join(SESSION));
        kept.map(|kept| kept.refresh_token.is_none())
    }

    /// Forgets the session, and with it what locks its screen: from now on the password is asked for. A screen that shows the
    /// account and is locked stays locked, whatever account it shows next.
    pub fn forget(&self) -> io::Result<()> {
        if shown_by(&self.folder).is_some() {
            self.bolt().leave()?;
        } else {
            self.bolt().remove()?;
        }
        if self.lies_in_keyring() == Some(true) {
            // Without the session nobody looks for it.
            let _ = self.vault.remove(&self.folder);
        }
        match fs::remove_file(self.folder.join(SESSION)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// The process that shows the account of a folder, as it calls itself.
pub(super) fn shown_by(folder: &Path) -> Option<String> {
    let mut lock = File::open(folder.join(SHOWN)).ok()?;
    // Together with others who look, and only for a moment: whoever wants it alone tries more than once.
    let Err(TryLockError::WouldBlock) = lock.try_lock_shared() else { return None };
    let mut holder = String::new();
    lock.read_to_string(&mut holder).ok()?;
    Some(holder.trim().to_owned())
}

pub(super) fn lock_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).read(true).write(true).truncate(false).mode(0o600).open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use protocol::Profile;
    use uuid::Uuid;

    use super::*;
    use crate::session::{AccountName, Store};

    fn device(folder: &Path) -> Device {
        let name = AccountName { server: "http://127.0.0.1:8000".into(), email: "a@example.com".into() };
        Store::new(folder.join("state")).device(&name).unwrap()
    }

    fn session() -> Session {
        let user = Profile {
            id: Uuid::nil().into(),
            name: "Андрей".into(),
            email: "a@example.com".into(),
            shows_presence: true,
        };
        Session { user, access_token: "access".into(), refresh_token: Some("refresh".into()) }
    }

    #[test]
    fn a_session_is_kept_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let device = device(folder.path());
        assert!(device.load().is_none());
        let turn = device.try_turn().unwrap().unwrap();
        turn.save(&session()).unwrap();
        assert_eq!(device.load().unwrap().refresh_token.as_deref(), Some("refresh"));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&device.folder.join(SESSION)), 0o600);
        assert_eq!(mode(&device.folder), 0o700);
        turn.forget().unwrap();
        turn.forget().unwrap();
        assert!(device.load().is_none());
    }

    #[test]
    fn one_at_a_time_changes_it() {
        let folder = tempfile::tempdir().unwrap();
        let device = device(folder.path());
        let turn = device.try_turn().unwrap().unwrap();
        assert!(device.try_turn().unwrap().is_none(), "it is somebody else's turn");
        drop(turn);
        assert!(device.try_turn().unwrap().is_some());
    }
}
