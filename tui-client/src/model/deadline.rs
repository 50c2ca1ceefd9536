//! When the model wants to be asked again, so that nobody wakes up in vain.

use std::time::Duration;

use protocol::{ErrorCode, Timestamp};

use super::{Link, Model, Overlay};

/// A refusal that does not say for how long it holds.
const AGAIN: Duration = Duration::from_secs(5);
/// No refusal holds longer than this before it is tried again.
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// A point in time, some milliseconds later.
pub fn later(time: Timestamp, by: Duration) -> Timestamp {
    let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_millis(time.millis().saturating_add(millis))
}

/// What the server says of the time to wait, as far as somebody would wait for it.
pub fn bearable(seconds: u64) -> Duration {
    Duration::from_secs(seconds.max(1)).min(LONGEST_WAIT)
}

/// Until when a refusal of what is wished holds; none when it holds for ever. It may say for how long.
pub fn refused_until(code: ErrorCode, holds: Option<Duration>, now: Timestamp) -> Option<Timestamp> {
    let is_for_now = matches!(code, ErrorCode::RateLimited | ErrorCode::Unavailable | ErrorCode::Internal);
    is_for_now.then(|| later(now, holds.unwrap_or(AGAIN)))
}

impl Model {
    /// When something is due even if nothing happens.
    pub fn deadline(&self) -> Option<Timestamp> {
        let picker = self.overlay.as_ref().and_then(Overlay::search_due);
        let notice = self.bottom.notice.as_ref().map(|notice| notice.until);
        let online = self.link == Link::Online;
        let sync = self.sync.due().filter(|_| online);
        let outbox = self.outbox.due(self.now).filter(|_| online);
        let edits = self.deeds.edits.due(self.now).filter(|_| online);
        let news = self.news.due();
        let lock = self.lock.due(self.lock_after());
        let reads = self.reads.due().filter(|_| online);
        let wishes = self.wishes.due().filter(|_| online);
        let others = self.others.iter().filter(|other| !other.asked).filter_map(|other| other.news.due());
        let all = [
            self.typing.due(),
            sync,
            reads,
            wishes,
            outbox,
            edits,
            picker,
            notice,
            news,
            self.journal.drafts_due,
            lock,
        ];
        all.into_iter().flatten().chain(others).min()
    }
}
