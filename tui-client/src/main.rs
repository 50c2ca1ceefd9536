//! Arguments, configuration, runtime, exit code.

use std::{
    io::{IsTerminal, Write, stderr, stdin, stdout},
    process::ExitCode,
};

use clap::Parser;
use tui_client::{
    cli::{self, Cli},
    config::Config,
    runtime,
    words::Word,
};

/// The exit code when the client cannot run here at all.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let Cli { args, command } = Cli::parse();
    let config = match Config::new(args) {
        Ok(config) => config,
        Err(error) => return cli::fail_to_start(&error),
    };
    if let Some(command) = command {
        return cli::run(command, config);
    }
    if config.plain {
        return cli::plain(config);
    }
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return fail(config.settings.lang.say(Word::NoTerminal), UNUSABLE);
    }
    runtime::run(config).unwrap_or_else(|error| fail(&format!("{error:#}"), 1))
}

fn fail(why: &str, code: u8) -> ExitCode {
    let _ = writeln!(stderr(), "messenger: {why}");
    ExitCode::from(code)
}
