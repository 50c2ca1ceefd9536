//! 20 messages a second to 100 listeners, each committed before it is sent: how long until each of them has it?

use anyhow::Result;

use super::duel::{Duel, one_speaker};
use crate::{
    bench::Bench,
    report::{Bound, Report, whole},
};

/// Messages a second.
pub(super) const RATE: u32 = 20;

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
    let times = duel.times(bench, RATE, bench.window(3.0)).await?;
    let mut figures = times.figures(&format!("{RATE} messages/s to {} listeners", whole(listeners)));
    for (figure, bound) in figures.iter_mut().zip([Some(1.5), None, Some(5.0), None]) {
        figure.least.extend(bound.map(Bound::value_to));
        figure.aim.extend(bound.map(|_| Bound::ratio_to(1.0)));
    }
    Ok(Report { figures, counts: duel.counts(), ..Report::default() })
}
