//! Durable messages through the server with so many sends in flight, beside rows stored by nothing but a statement of
//! so many.

use anyhow::Result;

use super::duel::one_speaker;
use crate::{
    baseline::count,
    bench::Bench,
    crowd::{Crowd, Side, Window},
    data::{Plan, Room},
    report::{Figure, Report},
    sample::median,
};

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for together in bench.sizes(&[1, 16, 100]) {
        report.append(with(bench, together).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, together: u32) -> Result<Report> {
    let (rooms, seats) = one_speaker(2);
    let rooms = rooms.into_iter().map(Room::from).collect();
    let home = bench.home().await?;
    let world = home.lay(&Plan { people: 2, rooms, ..Plan::default() }).await?;
    let server = bench.serve(&home)?;
    let crowd = Crowd::seat(Side::Server, &server, (&home, &world), &seats, u64::from(together)).await?;
    // Beside the server's own database: the two would wait for each other's locks in one.
    let other = bench.home().await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let length = bench.window(0.5);
    for _ in 0..bench.rounds {
        ours.push(crowd.rush(length).await?);
        let args = ["bare-inserts", &together.to_string()];
        theirs.push(count(&bench.cores, &other.address(), &args, length).await?);
    }
    let ours = median(&ours.iter().map(Window::messages).collect::<Vec<_>>());
    let figure = Figure::new(format!("durable messages, {together} in flight"), "/s", ours)
        .beside("bare inserts", median(&theirs));
    Ok(Report { figures: vec![figure], counts: crowd.counts(), notes: Vec::new() })
}
