//! The client as a command: run to its end, or followed while it prints. Each home has sessions of its own.

use std::{
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    Actor, PATIENCE, Terminal,
    programs::{Leash, program},
};

/// Somebody's home on some machine.
#[derive(Clone)]
pub struct Home(Arc<TempDir>);

/// How a command has ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Its exit code; -1 for a signal.
    pub code: i32,
    /// What it printed.
    pub out: String,
    /// What it complained about.
    pub err: String,
}

/// A command that is still running. It is killed with this value.
pub struct Running {
    leash: Leash,
    lines: mpsc::Receiver<String>,
}

impl Default for Home {
    fn default() -> Self {
        Self(Arc::new(TempDir::new().unwrap()))
    }
}

impl Home {
    /// A home where that person has signed in.
    pub fn of(person: &Actor) -> Self {
        let home = Self::default();
        home.signs_in(person);
        home
    }

    /// Signs in as one more person.
    pub fn signs_in(&self, person: &Actor) {
        let login = ["login", "--server", &person.url, "--email", person.email()];
        self.runs_with(&login, &[("MESSENGER_PASSWORD", &person.password)], "").is(0);
    }

    /// Where it is.
    pub fn path(&self) -> &std::path::Path {
        self.0.path()
    }

    /// The program that runs here.
    pub fn program(&self) -> PathBuf {
        program("messenger")
    }

    /// Runs `messenger` with these arguments.
    pub fn runs(&self, args: &[&str]) -> Ended {
        self.runs_with(args, &[], "")
    }

    /// The same, in a pipe.
    pub fn pipes(&self, input: &str, args: &[&str]) -> Ended {
        self.runs_with(args, &[], input)
    }

    /// The same, with more environment.
    pub fn runs_with(&self, args: &[&str], env: &[(&str, &str)], input: &str) -> Ended {
        let mut command = self.command(args);
        let mut child = command.envs(env.iter().copied()).stderr(Stdio::piped()).spawn().unwrap();
        // It may end without reading.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        ended(child)
    }

    /// Starts `messenger` and lets it print.
    pub fn starts(&self, args: &[&str]) -> Running {
        let mut child = self.command(args).spawn().unwrap();
        let (line, lines) = mpsc::channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|text| line.send(text)));
        Running { leash: Leash(child), lines }
    }

    /// The client's screen, at home here.
    pub fn opens(&self, args: &[&str]) -> Terminal {
        self.opens_with(args, &[])
    }

    /// The same, with variables of the environment.
    pub fn opens_with(&self, args: &[&str], env: &[(&str, &str)]) -> Terminal {
        Terminal::starts_at_home(&self.0, args, env)
    }

    /// The same, in a window of so many columns and rows.
    pub fn opens_in(&self, size: (u16, u16), args: &[&str], env: &[(&str, &str)]) -> Terminal {
        Terminal::starts_in(size, &self.0, args, env)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program("messenger"));
        command.args(args).current_dir(self.path()).env_clear().envs([("LANG", "C.UTF-8"), ("TZ", "UTC")]);
        command.env("HOME", self.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        command
    }
}

fn ended(child: Child) -> Ended {
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

impl Ended {
    /// It has ended with that code.
    #[track_caller]
    pub fn is(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// It printed this, and no escape sequence.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.out.contains(text), "{text}: {self:#?}");
        assert!(!self.out.contains('\u{1b}'), "{self:#?}");
        self
    }

    /// It complained about this.
    #[track_caller]
    pub fn complains(&self, text: &str) -> &Self {
        assert!(self.err.contains(text), "{text}: {self:#?}");
        self
    }

    /// The lines that it printed.
    pub fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }

    /// The JSON lines that it printed.
    #[track_caller]
    pub fn json(&self) -> Vec<Value> {
        self.is(0).out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }
}

impl Running {
    /// Waits for its next line.
    #[track_caller]
    pub fn prints(&self) -> String {
        self.lines.recv_timeout(2 * PATIENCE).expect("it prints a line")
    }

    /// Its next line, if it comes in time.
    pub fn prints_within(&self, time: Duration) -> Option<String> {
        self.lines.recv_timeout(time).ok()
    }

    /// Types a line into it.
    pub fn is_told(&mut self, line: &str) -> &mut Self {
        let input = self.leash.0.stdin.as_mut().expect("it listens");
        writeln!(input, "{line}").unwrap();
        input.flush().unwrap();
        self
    }

    /// Its input is over; waits until it has ended. Its exit code.
    pub fn ends(&mut self) -> i32 {
        drop(self.leash.0.stdin.take());
        self.leash.0.wait().unwrap().code().unwrap_or(-1)
    }
}
