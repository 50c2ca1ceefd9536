//! Who runs on which core. With two or more, the measured process has one for itself and the generator another, so that
//! neither slows the other; `taskset` does it.

use std::{fmt, fs, path::Path, process::Command, process::Stdio};

/// The cores that this process may use, shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cores {
    /// One for what is measured, one for the generator.
    Apart {
        /// What is measured.
        measured: usize,
        /// The generator.
        generator: usize,
        /// All of them, as `taskset -c` reads it.
        all: String,
    },
    /// All on whatever there is, and why.
    Together(&'static str),
}

impl Cores {
    /// Looks at what there is.
    pub(crate) fn find() -> Self {
        let Some(list) = allowed() else { return Self::Together("which cores there are is not known") };
        let cores = parse(&list);
        match cores.as_slice() {
            [measured, generator, ..] if has_taskset() => {
                Self::Apart { measured: *measured, generator: *generator, all: list }
            }
            [_, _, ..] => Self::Together("taskset is not there"),
            _ => Self::Together("there is only one core"),
        }
    }

    /// A command for what is measured, on its core.
    pub(crate) fn measured(&self, program: &Path) -> Command {
        match self {
            Self::Apart { measured, .. } => on(&measured.to_string(), program),
            Self::Together(_) => Command::new(program),
        }
    }

    /// The same on every core.
    pub(crate) fn everywhere(&self, program: &Path) -> Command {
        match self {
            Self::Apart { all, .. } => on(all, program),
            Self::Together(_) => Command::new(program),
        }
    }

    /// Moves this process to the generator's core.
    pub(crate) fn step_aside(&self) {
        if let Self::Apart { generator, .. } = self {
            stay_on(&generator.to_string());
        }
    }

    /// Lets this process run everywhere.
    pub(crate) fn spread(&self) {
        if let Self::Apart { all, .. } = self {
            stay_on(all);
        }
    }
}

impl fmt::Display for Cores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Apart { measured, generator, .. } => {
                write!(f, "server and baselines on core {measured}, generator on core {generator}")
            }
            Self::Together(why) => write!(f, "server, baselines and generator share all cores ({why})"),
        }
    }
}

fn on(cores: &str, program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", cores]).arg(program);
    command
}

fn stay_on(cores: &str) {
    let pid = std::process::id().to_string();
    // Unpinned is slower, not wrong.
    let _ = Command::new("taskset").args(["-acp", cores, &pid]).stdout(Stdio::null()).status();
}

fn has_taskset() -> bool {
    Command::new("taskset").arg("--version").stdout(Stdio::null()).status().is_ok_and(|code| code.success())
}

fn allowed() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    Some(line.trim().to_owned())
}

/// `0-2,5` as numbers.
fn parse(list: &str) -> Vec<usize> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.trim().parse().ok()?..=last.trim().parse().ok()?)
    };
    list.split(',').filter_map(range).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_cores_is_read() {
        assert_eq!(parse("0-2,5"), [0, 1, 2, 5]);
        assert_eq!(parse("7"), [7]);
        assert!(parse("").is_empty());
    }
}
