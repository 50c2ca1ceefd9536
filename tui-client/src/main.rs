//! Arguments, configuration, runtime, exit code.

use std::{
    io::{IsTerminal, Write, stderr, stdin, stdout},
    process::ExitCode,
};

use clap::Parser;
use tui_client::{
    cli::{self, Cli},
    config::{self, Asked, Config},
    keymap, log, runtime,
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
    log::begin(config.log.clone(), config.source.log_level(&config.settings));
    if let Some(command) = command {
        return cli::run(command, config);
    }
    if let Some(asked) = config.asked {
        return answer(&config, asked);
    }
    if config.plain {
        return cli::plain(config);
    }
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return fail(config.settings.lang.say(Word::NoTerminal), UNUSABLE);
    }
    if config::is_dumb() {
        return fail(config.settings.lang.say(Word::DumbTerminal), UNUSABLE);
    }
    runtime::run(config).unwrap_or_else(|error| fail(&format!("{error:#}"), 1))
}

/// Says what is wanted instead of the client.
fn answer(config: &Config, asked: Asked) -> ExitCode {
    let settings = &config.settings;
    let (text, code) = match asked {
        Asked::Keys => (keymap::plain(&settings.keymap, settings.lang), ExitCode::SUCCESS),
        Asked::Check if settings.problems.is_empty() => {
            (format!("{}\n", settings.lang.fill(Word::FileFine, &[&settings.file])), ExitCode::SUCCESS)
        }
        Asked::Check => (format!("{}\n", settings.problems.join("\n")), ExitCode::FAILURE),
    };
    // Whoever reads it may have seen enough.
    let _ = stdout().write_all(text.as_bytes());
    code
}

fn fail(why: &str, code: u8) -> ExitCode {
    let _ = writeln!(stderr(), "messenger: {why}");
    ExitCode::from(code)
}
