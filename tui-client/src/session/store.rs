//! The folder of all accounts.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    thread::sleep,
    time::Duration,
};

use super::{
    AccountName, Device, Vault,
    device::{SHOWN, lock_file, shown_by},
    file::{read_json, write_json},
    turns::Turns,
};

/// How often a lock is tried.
const TRIES: u32 = 4;
const BETWEEN: Duration = Duration::from_millis(5);

/// The folder of all accounts.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
    vault: Vault,
    turns: Turns,
}

/// An account that this process alone shows, for as long as this lives.
#[derive(Debug)]
pub struct Account {
    device: Device,
    _lock: File,
}

/// Of the processes that listen to an account without showing it, this one tells of it, for as long as this lives.
#[derive(Debug)]
pub struct Teller(#[expect(dead_code, reason = "it is there to live")] File);

/// Why an account cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("in use by process {0}")]
    Locked(String),
    /// The folder cannot be used.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Store {
    /// Accounts under this folder, which is made when it is needed.
    pub fn new(root: PathBuf) -> Self {
        Self { root, vault: Vault::default(), turns: Turns::default() }
    }

    /// The same, whose secrets lie here.
    #[must_use]
    pub fn with(self, vault: Vault) -> Self {
        Self { vault, ..self }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The account that was used last.
    pub fn last(&self) -> Option<AccountName> {
        read_json(&self.root.join("last.json"))
    }

    /// From now on this is the account that was used last.
    pub fn remember(&self, name: &AccountName) -> io::Result<()> {
        write_json(&self.root, "last.json", name)
    }

    /// The accounts that are signed in here, by name.
    pub fn accounts(&self) -> Vec<AccountName> {
        let mut names = self.folders();
        names.retain(|name| self.has_session(name));
        names
    }

    /// The accounts whose session is over, and which have left what they knew.
    pub fn signed_out(&self) -> Vec<AccountName> {
        let mut names = self.folders();
        names.retain(|name| !self.has_session(name) && self.at(name).cache().is_file());
        names
    }

    fn folders(&self) -> Vec<AccountName> {
        let folders = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let mut names: Vec<AccountName> =
            folders.filter_map(|folder| AccountName::of_folder(folder.file_name().to_str()?)).collect();
        names.sort_by(|a, b| (&a.email, &a.server).cmp(&(&b.email, &b.server)));
        names
    }

    /// Whether a session of this account is kept.
    pub fn has_session(&self, name: &AccountName) -> bool {
        self.at(name).load().is_some()
    }

    /// Where the session of an account is kept; other processes may use it at the same time.
    pub fn device(&self, name: &AccountName) -> io::Result<Device> {
        let device = self.at(name);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&device.folder)?;
        Ok(device)
    }

    /// Opens an account for this process alone.
    pub fn open(&self, name: &AccountName) -> Result<Account, OpenError> {
        let device = self.device(name)?;
        let mut lock = lock_file(&device.folder.join(SHOWN))?;
        if !try_lock(&lock)? {
            let mut holder = String::new();
            lock.read_to_string(&mut holder)?;
            return Err(OpenError::Locked(holder.trim().to_owned()));
        }
        lock.set_len(0)?;
        writeln!(lock, "{}", std::process::id())?;
        Ok(Account { device, _lock: lock })
    }

    /// The process that shows an account now, if one does.
    pub fn shown_by(&self, name: &AccountName) -> Option<String> {
        shown_by(&self.at(name).folder)
    }

    /// The right to tell of an account that this process does not show; nothing while another process has it.
    pub fn teller(&self, name: &AccountName) -> io::Result<Option<Teller>> {
        let lock = lock_file(&self.device(name)?.folder.join("teller"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Teller(lock))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// From now on no turn to change a session is had by this process, which is about to end.
    pub fn close(&self) {
        self.turns.close();
    }

    /// A session is being changed by this process.
    pub fn is_changing(&self) -> bool {
        self.turns.any()
    }

    fn at(&self, name: &AccountName) -> Device {
        let (vault, turns) = (self.vault.clone(), self.turns.clone());
        Device { folder: self.root.join(name.folder()), vault, turns }
    }
}

impl Account {
    /// Where its session is kept.
    pub const fn device(&self) -> &Device {
        &self.device
    }

    /// Where what is known without a network is kept.
    pub fn cache(&self) -> PathBuf {
        self.device.cache()
    }
}

/// Another process may only be looking whether somebody has it.
fn try_lock(lock: &File) -> io::Result<bool> {
    for _ in 1..TRIES {
        match lock.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) => sleep(BETWEEN),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    match lock.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use protocol::Profile;
    use uuid::Uuid;

    use super::*;
    use crate::session::Session;

    fn name(email: &str) -> AccountName {
        AccountName { server: "http://127.0.0.1:8000".into(), email: email.into() }
    }

    fn signs_in(store: &Store, email: &str) {
        let user = Profile {
            id: Uuid::nil().into(),
            name: "Anna".into(),
            email: email.into(),
            shows_presence: true,
        };
        let session = Session { user, access_token: "access".into(), refresh_token: Some("refresh".into()) };
        store.device(&name(email)).unwrap().try_turn().unwrap().unwrap().save(&session).unwrap();
    }

    #[test]
    fn it_knows_who_is_signed_in() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("state"));
        assert!(store.accounts().is_empty());
        signs_in(&store, "b@example.com");
        signs_in(&store, "A@example.com");
        store.device(&name("gone@example.com")).unwrap();
        assert!(store.has_session(&name("a@example.com")), "the case of an address does not count");
        assert!(!store.has_session(&name("gone@example.com")));
        assert_eq!(store.accounts(), [name("a@example.com"), name("b@example.com")]);
        assert_eq!(store.signed_out(), []);
        fs::write(store.device(&name("over@example.com")).unwrap().cache(), "").unwrap();
        assert_eq!(store.signed_out(), [name("over@example.com")]);
    }

    #[test]
    fn the_last_account_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_owned());
        assert_eq!(store.last(), None);
        store.remember(&name("b@example.com")).unwrap();
        store.remember(&name("A@example.com")).unwrap();
        assert_eq!(store.last(), Some(name("A@example.com")));
    }

    #[test]
    fn one_of_those_who_listen_tells() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_owned());
        let first = store.teller(&name("a@example.com")).unwrap();
        assert!(first.is_some() && store.teller(&name("a@example.com")).unwrap().is_none());
        assert!(store.open(&name("a@example.com")).is_ok(), "another process may show it");
        drop(first);
        assert!(store.teller(&name("a@example.com")).unwrap().is_some());
    }

    #[test]
    fn an_account_is_open_once() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_owned());
        let first = store.open(&name("a@example.com")).unwrap();
        let Err(OpenError::Locked(holder)) = store.open(&name("a@example.com")) else {
            panic!("opened twice")
        };
        assert_eq!(holder, std::process::id().to_string());
        assert!(store.open(&name("b@example.com")).is_ok());
        assert!(
            store.device(&name("a@example.com")).unwrap().try_turn().unwrap().is_some(),
            "commands work beside"
        );
        assert_eq!(store.shown_by(&name("a@example.com")), Some(std::process::id().to_string()));
        drop(first);
        assert_eq!(store.shown_by(&name("a@example.com")), None);
        assert_eq!(store.shown_by(&name("nobody@example.com")), None);
        assert!(store.open(&name("a@example.com")).is_ok());
    }

    #[test]
    fn what_is_being_changed_is_known_and_nothing_new_begins_before_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_owned());
        let (first, second) = (name("a@example.com"), name("b@example.com"));
        let turn = store.device(&first).unwrap().try_turn().unwrap();
        store.close();
        assert!(store.device(&second).unwrap().try_turn().unwrap().is_none());
        assert!(turn.is_some() && store.is_changing());
        drop(turn);
        assert!(!store.is_changing());
    }
}
