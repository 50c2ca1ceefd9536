//! Signing in, and the page that one sees then.

use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::future::try_join_all;
use protocol::route;
use server::guard::Hasher;

use super::history::ask;
use crate::{
    baseline::count,
    bench::Bench,
    data::{Plan, Room},
    http::Http,
    process::Process,
    report::{Figure, Report},
    sample::{float, median},
};

/// Everybody's.
pub(super) const PASSWORD: &str = "correct horse";
/// Conversations on the page.
const CHATS: u32 = 30;
/// People who sign in at once.
pub(super) const CLIENTS: u32 = 4;

pub(super) async fn run(bench: &Bench) -> Result<Report> {
    let home = bench.home().await?;
    let room = |other| Room { members: vec![0, other], messages: 20 };
    let rooms = (1..=CHATS).map(room).collect();
    let password_hash = Some(Hasher::new().hash(PASSWORD.into()).await?);
    let world = home.lay(&Plan { people: CHATS + 1, rooms, password_hash }).await?;
    let server = bench.serve(&home)?;
    let cookie = format!("Cookie: access_token={}", home.token(&world.people[0])?);
    let length = bench.window(1.0);
    let (mut logins, mut hashes) = (Vec::new(), Vec::new());
    let (mut pages, mut lists) = (Vec::new(), Vec::new());
    for _ in 0..bench.rounds {
        logins.push(sign_in(&server, length).await?);
        hashes.push(count(&bench.cores, &home.address(), &["bare-hashes"], length).await?);
        pages.push(ask(&server, &cookie, |_| "/messenger".into(), length).await?);
        lists.push(count(&bench.cores, &home.address(), &["bare-queries", "list"], length).await?);
    }
    let figure = |name: &str, ours: &[f64], other, theirs: &[f64]| {
        Figure::new(name, "/s", median(ours)).beside(other, median(theirs))
    };
    let figures = vec![
        figure("logins", &logins, "bare argon2id", &hashes),
        figure(&format!("pages /messenger, {CHATS} chats"), &pages, "bare query", &lists),
    ];
    Ok(Report { figures, ..Report::default() })
}

/// How many logins a second, by people who do nothing else.
async fn sign_in(server: &Process, length: Duration) -> Result<f64> {
    let start = Instant::now();
    let one = async |client: u32| -> Result<u64> {
        let mut logins = 0;
        let mut http = Http::open(server.address).await?;
        while start.elapsed() < length {
            login(&mut http, client).await?;
            logins += 1;
        }
        Ok(logins)
    };
    let logins: u64 = try_join_all((0..CLIENTS).map(one)).await?.into_iter().sum();
    Ok(float(logins) / start.elapsed().as_secs_f64())
}

/// Signs the person with that number in.
pub(super) async fn login(http: &mut Http, person: u32) -> Result<()> {
    let wish = format!(r#"{{"email":"person{person}@example.com","password":"{PASSWORD}"}}"#);
    http.post(route::LOGIN, &wish).await.map(drop)
}
