//! Looking for what no hint told: memberships that have come and gone, and versions that the living have not been told.
//! Only where there may be other nodes. No clock is asked: memberships are found by the numbers of transactions, changes
//! by the numbers of versions.

use std::{sync::Arc, time::Duration};

use metrics::counter;
use protocol::ConversationId;

use super::{catch_up, hear};
use crate::{
    app::App,
    error::Result,
    hub::Standing,
    store::stamps::{self, Horizon},
};

/// Conversations asked for in one statement.
const CHUNK: usize = 500;
/// Conversations asked for in one sweep; where more live here, they take turns.
const MOST: usize = 20_000;
/// A change that was committed here a moment ago is about to be told.
const GRACE: Duration = Duration::from_millis(100);

/// How far the store has been swept.
#[derive(Debug)]
pub struct Sweep {
    horizon: Horizon,
    /// The conversation after which the next turn begins.
    turn: Option<ConversationId>,
}

impl Sweep {
    /// To be made before anybody listens.
    pub async fn new(app: &App) -> Result<Self> {
        let horizon = stamps::horizon(&mut app.store.read().await?).await?;
        Ok(Self { horizon, turn: None })
    }

    /// Looks once.
    pub async fn run(&mut self, app: &Arc<App>) -> Result<()> {
        self.memberships(app).await?;
        let behind = self.behind(app).await?;
        if behind.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(GRACE).await;
        for (id, version) in behind {
            if app.hub.standing(id) < Standing::At(version) {
                counter!("messenger_sweep_conversations_total").increment(1);
                catch_up::to(app, id, version);
            }
        }
        Ok(())
    }

    async fn memberships(&mut self, app: &App) -> Result<()> {
        let (changed, next) = stamps::since(&mut *app.store.snapshot().await?, self.horizon).await?;
        for one in changed {
            let known = if one.is_member {
                !app.hub.lacks(one.user, one.conversation)
            } else {
                !app.hub.listens(one.user, one.conversation)
            };
            if !known {
                counter!("messenger_sweep_memberships_total").increment(1);
                hear::membership(app, one.user, one.conversation).await?;
            }
        }
        self.horizon = next;
        Ok(())
    }

    /// The conversations whose version in the store is beyond what has been told.
    async fn behind(&mut self, app: &App) -> Result<Vec<(ConversationId, i64)>> {
        let mut living = app.hub.standings();
        living.sort_unstable();
        let living = self.take_turn(&living);
        let mut behind = Vec::new();
        for chunk in living.chunks(CHUNK) {
            let mut conn = app.store.read_long().await?;
            let found = stamps::versions(&mut conn, chunk.iter().map(|(id, _)| *id)).await?;
            drop(conn);
            behind.extend(found.into_iter().filter(|(id, version)| {
                chunk.binary_search_by_key(id, |(id, _)| *id).is_ok_and(|at| chunk[at].1 < *version)
            }));
        }
        Ok(behind)
    }

    /// Those whose turn it is, of all, which are sorted.
    fn take_turn(&mut self, living: &[(ConversationId, i64)]) -> Vec<(ConversationId, i64)> {
        let from = self.turn.map_or(0, |last| living.partition_point(|(id, _)| *id <= last));
        let rest = living.get(from..).unwrap_or_default();
        let taken = &rest[..rest.len().min(MOST)];
        self.turn = if taken.len() < rest.len() { taken.last().map(|(id, _)| *id) } else { None };
        taken.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn where_too_many_live_they_take_turns_and_none_is_left_out() {
        let living: Vec<(ConversationId, i64)> =
            (0..50_000_u128).map(|n| (Uuid::from_u128(n).into(), 1)).collect();
        let mut sweep = Sweep { horizon: Horizon::default(), turn: None };
        let sizes: Vec<usize> = (0..4).map(|_| sweep.take_turn(&living).len()).collect();
        assert_eq!(sizes, [MOST, MOST, 10_000, MOST]);
        let mut sweep = Sweep { horizon: Horizon::default(), turn: None };
        let all: Vec<_> = (0..3).flat_map(|_| sweep.take_turn(&living)).collect();
        assert_eq!(all, living);
        assert!(sweep.take_turn(&[]).is_empty());
    }
}
