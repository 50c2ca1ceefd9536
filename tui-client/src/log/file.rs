//! The file: it is only ever appended to, by whoever runs, and laid aside when it is full, so that there are never more than two.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::PathBuf,
};

/// A file that is as large is laid aside; together they are twice as large at most.
const FULL: u64 = 256 * 1024;

/// Where it is. It is opened for each line: lines are rare, and another process may have laid it aside.
#[derive(Clone, Debug)]
pub(super) struct File {
    path: PathBuf,
}

impl File {
    pub(super) const fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Adds a line, as one piece.
    pub(super) fn append(&self, line: &str) -> io::Result<()> {
        if let Some(folder) = self.path.parent().filter(|folder| !folder.exists()) {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let open = || OpenOptions::new().create(true).append(true).mode(0o600).open(&self.path);
        let mut file = open()?;
        if file.metadata()?.len() + line.len() as u64 > FULL {
            fs::rename(&self.path, self.aside())?;
            file = open()?;
        }
        file.write_all(line.as_bytes())
    }

    /// The newest lines, oldest first.
    pub(super) fn tail(&self, lines: usize) -> Vec<String> {
        let read = |path: PathBuf| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let whole = [self.aside(), self.path.clone()].map(|path| read(path).unwrap_or_default()).concat();
        let mut newest: Vec<String> = whole.lines().rev().take(lines).map(str::to_owned).collect();
        newest.reverse();
        newest
    }

    fn aside(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".1");
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_grows_to_its_limit_and_the_newest_lines_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::at(folder.path().join("client.log"));
        assert!(file.tail(9).is_empty());
        let line = |at: usize| format!("{at} {}", "x".repeat(1_000));
        for at in 0..2_000 {
            file.append(&format!("{}\n", line(at))).unwrap();
        }
        let sizes: Vec<u64> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().metadata().unwrap())
            .inspect(|data| assert_eq!(data.permissions().mode() & 0o777, 0o600))
            .map(|data| data.len())
            .collect();
        assert!(sizes.len() == 2 && sizes.iter().all(|size| *size <= FULL), "{sizes:?}");
        assert_eq!(file.tail(2), [line(1_998), line(1_999)]);
        assert_eq!(file.tail(400).len(), 400, "also those that were laid aside");
    }
}
