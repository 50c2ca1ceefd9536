//! A reader who has stopped, beside ninety-nine good ones: what do they lose by it?

use anyhow::Result;
use protocol::route;

use super::duel::one_speaker;
use crate::{
    bench::Bench,
    crowd::{Crowd, Side, Window},
    data::{Plan, Room},
    report::{Bound, Figure, Report, whole},
    sample::median,
    ws::shake_hands,
};

const IN_FLIGHT: u64 = 16;
/// What the kernel keeps for the one who does not read: little, so that it is soon felt.
const RECEIVE: u32 = 4 << 10;

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for good in bench.sizes(&[99]) {
        report.append(with(bench, good).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, good: u32) -> Result<Report> {
    // The speaker, the good ones, and the last who will not read.
    let (rooms, mut seats) = one_speaker(good + 2);
    let rooms = rooms.into_iter().map(Room::from).collect();
    seats.pop();
    let home = bench.home().await?;
    let world = home.lay(&Plan { people: good + 2, rooms, ..Plan::default() }).await?;
    let server = bench.serve(&home)?;
    let crowd = Crowd::seat(Side::Server, &server, (&home, &world), &seats, IN_FLIGHT).await?;
    let token = home.token(&world.people[good as usize + 1])?;
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for _ in 0..bench.rounds {
        alone.push(crowd.rush(bench.window(1.0)).await?);
        let stopped = shake_hands(server.address, (route::SOCKET, Some(&token)), 0, Some(RECEIVE)).await?;
        beside.push(crowd.rush(bench.window(1.0)).await?);
        drop(stopped);
    }
    let of = |windows: &[Window]| median(&windows.iter().map(Window::deliveries).collect::<Vec<_>>());
    let figure =
        Figure::new(format!("deliveries to {} beside a stopped reader", whole(good)), "/s", of(&beside))
            .beside("without it", of(&alone))
            .least([Bound::ratio(0.95)]);
    Ok(Report { figures: vec![figure], counts: crowd.counts(), ..Report::default() })
}
