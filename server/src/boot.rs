//! Starting and stopping. A start either succeeds or leaves nothing half made; a stop finishes what was begun.

use std::{io::Write, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    action::{demo, hear, presence, reader, sender},
    app::App,
    broker::{self, Around, Broker, Ends},
    clock::Clock,
    config::{Config, Switch},
    door::{self, Route, Table, accept},
    guard::{
        alone::{Alone, alone},
        secret,
    },
    http, job, live,
    store::Store,
    web,
};

/// Once the doors close, connections and sockets must have ended within this time.
const LEAVE_WITHIN: Duration = Duration::from_secs(10);
/// ... and after them everything else.
const END_WITHIN: Duration = Duration::from_secs(4);
/// So many sockets are closed in a second: their users come back as slowly.
const CLOSED_A_SECOND: u32 = 2_000;
/// However many there are, closing them takes no longer.
const LONGEST_SPREAD: Duration = Duration::from_secs(5);
/// Idle memory of the limits and the metrics is freed this often.
const TIDY_EVERY: Duration = Duration::from_mins(1);

/// A server that listens but does not answer yet.
pub struct Server {
    /// What its rooms share.
    pub app: Arc<App>,
    others: Option<Ends>,
    alone: Option<Alone>,
    listener: TcpListener,
    metrics: Option<TcpListener>,
}

impl Server {
    /// Takes the address first, since that is what may be wrong without anything having been made; then opens all else.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let listener = accept::listen(config.listen)?;
        let metrics = config.metrics_listen.map(accept::listen).transpose()?;
        let (broker, others) = broker::open(&config, &clock)?;
        make_folder(&config).await?;
        let alone = alone(&config)?;
        let app = assemble(config, clock, broker).await?;
        Ok(Self { app, others, alone, listener, metrics })
    }

    /// Where it listens: the real port when 0 was asked for.
    pub fn address(&self) -> anyhow::Result<SocketAddr> {
        Ok(self.listener.local_addr()?)
    }

    /// Answers until [`App::stop`] is cancelled, then ends what was begun, within a limit.
    pub async fn run(self) -> anyhow::Result<()> {
        let Self { app, others, alone, listener, metrics } = self;
        let table = Arc::new(Table::new(doors())?.with_error_page(web::error_page));
        if app.config.rate_limits == Switch::Off {
            tracing::warn!("RATE LIMITS ARE OFF: anybody may try passwords without end. For tests only.");
        }
        if let Some(listener) = metrics {
            let table = Arc::new(Table::new(vec![http::metrics_routes()])?);
            app.tasks.spawn(door::serve(Arc::clone(&app), listener, table));
        }
        app.tasks.spawn(tidy(Arc::clone(&app)));
        presence::expect_back(&app).await;
        job::start(&app).await?;
        if let Some(others) = others {
            hear_others(&app, others).await?;
        }
        let doors = door::serve(Arc::clone(&app), listener, table);
        tokio::join!(doors, left(&app.stop, &app.doors, LEAVE_WITHIN));
        app.end.cancel();
        left(&app.end, &app.tasks, END_WITHIN).await;
        // Now another one may serve.
        drop(alone);
        Ok(())
    }
}

/// Before anybody listens here.
async fn hear_others(app: &Arc<App>, others: Ends) -> anyhow::Result<()> {
    let around = Around { store: &app.store, epoch: app.epoch, stop: &app.end, tasks: &app.tasks };
    let heard = others.start(around, || hear::follow::interest(app)).await?;
    app.tasks.spawn(hear::run(Arc::clone(app), heard));
    Ok(())
}

/// Waits until the tasks have ended after the token was cancelled, but not longer than this.
async fn left(token: &CancellationToken, tasks: &TaskTracker, within: Duration) {
    token.cancelled().await;
    tasks.close();
    if tokio::time::timeout(within, tasks.wait()).await.is_err() {
        tracing::warn!(left = tasks.len(), "some tasks did not end in time");
    }
}

