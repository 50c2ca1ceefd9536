//! The client without a server: people who are made up, chats to look at, and a partner who reads, types and answers. What a
//! server would do is done by `world`, which is pure; here is only the clock.

mod amend;
mod people;
mod stage;
mod world;

use std::{future::pending, time::Duration};

use protocol::{ServerEvent, Timestamp};
use tokio::{
    sync::mpsc::{Sender, UnboundedReceiver},
    time::{Instant, sleep_until},
};

pub use world::me;
use world::{Later, World};

use crate::{effect::Effect, message::Net, words::Lang};

/// How long the partner takes to look, to begin and to finish an answer.
const LOOKS: Duration = Duration::from_millis(700);
const TYPES: Duration = Duration::from_millis(1_300);
const ANSWERS: Duration = Duration::from_millis(3_200);

/// Answers wishes until there are none, as the connection's owner would.
pub async fn run(lang: Lang, mut wishes: UnboundedReceiver<Effect>, news: Sender<Net>) {
    let mut world = World::new(lang, now());
    let mut due: Vec<(Instant, Later)> = Vec::new();
    let mut told = world.begin();
    loop {
        for net in told.drain(..) {
            if news.send(net).await.is_err() {
                return;
            }
        }
        let next = due.iter().map(|(at, _)| *at).min();
        tokio::select! {
            wish = wishes.recv() => match wish {
                Some(wish) => {
                    let (answers, later) = world.grant(wish, now());
                    told = answers;
                    due.extend(later.into_iter().map(|(wait, what)| (Instant::now() + wait, what)));
                }
                None => return,
            },
            () = at(next) => {
                let time = Instant::now();
                // In the order in which they were planned.
                for (_, what) in due.extract_if(.., |(at, _)| *at <= time) {
                    told.push(said(world.happen(what, now())));
                }
            }
        }
    }
}

fn said(event: ServerEvent) -> Net {
    Net::Said(Box::new(event))
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => pending().await,
    }
}

fn now() -> Timestamp {
    Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
}

#[cfg(test)]
mod tests {
    use protocol::ClientCommand;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_partner_looks_types_and_answers() {
        let mut world = World::new(Lang::En, now());
        let (conversation_id, client_id) = (world.conversations[0].id, Uuid::from_u128(7).into());
        let text = "hello".to_owned();
        let send = ClientCommand::Send { conversation_id, client_id, text, reply_to: None, forward_of: None };
        let (_, mut later) = world.grant(Effect::Say(send), now());
        later.sort_by_key(|(wait, _)| *wait);
        let told: Vec<ServerEvent> = later.into_iter().map(|(_, what)| world.happen(what, now())).collect();
        assert!(
            matches!(
                &told[..],
                [ServerEvent::Read { .. }, ServerEvent::Typing { .. }, ServerEvent::Change(_)]
            ),
            "{told:?}"
        );
    }
}
