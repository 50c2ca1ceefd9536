//! Rust files as the house test reads them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A Rust file.
pub(crate) struct Source {
    /// From the workspace's folder, with `/`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

/// The workspace's folder.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

impl Source {
    /// Every Rust file under a folder of the workspace, sorted by path.
    pub(crate) fn under(folder: &str) -> Vec<Self> {
        let mut paths = Vec::new();
        walk(&workspace().join(folder), &mut paths);
        paths.sort();
        paths
            .iter()
            .map(|path| Self {
                path: path.strip_prefix(workspace()).unwrap().to_str().unwrap().replace('\\', "/"),
                text: fs::read_to_string(path).unwrap(),
            })
            .collect()
    }

    pub(crate) fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// It says nothing at its door. The unit tests beside a module live where the module says.
    pub(crate) fn is_silent(&self) -> bool {
        !self.text.starts_with("//!") && !self.path.ends_with("/tests.rs")
    }

    /// It is only compiled for tests.
    pub(crate) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// The code without comments and without the unit tests at its end.
    pub(crate) fn code(&self) -> String {
        let product = self.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code: Vec<&str> = product.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        code.join("\n")
    }

    /// The room: the folder or file right under `src`.
    pub(crate) fn room(&self) -> &str {
        let inside = self.path.split_once("/src/").unwrap().1;
        inside.split_once('/').map_or(inside, |(folder, _)| folder).trim_end_matches(".rs")
    }

    /// It is the door of its room: `super` in it is the crate.
    pub(crate) fn is_door(&self) -> bool {
        let inside = self.path.split_once("/src/").unwrap().1;
        !inside.contains('/') || inside == format!("{}/mod.rs", self.room())
    }
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
