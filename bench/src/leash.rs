//! A child process that does not outlive this value.

use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A running child; killed when dropped.
pub(crate) struct Leash(Child);

impl Leash {
    /// Starts it, without input.
    pub(crate) fn spawn(command: &mut Command) -> Result<Self> {
        let child = command.stdin(Stdio::null()).spawn();
        child.map(Self).with_context(|| format!("cannot start {}", command.get_program().display()))
    }

    /// Its process. `taskset` gives its own to the program that it starts.
    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }

    /// What it prints; once.
    pub(crate) fn stdout(&mut self) -> Result<std::process::ChildStdout> {
        self.0.stdout.take().context("its output is not piped")
    }

    /// Kills it as a power cut would, and waits until it is gone.
    pub(crate) fn kill(&mut self) {
        // Already gone is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        self.kill();
    }
}
