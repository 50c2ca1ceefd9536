//! Durable messages through the server with so many sends in flight, beside rows stored by nothing but a statement of
//! so many.

use anyhow::Result;

use super::{counted::Pair, duel::one_speaker};
use crate::{
    baseline::{Counted, count},
    bench::Bench,
    crowd::{Crowd, Side},
    data::{Plan, Room},
    report::Report,
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
    let mut pair = Pair::default();
    let length = bench.window(0.5);
    for _ in 0..bench.rounds {
        let window = crowd.rush(length).await?;
        let ours = Counted { rate: window.messages(), cost: window.message_cost() };
        let args = ["bare-inserts", &together.to_string()];
        pair.push(ours, count(&bench.cores, &other.address(), &args, length).await?);
    }
    let figures = vec![
        pair.rate(&format!("durable messages, {together} in flight"), "bare inserts"),
        pair.cost(&format!("a durable message, {together} in flight"), "bare inserts"),
    ];
    Ok(Report { figures, counts: crowd.counts(), ..Report::default() })
}
