//! One chat, one sender with 16 sends in flight, more and more listeners.

use anyhow::Result;

use super::duel::{Duel, one_speaker};
use crate::{
    bench::Bench,
    crowd::Window,
    report::{Bound, Report, whole},
};

const IN_FLIGHT: u64 = 16;

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for listeners in bench.sizes(&[2, 10, 100, 1_000]) {
        report.append(with(bench, listeners).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, listeners: u32) -> Result<Report> {
    let (rooms, seats) = one_speaker(listeners + 1);
    let duel = Duel::new(bench, rooms, &seats, IN_FLIGHT).await?;
    let rounds = duel.rush(bench, bench.window(0.5)).await?;
    let (least, aim) = goals(listeners);
    let deliveries = rounds
        .figure(format!("deliveries, {} listeners", whole(listeners)), "/s", Window::deliveries)
        .least(least)
        .aim(aim);
    let notes = rounds.notes(&format!("{} listeners", whole(listeners)));
    let cost = rounds.figure(
        format!("CPU: a delivery, {} listeners", whole(listeners)),
        "µs",
        Window::delivery_cost,
    );
    Ok(Report { figures: vec![deliveries, cost], counts: duel.counts(), notes, ..Report::default() })
}

fn goals(listeners: u32) -> (Option<Bound>, Option<Bound>) {
    match listeners {
        100 => (Some(Bound::ratio(0.5)), Some(Bound::ratio(0.8))),
        1_000 => (Some(Bound::ratio(0.7)), Some(Bound::ratio(0.9))),
        _ => (None, None),
    }
}
