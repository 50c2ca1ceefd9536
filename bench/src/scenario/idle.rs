//! Sockets that say nothing: what each of them holds, and how long it takes to open them all.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use tokio::time::sleep;

use crate::{
    bench::Bench,
    crowd::{Crowd, Seat, Side},
    data::{Home, Plan, Room, World},
    machine::{Memory, can_hold, memory},
    process::Process,
    report::{Bound, Figure, Report, whole},
    sample::float,
};

const MEMBERS: u32 = 10;
/// Conversations of each user.
const ROOMS: u32 = 4;
const KIB: f64 = 1024.0;
const MIB: f64 = 1024.0 * KIB;
/// What an opening leaves behind is gone by then.
const REST: Duration = Duration::from_secs(1);

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for sockets in bench.sizes(&[1_000, 10_000]) {
        report.append(with(bench, sockets).await?);
    }
    Ok(report)
}

async fn with(bench: &Bench, sockets: u32) -> Result<Report> {
    can_hold(sockets as usize).map_err(|why| anyhow!(why))?;
    let home = bench.home().await?;
    let world = home.lay(&Plan { people: sockets, rooms: rooms(sockets), ..Plan::default() }).await?;
    let ours = open(bench.serve(&home)?, Side::Server, (&home, &world), sockets).await?;
    let theirs = open(bench.relay()?, Side::Relay, (&home, &world), sockets).await?;
    let many = sockets >= 10_000;
    let each = Figure::new(format!("memory an idle socket, {} of them", whole(sockets)), "KiB", ours.each)
        .beside("bare relay", theirs.each)
        .least([Bound::value_to(12.0)])
        .aim([Bound::value_to(8.0)]);
    let own = Figure::new(format!("the same without pages of files, {}", whole(sockets)), "KiB", ours.own)
        .beside("bare relay", theirs.own);
    let all = Figure::new(format!("memory with {} sockets", whole(sockets)), "MiB", ours.all)
        .beside("bare relay", theirs.all)
        .least(many.then(|| Bound::value_to(160.0)));
    let opened = Figure::new(format!("opening {} sockets", whole(sockets)), "s", ours.opened)
        .beside("bare relay", theirs.opened)
        .least(many.then(|| Bound::value_to(3.0)));
    Ok(Report { figures: vec![each, own, all, opened], ..Report::default() })
}

/// Everybody is in a few groups, each time with others.
pub(super) fn rooms(people: u32) -> Vec<Room> {
    let step = |round: u32| 1 + round * 7;
    let groups = people.div_ceil(MEMBERS);
    let member = |group: u32, round: u32, member: u32| (group * MEMBERS + member * step(round)) % people;
    (0..ROOMS)
        .flat_map(|round| {
            (0..groups).map(move |group| {
                let mut members: Vec<u32> = (0..MEMBERS).map(|one| member(group, round, one)).collect();
                members.sort_unstable();
                members.dedup();
                Room::from(members)
            })
        })
        .collect()
}

/// Everybody, silent.
pub(super) fn seats(people: u32) -> Vec<Seat> {
    (0..people).map(|person| Seat { person, room: person / MEMBERS, speaks: false }).collect()
}

/// In KiB, KiB, MiB and seconds.
struct Held {
    each: f64,
    /// Heap and stacks alone: each connection to an embedded database maps its file.
    own: f64,
    all: f64,
    opened: f64,
}

async fn open(process: Process, side: Side, place: (&Home, &World), sockets: u32) -> Result<Held> {
    sleep(REST).await;
    let before = memory(process.pid())?;
    let start = Instant::now();
    let _crowd = Crowd::seat(side, &process, place, &seats(sockets), 1).await?;
    let opened = start.elapsed().as_secs_f64();
    sleep(REST).await;
    let after = memory(process.pid())?;
    let each =
        |of: fn(&Memory) -> u64| float(of(&after).saturating_sub(of(&before))) / f64::from(sockets) / KIB;
    let (each, own) = (each(|memory| memory.resident), each(|memory| memory.anonymous));
    Ok(Held { each, own, all: float(after.resident) / MIB, opened })
}
