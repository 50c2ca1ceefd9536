//! When the model wants to be asked again, so that nobody wakes up in vain.

use protocol::Timestamp;

use super::{Link, Model, Overlay};

impl Model {
    /// When something is due even if nothing happens.
    pub fn deadline(&self) -> Option<Timestamp> {
        let picker = self.overlay.as_ref().and_then(Overlay::search_due);
        let notice = self.bottom.notice.as_ref().map(|notice| notice.until);
        let online = self.link == Link::Online;
        let sync = self.sync.due().filter(|_| online);
        let outbox = self.outbox.due(self.now).filter(|_| online);
        let news = self.news.due();
        let lock = self.lock.due(self.lock_after());
        let reads = self.reads.due().filter(|_| online);
        let wishes = self.wishes.due().filter(|_| online);
        let others = self.others.iter().filter(|other| !other.asked).filter_map(|other| other.news.due());
        let all =
            [self.typing.due(), sync, reads, wishes, outbox, picker, notice, news, self.drafts_due, lock];
        all.into_iter().flatten().chain(others).min()
    }
}
