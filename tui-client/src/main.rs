//! Arguments, configuration, runtime, exit code.

use std::{
    io::{IsTerminal, Write, stderr, stdin, stdout},
    process::ExitCode,
};

use clap::Parser;
use tui_client::{
    config::{Args, Config},
    runtime,
    words::Word,
};

/// The exit code when the client cannot run here at all.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let config = match Config::new(Args::parse()) {
        Ok(config) => config,
        Err(error) => return fail(&error.to_string(), UNUSABLE),
    };
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return fail(config.settings.lang.say(Word::NoTerminal), UNUSABLE);
    }
    runtime::run(config).unwrap_or_else(|error| fail(&format!("{error:#}"), 1))
}

fn fail(why: &str, code: u8) -> ExitCode {
    let _ = writeln!(stderr(), "messenger: {why}");
    ExitCode::from(code)
}
