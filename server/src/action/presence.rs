//! Who is here: told to those who have a personal chat with them, written down when they leave.

use std::time::{Duration, Instant};

use protocol::{Conversation, Timestamp, UserId};

use super::Caller;
use crate::{app::App, broker::Hint, error::Result, store::presence};

/// Who was here so shortly before the start will be back.
const RESTART: Duration = Duration::from_mins(1);
/// Everybody is said to the other nodes again once in so many seconds.
const ROUNDS: u128 = 30;
/// People who are written down at once: the writers behind them do not wait long.
const PORTION: usize = 500;

/// From now on the user is told of those with whom these are chats, and the lines say who is here now: whoever comes or
/// goes after that is an event.
pub(super) fn meet(app: &App, user: UserId, lines: &mut [Conversation]) {
    app.hub.watch(user, lines.iter().filter_map(|line| line.peer.as_ref().map(|peer| peer.id)));
    app.hub.mark_online(lines);
}

/// Those who were here when the server stopped count as here until they had the time to come back.
pub async fn expect_back(app: &App) {
    match seen_lately(app).await {
        Ok(seen) => app.hub.expect_back(seen, Instant::now()),
        Err(error) => tracing::warn!(%error, "who was here before the start could not be read"),
    }
}

async fn seen_lately(app: &App) -> Result<Vec<(UserId, Timestamp)>> {
    let window = i64::try_from(RESTART.as_millis()).unwrap_or(i64::MAX);
    let then = Timestamp::from_millis(app.clock.now().millis().saturating_sub(window));
    presence::seen_since(&mut app.store.read_long().await?, then).await
}

/// Writes down who has left for good, then tells it: a list that is read afterwards says the same.
pub async fn leave(app: &App) -> Result<()> {
    let now = Instant::now();
    let written = write(app, &app.hub.leaving(now)).await;
    for (user, at) in app.hub.leave(now) {
        app.broker.tell(Hint::Left { user, at: at.millis() });
    }
    // Nobody else writes down who was at a node that died.
    let lost = app.hub.forget_elsewhere(now);
    written.and(write(app, &lost).await)
}

/// Somebody has opened a socket here.
pub(super) fn arrive(app: &App, caller: &Caller) {
    if app.hub.arrive(caller.id(), caller.user.shows_presence) {
        app.broker.tell(Hint::Here { user: caller.id() });
    }
}

/// Says some of those who are here to the other nodes again; called once a second, it comes round to everybody in
/// `ROUNDS`.
pub fn say_again(app: &App, round: u128) {
    if app.broker.has_others() {
        for user in app.hub.turn(round, ROUNDS) {
            app.broker.tell(Hint::Here { user });
        }
    }
}

/// Somebody lets others see them, or no more.
pub(super) fn show(app: &App, user: UserId, shown: bool) {
    app.broker.tell(Hint::Shows { user, shown });
    app.hub.show(user, shown);
}

/// What another node says of somebody.
pub(super) fn hear(app: &App, hint: Hint) {
    match hint {
        Hint::Here { user } => app.hub.is_elsewhere(user, Instant::now(), app.clock.now()),
        // Who has left that node is at this one.
        Hint::Left { user, at } if app.hub.left_elsewhere(user, Timestamp::from_millis(at)) => {
            app.broker.tell(Hint::Here { user });
        }
        Hint::Shows { user, shown } => app.hub.show(user, shown),
        _ => {}
    }
}

/// Writes down everybody who is here: the server stops.
pub async fn remember(app: &App) -> Result<()> {
    let now = app.clock.now();
    let people: Vec<_> =
        app.hub.people().into_iter().map(|(user, left)| (user, left.unwrap_or(now))).collect();
    write(app, &people).await
}

/// All that can be written; what cannot is the last error.
async fn write(app: &App, seen: &[(UserId, Timestamp)]) -> Result<()> {
    let mut outcome = Ok(());
    for portion in seen.chunks(PORTION) {
        if let Err(error) = write_portion(app, portion).await {
            outcome = Err(error);
        }
    }
    outcome
}

async fn write_portion(app: &App, seen: &[(UserId, Timestamp)]) -> Result<()> {
    let mut tx = app.store.begin().await?;
    presence::saw(&mut tx, seen).await?;
    tx.commit().await
}
