//! 100 messages a second to 100 listeners: far from the limit, what does a delivery cost?

use anyhow::Result;

use super::duel::{Duel, one_speaker};
use crate::{
    bench::Bench,
    crowd::Window,
    report::{Bound, Report, whole},
};

const RATE: u32 = 100;

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for listeners in bench.sizes(&[100]) {
        report.append(with(bench, listeners).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, listeners: u32) -> Result<Report> {
    let (rooms, seats) = one_speaker(listeners + 1);
    let duel = Duel::new(bench, rooms, &seats, 1).await?;
    let rounds = duel.pace(bench, RATE, bench.window(2.0)).await?;
    let name = format!("CPU: a delivery, {RATE} messages/s to {} listeners", whole(listeners));
    let figure = rounds
        .figure(name, "µs", Window::delivery_cost)
        .least([Bound::ratio_to(1.3)])
        .aim([Bound::ratio_to(1.1)]);
    Ok(Report { figures: vec![figure], counts: duel.counts(), ..Report::default() })
}
