//! What a process costs, as the kernel counts it.

use std::{fs, path::Path};

/// Memory that a process holds for itself, in bytes: without what is only mapped from files and can be dropped at any time,
/// like the program.
pub fn own_memory(pid: u32) -> u64 {
    field(Path::new(&format!("/proc/{pid}/status")), "RssAnon:") * 1024
}

/// How often its threads have been woken.
pub fn wake_ups(pid: u32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    tasks.map(|task| field(&task.unwrap().path().join("status"), "voluntary_ctxt_switches:")).sum()
}

fn field(path: &Path, name: &str) -> u64 {
    let status = fs::read_to_string(path).unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
