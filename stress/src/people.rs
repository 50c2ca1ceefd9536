//! Accounts and what they make: conversations and their members, over HTTP.

use std::time::Duration;

use anyhow::{Context, bail};
use protocol::{ConversationId, UserId, route};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{http, world::World};

const PASSWORD: &str = "correct horse battery";
/// Whoever meets a server that is down comes back this often, every half second.
const TRIES: u32 = 120;

/// Somebody.
#[derive(Debug)]
pub(crate) struct Account {
    /// Who.
    pub(crate) id: UserId,
    /// Their name.
    pub(crate) name: String,
    /// Proves who they are.
    pub(crate) token: String,
}

/// Makes an account and signs in.
pub(crate) async fn account(world: &World, name: String) -> anyhow::Result<Account> {
    let email = format!("{}@example.com", name.to_lowercase());
    let body = json!({ "name": name, "email": email, "password": PASSWORD });
    let made = surely(world, "", route::REGISTER, &body).await?;
    anyhow::ensure!(made.status == 201, "{made:?}");
    let signed_in = surely(world, "", route::LOGIN, &json!({ "email": email, "password": PASSWORD })).await?;
    let token = signed_in.text("access_token")?.to_owned();
    Ok(Account { id: made.text("id")?.parse()?, name, token })
}

/// A chat of two, or one with a name of several.
pub(crate) async fn chat(
    world: &World,
    by: &Account,
    name: Option<&str>,
    others: &[&Account],
) -> anyhow::Result<ConversationId> {
    let kind = if name.is_some() { "group" } else { "personal" };
    let body = json!({ "chat_type": kind, "name": name, "participants": ids(others) });
    made(&surely(world, &by.token, route::CHAT_CREATE, &body).await?)
}

/// A broadcast group.
pub(crate) async fn group(
    world: &World,
    by: &Account,
    kind: &str,
    others: &[&Account],
) -> anyhow::Result<ConversationId> {
    let body = json!({ "name": format!("{kind} group of {}", by.name), "group_type": kind, "participants": ids(others) });
    made(&surely(world, &by.token, route::GROUP_CREATE, &body).await?)
}

/// Says a POST until it is answered by something other than "not at the moment"; the answer knows how many tries it took.
pub(crate) async fn surely(
    world: &World,
    token: &str,
    path: &str,
    body: &Value,
) -> anyhow::Result<http::Answer> {
    for n in 0..TRIES {
        if n > 0 {
            sleep(Duration::from_millis(500)).await;
        }
        if let Ok(answer) = post(world, n as usize, token, (path, body)).await
            && ![429, 503].contains(&answer.status)
        {
            return Ok(http::Answer { tries: n + 1, ..answer });
        }
    }
    bail!("{path} is not answered")
}

/// One POST to the server of that number.
pub(crate) async fn post(
    world: &World,
    node: usize,
    token: &str,
    (path, body): (&str, &Value),
) -> anyhow::Result<http::Answer> {
    let node = &world.nodes[node % world.nodes.len()];
    let url = format!("http://{}{path}", node.address());
    http::ask(&world.http, &world.tally, (Method::POST, url), token, Some(body)).await
}

fn ids(people: &[&Account]) -> Vec<UserId> {
    people.iter().map(|person| person.id).collect()
}

fn made(answer: &http::Answer) -> anyhow::Result<ConversationId> {
    anyhow::ensure!([200, 201].contains(&answer.status), "{answer:?}");
    answer.text("id")?.parse().context("an id")
}
