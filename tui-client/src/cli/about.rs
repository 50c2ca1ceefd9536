//! What the program tells of itself.

use clap::CommandFactory;
use clap_complete::Shell;
use serde_json::json;

use super::{Cli, output::Output, trouble::Trouble};
use crate::{config::Config, keymap, text::one_line, words::Word};

/// The keys, as Markdown.
pub(super) fn keys(config: &Config, out: &mut Output) -> Result<(), Trouble> {
    out.line(keymap::markdown(&config.settings.keymap).trim_end())
}

/// The settings that hold.
pub(super) fn config(config: &Config, out: &mut Output) -> Result<(), Trouble> {
    pairs(config.told(), out)
}

/// What a report of a bug needs, and nothing that says who reports it.
pub(super) fn report(config: &Config, out: &mut Output) -> Result<(), Trouble> {
    let told = config.report().into_iter().map(|(name, value)| (name, one_line(&value)));
    pairs(told.collect(), out)
}

fn pairs(told: Vec<(&'static str, String)>, out: &mut Output) -> Result<(), Trouble> {
    for (name, value) in told {
        out.say(&json!({ "name": name, "value": value }), || format!("{name} = {value}"))?;
    }
    Ok(())
}

/// Completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut Output) -> Result<(), Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "messenger", &mut script);
    out.line(String::from_utf8_lossy(&script).trim_end())
}

/// The manual page, of the program or of one command.
pub(super) fn man(command: Option<&str>, config: &Config, out: &mut Output) -> Result<(), Trouble> {
    let mut program = Cli::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => {
            let none = || Trouble::Usage(config.settings.lang.fill(Word::NoSuchCommand, &[&name]));
            program.find_subcommand(name).ok_or_else(none)?.clone()
        }
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    out.line(String::from_utf8_lossy(&roff).trim_end())
}
