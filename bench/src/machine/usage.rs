//! What a process has used: processor time and memory.

use std::{fs, time::Duration};

use anyhow::{Context, Result};

/// Resident memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    /// All of it, mapped files included.
    pub resident: u64,
    /// What is its own alone: heap and stacks.
    pub anonymous: u64,
}

/// Processor time of all threads. The scheduler's count in nanoseconds where there is one: the hundredths of a second
/// of `/proc/PID/stat` are too coarse for a window of a second.
pub(crate) fn cpu_time(pid: u32) -> Result<Duration> {
    let tasks =
        fs::read_dir(format!("/proc/{pid}/task")).with_context(|| format!("process {pid} is gone"))?;
    let mut sum: u64 = 0;
    for task in tasks.flatten() {
        // A thread that has just ended has no file.
        let text = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        sum += text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    }
    if sum == 0 { ticks(pid) } else { Ok(Duration::from_nanos(sum)) }
}

/// `utime` and `stime` of `/proc/PID/stat`, in ticks of which Linux tells every program that a second has a hundred.
fn ticks(pid: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name of the program, in brackets, may hold blanks.
    let (_, fields) = stat.rsplit_once(") ").context("/proc/PID/stat")?;
    let fields: Vec<u64> =
        fields.split(' ').skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    Ok(Duration::from_millis(10 * fields.iter().sum::<u64>()))
}

/// What it holds now.
pub(crate) fn memory(pid: u32) -> Result<Memory> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))
        .with_context(|| format!("the memory of process {pid} is not known"))?;
    Ok(read(&status))
}

fn read(status: &str) -> Memory {
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kib: u64 = line.trim_start_matches(':').trim().trim_end_matches("kB").trim().parse().ok()?;
        Some(kib * 1024)
    };
    Memory { resident: field("VmRSS").unwrap_or_default(), anonymous: field("RssAnon").unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_bytes() {
        let status = "Name:\tx\nVmRSS:\t   12 kB\nRssAnon:\t    3 kB\n";
        assert_eq!(read(status), Memory { resident: 12 * 1024, anonymous: 3 * 1024 });
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_used_something() {
        let mut sum = 0_u64;
        while cpu_time(std::process::id()).unwrap().is_zero() {
            sum = std::hint::black_box(sum.wrapping_mul(31) + 1);
        }
        assert!(memory(std::process::id()).unwrap().resident > 0);
        assert!(ticks(std::process::id()).is_ok());
    }
}
