//! The server and the relay at the same work, in turn.

use std::time::Duration;

use anyhow::Result;

use crate::{
    bench::Bench,
    crowd::{Crowd, Seat, Side, Window},
    data::{Home, Plan, Room, World},
    process::Process,
    report::Figure,
    sample::{Spread, median, millis},
    tally::Counts,
};

/// Both, with everybody seated.
pub(super) struct Duel {
    pub(super) server: Crowd,
    pub(super) relay: Crowd,
    _processes: [Process; 2],
    _home: Home,
}

impl Duel {
    /// These rooms, these seats; a speaker has so many sends in flight.
    pub(super) async fn new(
        bench: &Bench,
        rooms: Vec<Vec<u32>>,
        seats: &[Seat],
        window: u64,
    ) -> Result<Self> {
        let people = rooms.iter().flatten().max().map_or(0, |last| last + 1);
        let rooms = rooms.into_iter().map(Room::from).collect();
        let home = bench.home().await?;
        let world: World = home.lay(&Plan { people, rooms, ..Plan::default() }).await?;
        let (server, relay) = (bench.serve(&home)?, bench.relay()?);
        Ok(Self {
            server: Crowd::seat(Side::Server, &server, (&home, &world), seats, window).await?,
            relay: Crowd::seat(Side::Relay, &relay, (&home, &world), seats, window).await?,
            _processes: [server, relay],
            _home: home,
        })
    }
    /// Both as fast as they can, in turn.
    pub(super) async fn rush(&self, bench: &Bench, length: Duration) -> Result<Rounds> {
        let mut rounds = Rounds::default();
        for _ in 0..bench.rounds {
            rounds.ours.push(self.server.rush(length).await?);
            rounds.theirs.push(self.relay.rush(length).await?);
        }
        Ok(rounds)
    }

    /// Both at a pace, in turn.
    pub(super) async fn pace(&self, bench: &Bench, rate: u32, length: Duration) -> Result<Rounds> {
        let mut rounds = Rounds::default();
        for _ in 0..bench.rounds {
            rounds.ours.push(self.server.pace(rate, length).await?.0);
            rounds.theirs.push(self.relay.pace(rate, length).await?.0);
        }
        Ok(rounds)
    }

    /// Both at a pace, in turn: how long each receipt took, round by round.
    pub(super) async fn times(&self, bench: &Bench, rate: u32, length: Duration) -> Result<Times> {
        let mut times = Times { ours: Vec::new(), theirs: Vec::new() };
        for _ in 0..bench.rounds {
            times.ours.push(Spread::of(self.server.pace(rate, length).await?.1));
            times.theirs.push(Spread::of(self.relay.pace(rate, length).await?.1));
        }
        Ok(times)
    }

    /// What the listeners of both have counted.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = self.server.counts();
        counts += self.relay.counts();
        counts
    }
}

/// So much of a core more than what it drives: the generator was at its limit first.
const LIMIT: f64 = 0.2;

/// What each has done, round by round.
#[derive(Default)]
pub(super) struct Rounds {
    ours: Vec<Window>,
    theirs: Vec<Window>,
}

impl Rounds {
    /// The medians of something.
    pub(super) fn figure(&self, name: String, unit: &'static str, value: fn(&Window) -> f64) -> Figure {
        let of = |windows: &[Window]| median(&windows.iter().map(value).collect::<Vec<_>>());
        Figure::new(name, unit, of(&self.ours)).beside("bare relay", of(&self.theirs))
    }

    /// A word of warning where what was measured is the generator.
    pub(super) fn notes(&self, name: &str) -> Vec<String> {
        let limited = |who: &str, windows: &[Window]| {
            let ahead = median(&windows.iter().map(Window::generator_ahead).collect::<Vec<_>>());
            (ahead > LIMIT)
                .then(|| format!("{name}: the generator, not the {who}, was the limit of its rate."))
        };
        [limited("server", &self.ours), limited("relay", &self.theirs)].into_iter().flatten().collect()
    }
}

/// How long receipts took, round by round.
pub(super) struct Times {
    ours: Vec<Spread>,
    theirs: Vec<Spread>,
}

impl Times {
    /// The medians of p50, p90, p99 and the longest, in this order.
    pub(super) fn figures(&self, name: &str) -> Vec<Figure> {
        let of = |spreads: &[Spread], value: fn(&Spread) -> Duration| {
            median(&spreads.iter().map(|spread| millis(value(spread))).collect::<Vec<_>>())
        };
        let figure = |which: &str, value: fn(&Spread) -> Duration| {
            Figure::new(format!("{name}, {which}"), "ms", of(&self.ours, value))
                .beside("bare relay", of(&self.theirs, value))
        };
        vec![
            figure("p50", |spread| spread.p50),
            figure("p90", |spread| spread.p90),
            figure("p99", |spread| spread.p99),
            figure("longest", |spread| spread.max),
        ]
    }
}

/// Everybody of a room, of whom only the first speaks.
pub(super) fn one_speaker(people: u32) -> (Vec<Vec<u32>>, Vec<Seat>) {
    let seats = (0..people).map(|person| Seat { person, room: 0, speaks: person == 0 }).collect();
    (vec![(0..people).collect()], seats)
}
