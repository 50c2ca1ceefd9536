//! A page of 50 messages at any depth of a million, and a list of 300 chats, over HTTP beside the bare query.

use std::time::Duration;

use anyhow::Result;
use futures_util::future::try_join_all;

use super::counted::Pair;
use crate::{
    baseline::{
        Counted, Meter, count,
        queries::{PAGE, Query},
    },
    bench::Bench,
    data::{Home, Plan, Room, World},
    http::Http,
    process::Process,
    report::{Bound, Figure, Report, whole},
};

/// Connections that ask at once, so that the server's core is never idle.
const CONNECTIONS: i64 = 4;
const PLACES: [(Query, &str, &str); 3] = [
    (Query::Newest, "newest", "the newest"),
    (Query::Anywhere, "anywhere", "anywhere"),
    (Query::Oldest, "oldest", "the oldest"),
];

/// The history.
pub(super) async fn pages(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for messages in bench.sizes(&[1_000_000]) {
        let home = bench.home().await?;
        let messages = i64::from(messages);
        let rooms = vec![Room { members: (0..10).collect(), messages }];
        let world = home.lay(&Plan { people: 10, rooms, ..Plan::default() }).await?;
        let server = bench.serve(&home)?;
        for (query, argument, words) in PLACES {
            let name = format!("page of {PAGE}, {words} of {} messages", whole(messages));
            let path = |n: i64| {
                let room = World::room(0);
                let before = query.before(n, messages);
                format!("{}?limit={PAGE}&before={before}", protocol::route::history(room))
            };
            let pairs = beside(bench, (&server, &home, &world), argument, path).await?;
            report.figures.extend(figures(&pairs, &name));
        }
    }
    Ok(report)
}

/// The list.
pub(super) async fn list(bench: &Bench) -> Result<Report> {
    let mut report = Report::default();
    for chats in bench.sizes(&[300]) {
        let home = bench.home().await?;
        let room = |other| Room { members: vec![0, other], messages: 20 };
        let rooms = (1..=chats).map(room).collect();
        let world = home.lay(&Plan { people: chats + 1, rooms, ..Plan::default() }).await?;
        let server = bench.serve(&home)?;
        let path = |_| protocol::route::CHATS.to_owned();
        let pairs = beside(bench, (&server, &home, &world), "list", path).await?;
        report.figures.extend(figures(&pairs, &format!("list of {} chats with unread counts", whole(chats))));
    }
    Ok(report)
}

/// Beside the bare query by sqlx, and beside the bare query at once.
#[derive(Default)]
struct Pairs {
    by_sqlx: Pair,
    at_once: Pair,
}

/// The goal is about what each takes; what it costs is the same question on a machine that others use.
fn figures(pairs: &Pairs, name: &str) -> [Figure; 3] {
    let goal = [Bound::ratio_to(1.5)];
    [
        pairs.by_sqlx.time(name, "bare query by sqlx").least(goal),
        pairs.by_sqlx.cost(name, "bare query by sqlx"),
        pairs.at_once.cost(name, "bare query at once"),
    ]
}

/// The server's answers and the bare queries in turn.
async fn beside(
    bench: &Bench,
    (server, home, world): (&Process, &Home, &World),
    query: &str,
    path: impl Fn(i64) -> String,
) -> Result<Pairs> {
    let length = bench.window(0.5);
    let header = format!("Authorization: Bearer {}", home.token(&world.people[0])?);
    let mut pairs = Pairs::default();
    let address = home.address();
    for _ in 0..bench.rounds {
        let ours = ask(server, &header, &path, length).await?;
        pairs.by_sqlx.push(ours, count(&bench.cores, &address, &["bare-queries", query], length).await?);
        let at_once = ["bare-queries", query, "--at-once"];
        pairs.at_once.push(ours, count(&bench.cores, &address, &at_once, length).await?);
    }
    Ok(pairs)
}

/// Asks for as long.
pub(super) async fn ask(
    server: &Process,
    header: &str,
    path: impl Fn(i64) -> String,
    length: Duration,
) -> Result<Counted> {
    let meter = Meter::start(server.pid())?;
    let one = async |first: i64| -> Result<u64> {
        let mut http = Http::open(server.address).await?;
        let mut answers = 0;
        while meter.elapsed() < length {
            http.get(&path(first + CONNECTIONS * i64::try_from(answers)?), header).await?;
            answers += 1;
        }
        Ok(answers)
    };
    let answers: u64 = try_join_all((0..CONNECTIONS).map(one)).await?.into_iter().sum();
    meter.read(answers)
}
