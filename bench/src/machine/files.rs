//! How many files, and with them sockets, a process may have open.

use std::{fs, process::Command};

/// Files that a process has open besides its sockets.
const OTHERS: usize = 100;

/// Raises what this process, and those that it starts, may have open as far as it may.
pub(crate) fn raise_files() {
    if let Some((soft, hard)) = limits()
        && soft < hard
    {
        let pid = std::process::id().to_string();
        // Whoever needs more than there is says so.
        let _ = Command::new("prlimit").args(["--pid", &pid, &format!("--nofile={hard}:{hard}")]).status();
    }
}

/// Whether a process can hold so many sockets; if not, what to do about it.
pub(crate) fn can_hold(sockets: usize) -> Result<(), String> {
    match limits() {
        Some((soft, _)) if soft < sockets + OTHERS => Err(format!(
            "{sockets} sockets need more open files than the {soft} that are allowed here: ulimit -n {}",
            sockets + OTHERS
        )),
        _ => Ok(()),
    }
}

fn limits() -> Option<(usize, usize)> {
    read(&fs::read_to_string("/proc/self/limits").ok()?)
}

fn read(limits: &str) -> Option<(usize, usize)> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    let mut numbers = line.split_whitespace().map(|word| word.parse().unwrap_or(usize::MAX));
    Some((numbers.next()?, numbers.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read() {
        let text =
            "Limit   Soft Limit  Hard Limit  Units\nMax open files            1024      524288     files\n";
        assert_eq!(read(text), Some((1024, 524_288)));
        assert_eq!(read("Max open files  unlimited unlimited files"), Some((usize::MAX, usize::MAX)));
    }
}
