//! Which machine and which commit a figure belongs to.

use std::{fs, process::Command};

use serde::Serialize;

/// What stands above a table of figures.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct About {
    /// The processor, and how many cores of it.
    pub machine: String,
    /// The kernel.
    pub kernel: String,
    /// The commit, with `+` when something is changed in the work tree.
    pub commit: String,
    /// The day, UTC.
    pub date: String,
}

impl About {
    /// Asks the system, git and the clock.
    pub(crate) fn now() -> Self {
        let unknown = || "unknown".to_owned();
        Self {
            machine: machine().unwrap_or_else(unknown),
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease")
                .map_or_else(|_| unknown(), |text| format!("Linux {}", text.trim())),
            commit: commit().unwrap_or_else(unknown),
            date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
        }
    }
}

fn machine() -> Option<String> {
    let info = fs::read_to_string("/proc/cpuinfo").ok()?;
    let mut models = info.lines().filter_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let (_, model) = models.next()?;
    Some(format!("{} × {}", 1 + models.count(), model.trim()))
}

fn commit() -> Option<String> {
    let hash = git(&["rev-parse", "--short", "HEAD"])?;
    let changed =
        git(&["status", "--porcelain", "--untracked-files=no"]).is_some_and(|text| !text.is_empty());
    Some(if changed { format!("{hash}+") } else { hash })
}

fn git(args: &[&str]) -> Option<String> {
    let output = Command::new("git").args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
