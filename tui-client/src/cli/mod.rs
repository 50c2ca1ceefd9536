//! The client as a command: what is asked for on the command line is done once, printed as text or as JSON lines, and told by
//! the exit code. Works beside a running client, whose session it shares.

mod about;
mod account;
mod args;
mod entry;
mod face;
mod lead;
mod list;
mod make;
mod output;
mod passphrase;
mod password;
mod read;
mod render;
mod resolve;
mod search;
mod send;
mod tail;
mod trouble;

use std::process::ExitCode;

pub use args::{Cli, Command};
use output::{Format, Output};
use trouble::Trouble;

use crate::{config::Config, log, words::Lang};

/// Does what was asked for.
pub fn run(command: Command, config: Config) -> ExitCode {
    let (lang, format) = (config.settings.lang, format(&command));
    match block_on(obey(command, config, Output::new(format))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => fail(&trouble, lang, format),
    }
}

/// Talks line by line.
pub fn plain(config: Config) -> ExitCode {
    let lang = config.settings.lang;
    match block_on(face::talk(config)) {
        Ok(code) => code,
        Err(trouble) => fail(&trouble, lang, Format::Text),
    }
}

fn block_on<T>(work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // A name that is still being looked up must not hold the shell back.
    runtime.shutdown_background();
    done
}

/// The settings make no sense.
pub fn fail_to_start(error: &anyhow::Error) -> ExitCode {
    fail(&Trouble::Usage(format!("{error:#}")), Lang::En, Format::Text)
}

fn fail(trouble: &Trouble, lang: Lang, format: Format) -> ExitCode {
    log::warn("a command failed", &[("code", i64::from(trouble.code()).into())]);
    trouble.tell(lang, format == Format::Json);
    ExitCode::from(trouble.code())
}

async fn obey(command: Command, config: Config, mut output: Output) -> Result<(), Trouble> {
    let out = &mut output;
    match command {
        Command::Login(login) => account::login(login, config, out).await,
        Command::Logout(logout) => account::logout(logout, config, out).await,
        Command::Whoami(_) => account::whoami(config, out).await,
        Command::Accounts(_) => account::accounts(&config, out),
        Command::Sessions(sessions) => account::sessions(sessions, config, out).await,
        Command::Passphrase(asked) => passphrase::passphrase(asked, config, out).await,
        Command::List(list) => list::list(list, config, out).await,
        Command::Read(read) => read::read(read, config, out).await,
        Command::Send(send) => send::send(send, config, out).await,
        Command::Forward(forward) => send::forward(forward, config, out).await,
        Command::Tail(tail) => tail::tail(tail, config, out).await,
        Command::Search(search) => search::search(search, config, out).await,
        Command::NewChat(chat) => make::chat(chat, config, out).await,
        Command::NewGroup(group) => make::group(group, config, out).await,
        Command::Join(target) => make::join(target, config, out).await,
        Command::Leave(target) => make::leave(target, config, out).await,
        Command::Members(target) => lead::members(target, config, out).await,
        Command::Remove(remove) => lead::remove(remove, config, out).await,
        Command::Rename(rename) => lead::rename(rename, config, out).await,
        Command::Export(export) => read::export(export, config, out).await,
        Command::Keys => about::keys(&config, out),
        Command::Config(_) => about::config(&config, out),
        Command::Report(_) => about::report(&config, out),
        Command::Completions { shell } => about::completions(shell, out),
        Command::Man { command } => about::man(command.as_deref(), &config, out),
    }?;
    output.finish()
}

fn format(command: &Command) -> Format {
    let json = match command {
        Command::Whoami(form) | Command::Accounts(form) | Command::Config(form) | Command::Report(form) => {
            form.json
        }
        Command::Login(login) => login.form.json,
        Command::Sessions(sessions) => sessions.form.json,
        Command::List(list) => list.form.json,
        Command::Read(read) => read.form.json,
        Command::Send(send) => send.trying.form.json,
        Command::Forward(forward) => forward.trying.form.json,
        Command::Tail(tail) => tail.form.json,
        Command::Search(search) => search.form.json,
        Command::NewChat(chat) => chat.form.json,
        Command::NewGroup(group) => group.form.json,
        Command::Join(target) | Command::Leave(target) | Command::Members(target) => target.form.json,
        Command::Remove(remove) => remove.form.json,
        Command::Rename(rename) => rename.form.json,
        Command::Export(_) => true,
        Command::Logout(_)
        | Command::Passphrase(_)
        | Command::Keys
        | Command::Completions { .. }
        | Command::Man { .. } => false,
    };
    if json { Format::Json } else { Format::Text }
}
