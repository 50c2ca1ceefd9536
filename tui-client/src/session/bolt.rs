//! The lock of the screen as it is kept: the hash of the passphrase, and whether the screen is locked now, so that a client that
//! is started again is locked still. It keeps people out who sit down at the terminal. It hides nothing from whoever can read
//! the files of the user: what is on the disk is not encrypted.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use serde::{Deserialize, Serialize};

use super::{
    device::SESSION,
    file::{read_json, write_json},
};

const PASSPHRASE: &str = "passphrase.json";

/// The lock of one account.
#[derive(Clone, Debug)]
pub struct Bolt {
    folder: PathBuf,
}

/// What is kept of it.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// argon2id, as a PHC string.
    hash: String,
    /// The screen is locked.
    shut: bool,
}

impl Bolt {
    pub(super) const fn of(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// That of the account whose cache is there.
    pub fn beside(cache: &Path) -> Option<Self> {
        cache.parent().map(|folder| Self::of(folder.to_owned()))
    }

    /// There is a passphrase.
    pub fn is_set(&self) -> bool {
        self.kept().is_some()
    }

    /// The screen was locked and has not been opened since.
    pub fn is_shut(&self) -> bool {
        self.kept().is_some_and(|kept| kept.shut)
    }

    /// Notes whether the screen is locked.
    pub fn note(&self, shut: bool) -> io::Result<()> {
        self.kept().map_or(Ok(()), |kept| self.keep(&Kept { shut, ..kept }))
    }

    /// From now on this opens it. Takes a while, on purpose.
    pub fn set(&self, passphrase: &str, shut: bool) -> io::Result<()> {
        let hash: PasswordHash =
            Argon2::default().hash_password(passphrase.as_bytes()).map_err(io::Error::other)?;
        self.keep(&Kept { hash: hash.to_string(), shut })
    }

    /// Whether this is the passphrase. Takes a while, on purpose.
    pub fn fits(&self, passphrase: &str) -> bool {
        let Some(kept) = self.kept() else { return false };
        PasswordHash::new(&kept.hash)
            .is_ok_and(|hash| Argon2::default().verify_password(passphrase.as_bytes(), &hash).is_ok())
    }

    /// Nothing locks the screen any more.
    pub fn remove(&self) -> io::Result<()> {
        match fs::remove_file(self.folder.join(PASSPHRASE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The account is left for good. If its screen is locked, those of the other accounts of this device are from now on: each with
    /// its own passphrase, or with this one where it has none.
    pub fn leave(&self) -> io::Result<()> {
        if let Some(kept) = self.kept().filter(|kept| kept.shut) {
            for other in self.others() {
                let hash = other.kept().map_or_else(|| kept.hash.clone(), |theirs| theirs.hash);
                // One that cannot be locked is no reason to leave the rest open.
                let _ = other.keep(&Kept { hash, shut: true });
            }
        }
        self.remove()
    }

    /// Those of the other accounts that are signed in.
    fn others(&self) -> impl Iterator<Item = Self> {
        let folders = self.folder.parent().and_then(|root| fs::read_dir(root).ok()).into_iter().flatten();
        let others = folders.flatten().map(|entry| entry.path()).filter(|path| *path != self.folder);
        others.filter(|path| path.join(SESSION).is_file()).map(Self::of)
    }

    fn kept(&self) -> Option<Kept> {
        read_json(&self.folder.join(PASSPHRASE))
    }

    fn keep(&self, kept: &Kept) -> io::Result<()> {
        write_json(&self.folder, PASSPHRASE, kept)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn only_the_passphrase_opens_it_and_it_is_not_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let bolt = Bolt::of(folder.path().to_owned());
        assert!(!bolt.is_set() && !bolt.is_shut() && !bolt.fits(""));
        bolt.note(true).unwrap();
        assert!(!bolt.is_shut(), "without a passphrase nothing is locked: it could not be opened");
        bolt.set("корабль 7", true).unwrap();
        assert!(bolt.is_shut() && bolt.fits("корабль 7"));
        assert!(!bolt.fits("корабль 8") && !bolt.fits(""));
        let path = folder.path().join(PASSPHRASE);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("$argon2id$v=19$m=19456,t=2,p=1$") && !text.contains("корабль"), "{text}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        bolt.note(false).unwrap();
        assert!(!bolt.is_shut() && bolt.fits("корабль 7"));
        bolt.remove().unwrap();
        bolt.remove().unwrap();
        assert!(!bolt.is_set() && !bolt.fits("корабль 7"));
    }

    #[test]
    fn a_locked_screen_stays_locked_when_its_account_is_left() {
        let root = tempfile::tempdir().unwrap();
        let account = |name: &str| {
            let folder = root.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join(SESSION), "{}").unwrap();
            Bolt::of(folder)
        };
        let [left, without, own] = ["left", "without", "own"].map(account);
        let gone = Bolt::of(root.path().join("gone"));
        fs::create_dir(root.path().join("gone")).unwrap();
        left.set("корабль 7", false).unwrap();
        own.set("маяк 8", false).unwrap();
        left.leave().unwrap();
        assert!(!left.is_set() && !without.is_set() && !own.is_shut(), "it was open");
        left.set("корабль 7", true).unwrap();
        left.leave().unwrap();
        assert!(!left.is_set() && !gone.is_set());
        assert!(without.is_shut() && without.fits("корабль 7"));
        assert!(own.is_shut() && own.fits("маяк 8") && !own.fits("корабль 7"));
    }
}
