//! Password hashes: argon2id, bounded in memory, in processors and in how many wait.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, anyhow, ensure};
use argon2::{
    Algorithm, Argon2, Block, Params, PasswordHash, Version,
    password_hash::phc::{Output, Salt},
};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// 19 MiB, two passes, one lane: OWASP's first choice for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const HASH_BYTES: usize = 32;
/// At once, each with a memory of its own.
const AT_ONCE: usize = 2;
/// Beyond these, who comes is sent away.
const WAITING: usize = 64;
/// Who was sent away may come again after this.
const COME_AGAIN: Duration = Duration::from_secs(2);

/// Hashes and verifies passwords. Clones share their memory and their bounds.
#[derive(Clone)]
pub struct Hasher {
    places: Arc<Semaphore>,
    running: Arc<Semaphore>,
    /// Kept for ever: freed and taken again, it would scatter over the heap.
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher {
    /// A hasher of its own; a process needs one.
    pub fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
            running: Arc::new(Semaphore::new(AT_ONCE)),
            memory: Arc::default(),
        }
    }

    /// The hash of a new password, as a PHC string. [`Error::Unavailable`] when too many wait.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.run(move |memory| {
            let hash = PasswordHash {
                algorithm: argon2::ARGON2ID_IDENT,
                version: Some(Version::V0x13.into()),
                params: (&params()?).try_into().map_err(problem)?,
                salt: Some(Salt::generate()),
                hash: None,
            };
            let output = digest(&hash, password.as_bytes(), memory)?;
            Ok(PasswordHash { hash: Some(output), ..hash }.to_string())
        })
        .await
    }

    /// Whether the password is the one of the hash. Without a hash (nobody of that name) the answer is no, after the
    /// same time. [`Error::Unavailable`] when too many wait.
    pub async fn verify(&self, hash: Option<String>, password: String) -> Result<bool> {
        self.run(move |memory| {
            let known = hash.is_some();
            let stored = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY)).map_err(problem)?;
            let output = digest(&stored, password.as_bytes(), memory)?;
            // Compares in constant time.
            Ok(stored.hash == Some(output) && known)
        })
        .await
    }

    async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Vec<Block>) -> anyhow::Result<T> + Send + 'static,
    {
        let busy = |_| Error::Unavailable { retry_after: COME_AGAIN };
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(busy)?;
        let turn =
            Arc::clone(&self.running).acquire_owned().await.map_err(|error| Error::Internal(error.into()))?;
        let all = Arc::clone(&self.memory);
        let work = move || {
            // Held until the work is done, even when nobody waits for it any more.
            let _held = (place, turn);
            let mut memory = all.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
            let outcome = work(&mut memory);
            all.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
            outcome
        };
        let outcome = tokio::task::spawn_blocking(work).await.context("the hasher").flatten();
        outcome.map_err(Error::Internal)
    }
}

/// A hash of the usual cost, of nobody's password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IG5vYm9keSBubw$\
                      bm9ib2R5IG5vYm9keSBub2JvZHkgbm9ib2R5IG5vYm8";

fn params() -> anyhow::Result<Params> {
    Params::new(MEMORY_KIB, PASSES, LANES, Some(HASH_BYTES)).map_err(problem)
}

fn digest(hash: &PasswordHash, password: &[u8], memory: &mut Vec<Block>) -> anyhow::Result<Output> {
    ensure!(hash.algorithm == argon2::ARGON2ID_IDENT, "a hash of another algorithm");
    let salt = hash.salt.as_ref().context("a hash without salt")?;
    let params = Params::try_from(hash).map_err(problem)?;
    ensure!(params.m_cost() <= MEMORY_KIB, "a hash that needs more memory than there is");
    if memory.len() < params.block_count() {
        memory.resize(params.block_count(), Block::default());
    }
    let mut bytes = [0; HASH_BYTES];
    let blocks = &mut memory[..params.block_count()];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password, salt.as_ref(), &mut bytes, blocks)
        .map_err(problem)?;
    Output::new(&bytes).map_err(problem)
}

/// Not its own text: nothing of a hash belongs into the log.
fn problem<E>(_: E) -> anyhow::Error {
    anyhow!("a password hash that cannot be made or read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn knows_the_password_and_no_other() {
        let hasher = Hasher::new();
        let hash = hasher.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher.verify(Some(hash.clone()), "correct horse".into()).await.unwrap());
        assert!(!hasher.verify(Some(hash.clone()), "correct horsE".into()).await.unwrap());
        assert_ne!(hasher.hash("correct horse".into()).await.unwrap(), hash);
        let usual = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$";
        assert!(hasher.verify(Some(usual.into()), "x".into()).await.is_err());
    }

    /// The time of argon2id is a matter of its parameters alone, so equal parameters are equal times, on any machine.
    #[tokio::test]
    async fn d1_nobody_is_refused_by_the_same_work() {
        let hasher = Hasher::new();
        let hash = hasher.hash("correct horse".into()).await.unwrap();
        let (known, nobody) = (PasswordHash::new(&hash).unwrap(), PasswordHash::new(NOBODY).unwrap());
        assert_eq!((known.algorithm, known.version), (nobody.algorithm, nobody.version));
        assert_eq!(known.params.to_string(), nobody.params.to_string());
        let sizes =
            |hash: &PasswordHash| (hash.salt.as_ref().unwrap().len(), hash.hash.as_ref().unwrap().len());
        assert_eq!(sizes(&known), sizes(&nobody));
        assert!(!hasher.verify(None, "correct horse".into()).await.unwrap());
    }

    #[tokio::test]
    async fn d5_two_memories_are_all_and_a_crowd_is_sent_away() {
        let hasher = Hasher::new();
        let attempt = |hasher: Hasher| async move { hasher.verify(None, "x".into()).await };
        let crowd: Vec<_> =
            (0..AT_ONCE + WAITING + 5).map(|_| tokio::spawn(attempt(hasher.clone()))).collect();
        let mut away = 0;
        for one in crowd {
            match one.await.unwrap() {
                Err(Error::Unavailable { .. }) => away += 1,
                outcome => assert!(!outcome.unwrap()),
            }
        }
        assert_eq!(away, 5);
        assert!(hasher.memory.lock().unwrap().len() <= AT_ONCE);
    }
}
