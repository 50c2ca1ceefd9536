//! 100 listeners hear 20 messages a second while four people sign in without a pause: hashing must not hold up the rest.
//! The server has every core, and so has the generator.

use std::{net::SocketAddr, time::Duration};

use anyhow::Result;
use server::guard::Hasher;
use tokio::task::JoinSet;

use super::{
    duel::one_speaker,
    latency::RATE,
    requests::{CLIENTS, PASSWORD, login},
};
use crate::{
    bench::Bench,
    crowd::{Crowd, Seat, Side},
    data::{Home, Plan, Room, World},
    http::Http,
    process::Process,
    report::{Bound, Figure, Report, whole},
    sample::{Spread, median, millis},
};

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    bench.cores.spread();
    let report = all(bench).await;
    bench.cores.step_aside();
    report
}

async fn all(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for listeners in bench.sizes(&[100]) {
        report.append(with(bench, listeners).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, listeners: u32) -> Result<Report> {
    let (home, world, seats) = people(bench, listeners).await?;
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
    let server = Process::server(bench.cores.everywhere(&bench.program), &home, nowhere)?;
    let crowd = Crowd::seat(Side::Server, &server, (&home, &world), &seats, 1).await?;
    let length = bench.window(3.0);
    let (mut busy, mut quiet) = (Vec::new(), Vec::new());
    for _ in 0..bench.rounds {
        quiet.push(times(&crowd, length).await?);
        let logins = sign_in(server.address);
        busy.push(times(&crowd, length).await?);
        drop(logins);
    }
    let of = |spreads: &[Spread], value: fn(&Spread) -> Duration| {
        median(&spreads.iter().map(|spread| millis(value(spread))).collect::<Vec<_>>())
    };
    let figure = |which: &str, value: fn(&Spread) -> Duration| {
        let name = format!("{RATE} messages/s to {} beside {CLIENTS} logins, {which}", whole(listeners));
        Figure::new(name, "ms", of(&busy, value)).beside("no logins", of(&quiet, value))
    };
    let figures = vec![
        figure("p50", |spread| spread.p50),
        figure("p99", |spread| spread.p99).least([Bound::value_to(20.0)]),
    ];
    Ok(Report { figures, counts: crowd.counts(), ..Report::default() })
}

async fn people(bench: &Bench, listeners: u32) -> Result<(Home, World, Vec<Seat>)> {
    let (rooms, seats) = one_speaker(listeners + 1);
    let rooms = rooms.into_iter().map(Room::from).collect();
    let password_hash = Some(Hasher::new().hash(PASSWORD.into()).await?);
    let home = bench.home().await?;
    let world = home.lay(&Plan { people: listeners + 1, rooms, password_hash }).await?;
    Ok((home, world, seats))
}

async fn times(crowd: &Crowd, length: Duration) -> Result<Spread> {
    Ok(Spread::of(crowd.pace(RATE, length).await?.1))
}

/// People who sign in again and again, until this is dropped.
fn sign_in(address: SocketAddr) -> JoinSet<Result<()>> {
    let mut all = JoinSet::new();
    for client in 0..CLIENTS {
        all.spawn_local(async move {
            let mut http = Http::open(address).await?;
            loop {
                login(&mut http, client).await?;
            }
        });
    }
    all
}
