//! Everybody comes back after a power cut: how long until the last of them hears again?

use std::{net::SocketAddr, time::Instant};

use anyhow::{Result, anyhow};

use super::idle::{rooms, seats};
use crate::{
    bench::Bench,
    crowd::{Crowd, Side},
    data::{Home, Plan, World},
    machine::can_hold,
    process::Process,
    report::{Figure, Report, whole},
    sample::median,
};

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for sockets in bench.sizes(&[10_000]) {
        report.append(with(bench, sockets).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, sockets: u32) -> Result<Report> {
    can_hold(sockets as usize).map_err(|why| anyhow!(why))?;
    let home = bench.home().await?;
    let world = home.lay(&Plan { people: sockets, rooms: rooms(sockets), ..Plan::default() }).await?;
    let place = (&home, &world);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..bench.rounds {
        let server = bench.serve(&home)?;
        let again =
            |address: SocketAddr| Process::server(bench.cores.measured(&bench.program), &home, address);
        ours.push(cut(server, Side::Server, place, (sockets, again)).await?);
        let relay = bench.relay()?;
        theirs.push(cut(relay, Side::Relay, place, (sockets, |_| bench.relay())).await?);
    }
    let figure =
        Figure::new(format!("{} sockets back after a power cut", whole(sockets)), "s", median(&ours))
            .beside("bare relay", median(&theirs));
    Ok(Report { figures: vec![figure], ..Report::default() })
}

/// Seconds from the cut until everybody hears again.
async fn cut(
    mut process: Process,
    side: Side,
    place: (&Home, &World),
    (sockets, again): (u32, impl Fn(SocketAddr) -> Result<Process>),
) -> Result<f64> {
    let crowd = Crowd::seat(side, &process, place, &seats(sockets), 1).await?;
    process.kill();
    let start = Instant::now();
    drop(crowd);
    let process = again(process.address)?;
    let _crowd = Crowd::seat(side, &process, place, &seats(sockets), 1).await?;
    Ok(start.elapsed().as_secs_f64())
}
