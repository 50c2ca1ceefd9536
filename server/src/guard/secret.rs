//! The key of access tokens: made at the first start, kept in the data folder, readable only by its owner.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    path::Path,
};

use anyhow::{Context, ensure};
use rand::{TryRng, rngs::SysRng};

use super::hex;
use crate::config::{Config, Secret};

const FILE: &str = "secret";
/// As many as the hash that it keys has.
const BYTES: usize = 32;

/// The secret of the settings, or that of the data folder, made there when there is none.
pub fn open(config: &Config) -> anyhow::Result<Secret> {
    if let Some(secret) = &config.secret {
        return Ok(secret.clone());
    }
    let path = config.data_dir.join(FILE);
    match create(&path) {
        Ok(secret) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(&path),
        Err(error) => Err(error).with_context(|| format!("cannot write the secret {}", path.display())),
    }
}

fn create(path: &Path) -> std::io::Result<Secret> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let mut bytes = [0; BYTES];
    SysRng.try_fill_bytes(&mut bytes).map_err(std::io::Error::other)?;
    let text = hex(&bytes);
    writeln!(file, "{text}")?;
    file.sync_all()?;
    Ok(Secret::new(text))
}

fn read(path: &Path) -> anyhow::Result<Secret> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read the secret {shown}"))?;
    let text = text.trim();
    ensure!(
        text.len() >= BYTES,
        "the secret {shown} is shorter than {BYTES} bytes: remove the file, and a new one is made (everybody has to \
         sign in again)"
    );
    close_to_others(path)?;
    Ok(Secret::new(text))
}

#[cfg(unix)]
fn close_to_others(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        tracing::warn!(path = %path.display(), "others could read the secret; now they cannot");
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
            .with_context(|| format!("others can read {}: run chmod 600 on it", path.display()))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn config(folder: &tempfile::TempDir) -> Config {
        Config::defaults().unwrap().with("data_dir", folder.path().to_str().unwrap()).unwrap()
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let first = open(&config(&folder)).unwrap();
        assert_eq!(first.reveal().len(), 64);
        assert_eq!(mode(&folder.path().join(FILE)), 0o600);
        assert_eq!(open(&config(&folder)).unwrap(), first);
        let other = tempfile::tempdir().unwrap();
        assert_ne!(open(&config(&other)).unwrap(), first);
    }

    #[test]
    fn d9_a_short_file_is_refused_and_an_open_one_closed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        fs::write(&path, "short\n").unwrap();
        assert!(open(&config(&folder)).unwrap_err().to_string().contains("shorter than 32 bytes"));
        fs::write(&path, "x7".repeat(16)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        open(&config(&folder)).unwrap();
        assert_eq!(mode(&path), 0o600);
    }
}
