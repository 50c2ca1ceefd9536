//! What is kept between runs: for each account, a folder of its own with the session (readable by its owner only) and a lock,
//! so that one account is open once and no two processes spend the same refresh token.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use protocol::Profile;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A signed-in device. Has no `Debug`: the tokens are nobody's business.
#[derive(Clone, Serialize, Deserialize)]
pub struct Session {
    /// Who.
    pub user: Profile,
    /// For requests; short-lived.
    pub access_token: String,
    /// For the next access token.
    pub refresh_token: String,
}

/// Which account on which server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountName {
    /// Where the server is.
    pub server: String,
    /// The account's address.
    pub email: String,
}

/// The folder of all accounts.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// The folder of one account, locked for as long as this lives.
#[derive(Debug)]
pub struct Account {
    folder: PathBuf,
    _lock: File,
}

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
    pub const fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The account that was used last.
    pub fn last(&self) -> Option<AccountName> {
        read_json(&self.root.join("last.json"))
    }

    /// Whether a session of this account is kept.
    pub fn has_session(&self, name: &AccountName) -> bool {
        self.folder(name).join(SESSION).exists()
    }

    /// Opens an account for this process alone, and remembers it as the last one.
    pub fn open(&self, name: &AccountName) -> Result<Account, OpenError> {
        let folder = self.folder(name);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        let path = folder.join("lock");
        let mut lock =
            OpenOptions::new().create(true).read(true).write(true).truncate(false).mode(0o600).open(path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                lock.read_to_string(&mut holder)?;
                return Err(OpenError::Locked(holder.trim().to_owned()));
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        lock.set_len(0)?;
        writeln!(lock, "{}", std::process::id())?;
        write_json(&self.root, "last.json", name)?;
        Ok(Account { folder, _lock: lock })
    }

    fn folder(&self, name: &AccountName) -> PathBuf {
        let server = name.server.trim_end_matches('/');
        self.root.join(format!("{}__{}", plain(server), plain(&name.email.to_lowercase())))
    }
}

const SESSION: &str = "session.json";

impl Account {
    /// The session that is kept.
    pub fn load(&self) -> Option<Session> {
        read_json(&self.folder.join(SESSION))
    }

    /// Keeps a session. What was kept before is there until the new one is whole.
    pub fn save(&self, session: &Session) -> io::Result<()> {
        write_json(&self.folder, SESSION, session)
    }

    /// Forgets the session.
    pub fn forget(&self) -> io::Result<()> {
        match fs::remove_file(self.folder.join(SESSION)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// A name that is safe for a file, and another one for another text.
fn plain(text: &str) -> String {
    use std::fmt::Write;

    text.bytes().fold(String::new(), |mut name, byte| {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'@' => name.push(char::from(byte)),
            _ => drop(write!(name, "%{byte:02X}")),
        }
        name
    })
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn write_json<T: Serialize>(folder: &Path, name: &str, value: &T) -> io::Result<()> {
    let part = folder.join(format!("{name}.part"));
    let _ = fs::remove_file(&part);
    let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&part)?;
    file.write_all(&serde_json::to_vec(value)?)?;
    file.sync_all()?;
    fs::rename(part, folder.join(name))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use uuid::Uuid;

    use super::*;

    fn name(email: &str) -> AccountName {
        AccountName { server: "http://127.0.0.1:8000".into(), email: email.into() }
    }

    fn session() -> Session {
        let user = Profile {
            id: Uuid::nil().into(),
            name: "Андрей".into(),
            email: "a@example.com".into(),
            shows_presence: true,
        };
        Session { user, access_token: "access".into(), refresh_token: "refresh".into() }
    }

    #[test]
    fn a_session_is_kept_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("state"));
        let account = store.open(&name("A@example.com")).unwrap();
        assert!(account.load().is_none());
        account.save(&session()).unwrap();
        assert_eq!(account.load().unwrap().refresh_token, "refresh");
        assert!(store.has_session(&name("a@example.com")), "the case of an address does not count");
        assert!(!store.has_session(&name("b@example.com")));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&account.folder.join(SESSION)), 0o600);
        assert_eq!(mode(&account.folder), 0o700);
        assert_eq!(store.last(), Some(name("A@example.com")));
        account.forget().unwrap();
        account.forget().unwrap();
        assert!(account.load().is_none());
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
        drop(first);
        assert!(store.open(&name("a@example.com")).is_ok());
    }
}
