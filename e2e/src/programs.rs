//! Where the built programs are, and how a program of ours is asked to stop.

use std::{
    env,
    path::PathBuf,
    process::{Child, Command},
};

/// A program of this workspace, built in the same profile as this test.
pub(crate) fn program(name: &str) -> PathBuf {
    let test = env::current_exe().unwrap();
    // target/<profile>/deps/<test>
    let path = test.parent().and_then(|deps| deps.parent()).unwrap().join(name);
    assert!(path.exists(), "{} is not built: run `cargo build --workspace`", path.display());
    path
}

/// Sends SIGTERM.
pub(crate) fn terminate(pid: u32) {
    signal(pid, 15);
}

/// Sends a signal.
pub(crate) fn signal(pid: u32, number: i32) {
    let sent = Command::new("kill").args([&format!("-{number}"), &pid.to_string()]).status().unwrap();
    assert!(sent.success(), "kill -{number} {pid}");
}

/// A child that does not outlive this value.
pub(crate) struct Leash(pub(crate) Child);

impl Drop for Leash {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
