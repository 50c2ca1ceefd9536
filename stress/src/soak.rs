//! One run: servers, people, rage and rest in turns, and the last word.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::{
    signal::unix::{SignalKind, signal},
    task::JoinHandle,
    time::{interval, timeout},
};

use crate::{
    broker::Broker,
    chaos::{self, Hints, Lines},
    check,
    cli::{Arguments, Bus},
    database::Database,
    gossip::Gossip,
    node::{Node, Setup},
    population::Population,
    proxy::Proxy,
    say,
    tally::Broken,
    world::{Weather, World},
};

/// The counts are told this often.
const TELL_EVERY: Duration = Duration::from_secs(5);

/// Runs; false when a promise was broken.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<bool> {
    arguments.check()?;
    let seed = arguments.seed.unwrap_or_else(|| rand::rng().random());
    say(&format!("seed {seed}"));
    let folder = tempfile::tempdir()?;
    let database = Database::make(&arguments.database, folder.path()).await?;
    let lines = lines(&arguments, &database, seed).await?;
    let nodes = nodes(&arguments, (&database, &lines), folder.path())?;
    let world = Arc::new(World::new(arguments, nodes, database)?);
    // Whoever has started it may have had enough: then too no server is left behind.
    let lived = tokio::select! {
        lived = lives(&world, &lines, seed) => lived,
        stopped = stop_signal() => stopped.and_then(|()| Err(anyhow::anyhow!("it was stopped"))),
    };
    world.turns(Weather::Over);
    if let Err(error) = &lived {
        world.tally.broken(Broken::Fault, format!("the run itself: {error:#}"));
    }
    for node in &world.nodes {
        if let Some(wrong) = node.stop().await? {
            world.tally.broken(Broken::Fault, wrong);
        }
    }
    say(&format!("{:.0} s · {}", world.began.elapsed().as_secs_f64(), world.tally));
    let whole = world.tally.violations() == 0;
    if whole {
        world.database.drop().await?;
    } else {
        world.tally.details().iter().for_each(|detail| say(detail));
        let kept = folder.keep();
        say(&format!("seed {seed}; logs and data are left in {}, {}", kept.display(), world.database.url()));
    }
    Ok(whole)
}

async fn lives(world: &Arc<World>, lines: &Lines, seed: u64) -> anyhow::Result<()> {
    for node in &world.nodes {
        node.start(&world.http).await?;
    }
    let mut rng = StdRng::seed_from_u64(seed);
    let population = Population::settle(world, &mut rng).await?;
    let lives = population.live(world, &mut rng);
    let telling = tells(Arc::clone(world));
    let until = Instant::now() + Duration::from_secs(world.arguments.seconds);
    let every = Duration::from_secs(world.arguments.check_every);
    while Instant::now() < until && world.tally.violations() == 0 {
        world.turns(Weather::Busy);
        let time = every.min(until.saturating_duration_since(Instant::now()));
        let raged = chaos::rage(world, (&population, lines), rng.random(), time).await;
        world.turns(Weather::Calm);
        raged?;
        check::all(world, &population).await?;
    }
    world.turns(Weather::Over);
    telling.abort();
    for life in lives {
        // Whoever still waits for something is left.
        _ = timeout(Duration::from_secs(15), life).await;
    }
    Ok(())
}

/// Waits for SIGTERM or SIGINT.
async fn stop_signal() -> anyhow::Result<()> {
    let [mut terminate, mut interrupt] = [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?];
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn tells(world: Arc<World>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut tick = interval(TELL_EVERY);
        loop {
            tick.tick().await;
            say(&format!("{:>5.0} s · {}", world.began.elapsed().as_secs_f64(), world.tally));
        }
    })
}

async fn lines(arguments: &Arguments, database: &Database, seed: u64) -> anyhow::Result<Lines> {
    let proxy = match database.socket() {
        Some(target) => Some(Proxy::before(target).await?),
        None => None,
    };
    let hints = match arguments.bus {
        Bus::Notify if arguments.nodes > 1 => {
            Hints::Postgres { _gossip: Some(Gossip::about(database.url(), seed)) }
        }
        Bus::Notify => Hints::Postgres { _gossip: None },
        Bus::Nats => Hints::Nats(Box::new(Broker::start(seed).await?)),
    };
    Ok(Lines { database: proxy, hints })
}

fn nodes(
    arguments: &Arguments,
    (database, lines): (&Database, &Lines),
    folder: &Path,
) -> anyhow::Result<Vec<Node>> {
    let url = match &lines.database {
        Some(proxy) => database.url_through(proxy.address),
        None => database.url(),
    };
    let env = match &lines.hints {
        Hints::Postgres { .. } => Vec::new(),
        Hints::Nats(broker) => vec![("NATS_URL", broker.url())],
    };
    let setup = |n| {
        // With SQLite the database is in the only node's folder.
        let folder = if n == 0 { folder.to_owned() } else { folder.join(format!("node{n}")) };
        Setup { folder, database: url.clone(), env: env.clone() }
    };
    (0..arguments.nodes).map(|n| Node::new(setup(n))).collect()
}
