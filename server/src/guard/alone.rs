//! That an embedded database has one server: a second one would store rightly, and tell its own sockets only. The lock is
//! the operating system's, so it ends with the process, however that ends; other subcommands take none.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::config::Config;

/// Held while the process serves.
#[derive(Debug)]
pub struct Alone(#[expect(dead_code, reason = "the lock ends when the file is closed")] File);

/// Takes the lock beside the database's file; `None` when the database is a server's, which may have many.
///
/// # Errors
/// When another process has it.
pub fn alone(config: &Config) -> anyhow::Result<Option<Alone>> {
    let Some(database) = config.embedded() else { return Ok(None) };
    let path = beside(&database);
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(|| format!("cannot write {}: is its folder there and writable?", path.display()))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => bail!(refusal(&database, &mut file)),
        // A file system that knows no locks must not keep anybody from starting.
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, path = %path.display(), "cannot lock: see to it that one server runs on this database");
        }
    }
    // For the one who is refused.
    file.set_len(0)
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .with_context(|| path.display().to_string())?;
    Ok(Some(Alone(file)))
}

/// The same place by whatever name the database is called.
fn beside(database: &Path) -> PathBuf {
    let mut name = database.canonicalize().unwrap_or_else(|_| database.to_owned()).into_os_string();
    name.push(".lock");
    name.into()
}

fn refusal(database: &Path, file: &mut File) -> String {
    let mut holder = String::new();
    // It helps to know, and does no harm when it is not to be known.
    let known = file.rewind().and_then(|()| file.read_to_string(&mut holder));
    let holder = match known {
        Ok(_) if !holder.trim().is_empty() => format!(" (process {})", holder.trim()),
        _ => String::new(),
    };
    format!(
        "another server{holder} serves {}, and SQLite has room for one: stop that one, choose another folder by \
         --data-dir, or set DATABASE_URL to a PostgreSQL, which several servers may share",
        database.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(folder: &Path) -> Config {
        Config::defaults().unwrap().with("data_dir", folder.to_str().unwrap()).unwrap()
    }

    #[test]
    fn the_second_is_refused_until_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        let first = alone(&config).unwrap();
        assert!(first.is_some());
        let refusal = alone(&config).unwrap_err().to_string();
        assert!(refusal.contains(&format!("process {}", std::process::id())), "{refusal}");
        assert!(refusal.contains("DATABASE_URL") && refusal.contains("--data-dir"), "{refusal}");
        drop(first);
        assert!(alone(&config).unwrap().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn another_name_of_the_same_file_is_the_same_database() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.db"), folder.path().join("link.db"));
        std::fs::write(&real, "").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let named = |path: &Path| {
            Config::defaults().unwrap().with("database_url", &format!("sqlite:{}", path.display())).unwrap()
        };
        let _held = alone(&named(&real)).unwrap();
        assert!(alone(&named(&link)).is_err());
    }

    #[test]
    fn a_database_of_many_needs_no_lock() {
        let config = Config::defaults().unwrap().with("database_url", "postgres://db/chat").unwrap();
        assert!(alone(&config).unwrap().is_none());
    }
}
