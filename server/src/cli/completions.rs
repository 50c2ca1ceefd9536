//! `completions`: a script that teaches a shell the command line.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

#[expect(clippy::unnecessary_wraps, reason = "all subcommands look the same")]
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut command = super::Cli::command();
    clap_complete::generate(arguments.shell, &mut command, "messenger-server", &mut std::io::stdout());
    Ok(())
}