/// Stops in two steps: first the server says that it is not ready, and still answers for a while or until `hurry`; then
/// its doors close.
pub async fn drain(app: &App, hurry: impl Future<Output = &'static str>) {
    app.drain.cancel();
    tokio::select! {
        () = tokio::time::sleep(app.config.drain_pause) => {}
        signal = hurry => tracing::info!(signal, "stopping at once"),
    }
    let sockets = u32::try_from(app.hub.sockets()).unwrap_or(u32::MAX);
    let spread = Duration::from_secs(1).saturating_mul(sockets) / CLOSED_A_SECOND;
    // Only the first stop counts.
    _ = app.spread.set(spread.min(LONGEST_SPREAD));
    app.stop.cancel();
}

/// All but the doors and the other nodes, over a database that is made and brought up to date where that is needed.
pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Arc<App>> {
    make_folder(&config).await?;
    assemble(config, clock, Broker::Alone).await
}

async fn assemble(config: Config, clock: Clock, broker: Broker) -> anyhow::Result<Arc<App>> {
    let secret = secret::open(&config)?;
    let store = Store::open(config.database().reveal()).await?;
    store.migrate().await?;
    let (app, drafts) = App::new(config, clock, &secret, store, broker).await?;
    for shard in drafts {
        app.tasks.spawn(sender::run(Arc::clone(&app), shard));
    }
    app.tasks.spawn(reader::run(Arc::clone(&app)));
    Ok(app)
}

/// Ends what was begun without a server.
pub async fn close(app: Arc<App>) {
    app.end.cancel();
    app.tasks.close();
    app.tasks.wait().await;
    app.store.close().await;
}

/// The doors, and with them everything that the server answers.
pub fn doors() -> Vec<Vec<Route>> {
    let mut doors = vec![http::routes(), live::routes(), web::routes()];
    doors.push(http::docs::routes(&doors));
    doors
}

/// Runs the server until a signal, and says where to click.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    let server = Server::open(config, Clock::system()).await?;
    let mut signals = Signals::new()?;
    if server.app.config.demo.is_on() {
        demo::seed(&server.app).await.context("the demo data could not be made")?;
    }
    greet(&server)?;
    let app = Arc::clone(&server.app);
    let signal = tokio::spawn(async move {
        let signal = signals.next().await;
        tracing::info!(signal, "stopping");
        drain(&app, signals.next()).await;
    });
    let outcome = server.run().await;
    signal.abort();
    tracing::info!("stopped");
    outcome
}

fn greet(server: &Server) -> anyhow::Result<()> {
    let address = server.address()?;
    let link = match &server.app.config.public_url {
        Some(public) => public.as_str().to_owned(),
        None if address.ip().is_unspecified() => format!("http://localhost:{}", address.port()),
        None => format!("http://{address}"),
    };
    tracing::info!(%address, "listening");
    let mut out = std::io::stdout().lock();
    writeln!(out, "Messenger is ready: {link}")?;
    if server.app.config.demo.is_on() {
        let [first, ..] = &demo::PEOPLE;
        writeln!(out, "\nDemo accounts:")?;
        for person in &demo::PEOPLE {
            writeln!(out, "  {}  {}  {}", person.email, person.password, person.name)?;
        }
        writeln!(out, "\nIn another terminal:\n  MESSENGER_PASSWORD={} \\", first.password)?;
        writeln!(out, "  cargo run --release -p tui-client -- --server {link} --email {}", first.email)?;
    }
    Ok(())
}

/// The data folder, closed to others.
pub async fn make_folder(config: &Config) -> anyhow::Result<()> {
    let folder = &config.data_dir;
    let hint = || {
        format!(
            "the data folder {} cannot be written: mend its permissions, or choose another one by --data-dir",
            folder.display()
        )
    };
    let mut builder = tokio::fs::DirBuilder::new();
    builder.recursive(true);
    // What people write to each other is in there.
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await.with_context(hint)?;
    tempfile_in(folder).with_context(hint)
}

/// Proves that files can be made there, and leaves none.
fn tempfile_in(folder: &std::path::Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    std::fs::OpenOptions::new().write(true).create_new(true).open(&probe)?;
    std::fs::remove_file(probe)
}

async fn tidy(app: Arc<App>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(TIDY_EVERY) => {
                app.metrics.tidy();
                app.limits.tidy();
            }
            () = app.end.cancelled() => return,
        }
    }
}

/// The signals that stop the server, from the moment when this is made.
#[cfg(unix)]
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> anyhow::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> anyhow::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> &'static str {
        let _ = tokio::signal::ctrl_c().await;
        "ctrl-c"
    }
}
