//! What a process costs, as the kernel counts it.

use std::{fs, path::Path};

/// Memory that a process holds for itself, in bytes: without what is only mapped from files and can be dropped at any time,
/// like the program.
pub fn own_memory(pid: u32) -> u64 {
    field(Path::new(&format!("/proc/{pid}/status")), "RssAnon:").expect("it runs") * 1024
}

/// How often its threads have been woken; one that ends meanwhile is not counted.
pub fn wake_ups(pid: u32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let status = |task: fs::DirEntry| task.path().join("status");
    tasks.filter_map(|task| field(&status(task.ok()?), "voluntary_ctxt_switches:")).sum()
}

/// None for what is there no more.
fn field(path: &Path, name: &str) -> Option<u64> {
    let status = fs::read_to_string(path).ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
