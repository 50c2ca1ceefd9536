//! Signing in, and the page that one sees then.

use std::time::Duration;

use anyhow::Result;
use futures_util::future::try_join_all;
use protocol::route;
use server::guard::Hasher;

use super::{counted::Pair, history::ask};
use crate::{
    baseline::{Counted, Meter, count},
    bench::Bench,
    data::{Plan, Room},
    http::Http,
    process::Process,
    report::Report,
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
    let (mut logins, mut pages) = (Pair::default(), Pair::default());
    let address = home.address();
    for _ in 0..bench.rounds {
        let ours = sign_in(&server, length).await?;
        logins.push(ours, count(&bench.cores, &address, &["bare-hashes"], length).await?);
        let ours = ask(&server, &cookie, |_| "/messenger".into(), length).await?;
        pages.push(ours, count(&bench.cores, &address, &["bare-queries", "list"], length).await?);
    }
    let figures = vec![
        logins.rate("logins", "bare argon2id"),
        logins.cost("a login", "bare argon2id"),
        pages.rate(&format!("pages /messenger, {CHATS} chats"), "bare query by sqlx"),
        pages.cost(&format!("a page /messenger, {CHATS} chats"), "bare query by sqlx"),
    ];
    Ok(Report { figures, ..Report::default() })
}

/// Logins by people who do nothing else.
async fn sign_in(server: &Process, length: Duration) -> Result<Counted> {
    let meter = Meter::start(server.pid())?;
    let one = async |client: u32| -> Result<u64> {
        let mut logins = 0;
        let mut http = Http::open(server.address).await?;
        while meter.elapsed() < length {
            login(&mut http, client).await?;
            logins += 1;
        }
        Ok(logins)
    };
    let logins: u64 = try_join_all((0..CLIENTS).map(one)).await?.into_iter().sum();
    meter.read(logins)
}

/// Signs the person with that number in.
pub(super) async fn login(http: &mut Http, person: u32) -> Result<()> {
    let wish = format!(r#"{{"email":"person{person}@example.com","password":"{PASSWORD}"}}"#);
    http.post(route::LOGIN, &wish).await.map(drop)
}
