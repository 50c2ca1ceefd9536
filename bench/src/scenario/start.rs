//! From nothing to ready, and what it holds when it has nothing to do.

use std::time::Duration;

use anyhow::Result;
use protocol::route;
use tokio::time::sleep;

use crate::{
    bench::Bench,
    data::{Home, Plan, Room},
    http::Http,
    machine::memory,
    process::Process,
    report::{Bound, Figure, Report, whole},
    sample::{float, median, millis},
};

const MIB: f64 = 1024.0 * 1024.0;
/// What the start leaves behind is gone by then.
const REST: Duration = Duration::from_secs(1);

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let mut first = Vec::new();
    for _ in 0..bench.rounds {
        first.push(start(bench, &bench.home().await?).await?.0);
    }
    let home = bench.home().await?;
    home.lay(&Plan::default()).await?;
    let (empty, rest) = again(bench, &home).await?;
    let mut figures = vec![
        Figure::new("first start to ready, nothing there", "ms", median(&first)),
        Figure::new("start to ready, empty", "ms", empty)
            .least([Bound::value_to(100.0)])
            .aim([Bound::value_to(50.0)]),
        Figure::new("memory at rest, empty", "MiB", rest)
            .least([Bound::value_to(15.0)])
            .aim([Bound::value_to(12.0)]),
    ];
    for messages in bench.sizes(&[1_000_000]) {
        let home = bench.home().await?;
        let rooms = vec![Room { members: (0..10).collect(), messages: i64::from(messages) }];
        home.lay(&Plan { people: 10, rooms, ..Plan::default() }).await?;
        let (full, rest) = again(bench, &home).await?;
        figures.extend([
            Figure::new(format!("start to ready, {} messages", whole(messages)), "ms", full)
                .least([Bound::value_to(1_000.0)]),
            Figure::new(format!("memory at rest, {} messages", whole(messages)), "MiB", rest),
        ]);
    }
    Ok(Report { figures, ..Report::default() })
}

/// The medians of several starts.
async fn again(bench: &Bench, home: &Home) -> Result<(f64, f64)> {
    let (mut times, mut rests) = (Vec::new(), Vec::new());
    for _ in 0..bench.rounds {
        let (time, server) = start(bench, home).await?;
        sleep(REST).await;
        times.push(time);
        rests.push(float(memory(server.pid())?.resident) / MIB);
    }
    Ok((median(&times), median(&rests)))
}

/// Milliseconds until it says that it is ready.
async fn start(bench: &Bench, home: &Home) -> Result<(f64, Process)> {
    let server = bench.serve(home)?;
    Http::open(server.address).await?.get(route::READYZ, "").await?;
    Ok((millis(server.started.elapsed()), server))
}
