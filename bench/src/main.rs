//! What the messenger costs. Each scenario starts the real server with durable settings and, in turn, the same work
//! with nothing around it, and prints both with their ratio. Whatever was started is gone afterwards, also after an
//! error or Ctrl-C.

mod baseline;
mod bench;
mod cli;
mod crowd;
mod data;
mod http;
mod leash;
mod machine;
mod process;
mod program;
mod report;
mod sample;
mod scenario;
mod tally;
mod ws;

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, Result, anyhow, ensure};
use clap::Parser;
use tokio::task::LocalSet;

use crate::{
    cli::{Cli, Options, What},
    machine::About,
    report::Report,
    scenario::Scenario,
};

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when even this fails.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

fn run(cli: &Cli) -> Result<()> {
    match &cli.what {
        What::Scenario(scenario) => block_on(one(*scenario, &cli.options)),
        What::Table { out } => block_on(table(out, &cli.options)),
        What::Relay => baseline::relay::run(),
        What::Counting(counting) => block_on(counting.run()),
    }
}

/// One thread drives all clients. When it is told to stop, what it has started is dropped, and so ended.
fn block_on(deed: impl Future<Output = Result<()>>) -> Result<()> {
    machine::raise_files();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        tokio::select! {
            outcome = deed => outcome,
            () = told_to_stop() => Err(anyhow!("interrupted")),
        }
    })
}

async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => return,
                _ = tokio::signal::ctrl_c() => return,
            }
        }
    }
    // Without signals nobody can tell.
    let _ = tokio::signal::ctrl_c().await;
}

/// A failed scenario is told, and fails the whole at the end; the others are measured all the same.
async fn table(out: &Path, options: &Options) -> Result<()> {
    let bench = options.bench(5)?;
    bench.cores.step_aside();
    let (mut report, mut failed) = (Report::default(), Vec::new());
    for scenario in Scenario::ALL {
        writeln!(std::io::stderr(), "{scenario:?} …")?;
        match scenario.run(&bench).await {
            Ok(one) => report.append(one),
            Err(error) => {
                writeln!(std::io::stderr(), "{error:#}")?;
                failed.push(format!("{scenario:?}"));
            }
        }
    }
    let page = fs::read_to_string(out).ok();
    let content = report::page(&report, &About::now(), options.database.name(), &bench.place());
    fs::write(out, report::into_page(page.as_deref(), options.database.name(), &content))
        .with_context(|| out.display().to_string())?;
    ensure!(failed.is_empty(), "these have failed, and are not in the table: {}", failed.join(", "));
    Ok(())
}

async fn one(scenario: Scenario, options: &Options) -> Result<()> {
    let bench = options.bench(3)?;
    bench.cores.step_aside();
    let report = scenario.run(&bench).await?;
    let (about, database) = (About::now(), options.database.name());
    let text = if options.json {
        report::json(&report, &about, database, bench.place())? + "\n"
    } else {
        let About { machine, kernel, commit, .. } = &about;
        format!(
            "{machine}, {kernel}, {database}, commit {commit}\n{}\n{}",
            bench.place(),
            report::text(&report)
        )
    };
    Ok(std::io::stdout().lock().write_all(text.as_bytes())?)
}
