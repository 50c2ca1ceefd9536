//! 1,000 messages a second into groups of ten, each at its time: how long until everybody has it?

use anyhow::Result;

use super::duel::Duel;
use crate::{
    bench::Bench,
    crowd::Seat,
    report::{Bound, Report, whole},
};

const RATE: u32 = 1_000;
const MEMBERS: u32 = 10;

pub(crate) async fn run(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for groups in bench.sizes(&[100]) {
        report.append(with(bench, groups).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, groups: u32) -> Result<Report> {
    let members = |group: u32| (0..MEMBERS).map(|member| group + member * groups).collect();
    let rooms: Vec<Vec<u32>> = (0..groups).map(members).collect();
    // One after the other in the order of the groups, so that every message meets another group.
    let seats: Vec<Seat> =
        (0..groups * MEMBERS).map(|person| Seat { person, room: person % groups, speaks: true }).collect();
    let duel = Duel::new(bench, rooms, &seats, 1).await?;
    let times = duel.times(bench, RATE, bench.window(2.0)).await?;
    let name = format!("{RATE} messages/s into {} groups of {MEMBERS}", whole(groups));
    let mut figures = times.figures(&name);
    for (figure, bound) in figures.iter_mut().zip([Some(5.0), None, Some(50.0), None]) {
        figure.least.extend(bound.map(Bound::value_to));
    }
    Ok(Report { figures, counts: duel.counts(), ..Report::default() })
}
