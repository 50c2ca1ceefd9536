//! The index follows the messages: what this node has written, and now and then all there is.

use metrics::counter;
use protocol::ConversationId;

use crate::{app::App, error::Result, store::search::indexing};

/// Conversations in a portion.
const CONVERSATIONS: usize = 128;

/// What a portion has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There was nothing to do.
    Nothing,
    /// All that waited is done.
    Done,
    /// There is more.
    More,
}

/// How far the index has been looked through.
#[derive(Debug, Default)]
pub struct Follower {
    looks: bool,
    after: Option<ConversationId>,
}

impl Follower {
    /// What was written before this node began, or by one that ended too early, shall be found.
    pub fn look_through(&mut self) {
        *self = Self { looks: true, after: None };
    }

    /// Does a portion of what waits: what was written lately, then what was found by looking through.
    pub async fn step(&mut self, app: &App) -> Result<Step> {
        let mut ids = app.unindexed.take(CONVERSATIONS);
        if ids.is_empty() && self.looks {
            ids = self.look(app).await?;
        }
        if ids.is_empty() {
            return Ok(Step::Nothing);
        }
        let is_full = ids.len() == CONVERSATIONS || self.looks;
        match indexing::portion(&app.store, &ids).await {
            Ok(portion) => {
                let more = is_full || !portion.left.is_empty();
                wait(app, portion.left);
                counter!("messenger_search_indexed_total").increment(portion.messages as u64);
                Ok(if more { Step::More } else { Step::Done })
            }
            Err(error) => {
                wait(app, ids);
                Err(error)
            }
        }
    }

    async fn look(&mut self, app: &App) -> Result<Vec<ConversationId>> {
        let most = i64::try_from(CONVERSATIONS).unwrap_or(i64::MAX);
        let found = indexing::behind(&mut app.store.read_long().await?, self.after, most).await?;
        self.after = found.last().copied();
        self.looks = self.after.is_some();
        Ok(found)
    }
}

fn wait(app: &App, ids: Vec<ConversationId>) {
    for id in ids {
        app.unindexed.add(id);
    }
}
