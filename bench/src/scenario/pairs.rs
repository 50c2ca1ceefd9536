//! A hundred chats of two, in each of which one sends as soon as the last send is answered: nothing that one chat does
//! can be shared, only what many do at once.

use anyhow::Result;

use super::duel::Duel;
use crate::{
    bench::Bench,
    crowd::{Seat, Window},
    report::{Bound, Report, whole},
};

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for pairs in bench.sizes(&[100]) {
        report.append(with(bench, pairs).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, pairs: u32) -> Result<Report> {
    let rooms: Vec<Vec<u32>> = (0..pairs).map(|pair| vec![2 * pair, 2 * pair + 1]).collect();
    let seats: Vec<Seat> =
        (0..2 * pairs).map(|person| Seat { person, room: person / 2, speaks: person % 2 == 0 }).collect();
    let duel = Duel::new(bench, rooms, &seats, 1).await?;
    let rounds = duel.rush(bench, bench.window(1.0)).await?;
    let messages = rounds
        .figure(format!("durable messages, {} chats of 2", whole(pairs)), "/s", Window::messages)
        .least([Bound::ratio(0.4), Bound::value(15_000.0)])
        .aim([Bound::ratio(0.6)]);
    let notes = rounds.notes(&format!("{} chats of 2", whole(pairs)));
    let cost =
        rounds.figure(format!("CPU: a message, {} chats of 2", whole(pairs)), "µs", Window::message_cost);
    Ok(Report { figures: vec![messages, cost], counts: duel.counts(), notes, ..Report::default() })
}
