//! What the user has said of chats and the server does not know yet. What is said shows at once, survives the process, and is
//! told one after the other, each until it is answered: of several that were said of a chat only the last is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use protocol::{Conversation, ConversationId, RequestId, Settings, Timestamp, request::ChangeSettings};

use super::Model;
use crate::words::Word;

/// Nothing is wished.
const NONE: ChangeSettings = ChangeSettings { muted: None, pinned: None, marked_unread: None };

/// What is not told yet, or not answered.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    all: BTreeMap<ConversationId, ChangeSettings>,
    /// What the server has of these, with how far they were read then.
    under: HashMap<ConversationId, (Settings, i64)>,
    asked: Option<(RequestId, ConversationId, ChangeSettings)>,
    not_before: Option<Timestamp>,
    /// The server of this connection does not know what is wished.
    deaf: bool,
    /// Those that are different for the disk.
    touched: BTreeSet<ConversationId>,
}

impl Wishes {
    /// The user wishes this of a chat, which becomes so.
    pub fn wish(&mut self, chat: &mut Conversation, wish: ChangeSettings) {
        self.lift(chat);
        self.put(chat.id, wish);
        self.lay(chat);
    }

    /// What they said of it before stays where it is not about the same.
    fn put(&mut self, id: ConversationId, wish: ChangeSettings) {
        let ChangeSettings { muted, pinned, marked_unread } = self.of(id);
        self.set(
            id,
            ChangeSettings {
                muted: wish.muted.or(muted),
                pinned: wish.pinned.or(pinned),
                marked_unread: wish.marked_unread.or(marked_unread),
            },
        );
    }

    fn set(&mut self, id: ConversationId, wish: ChangeSettings) {
        let was = if wish == NONE {
            self.under.remove(&id);
            self.all.remove(&id)
        } else {
            self.all.insert(id, wish)
        };
        if was.unwrap_or(NONE) != wish {
            self.touched.insert(id);
        }
    }

    /// What is wished of a chat.
    pub fn of(&self, id: ConversationId) -> ChangeSettings {
        self.all.get(&id).copied().unwrap_or(NONE)
    }

    /// A chat as the server has it becomes as the user wishes it. What was read elsewhere beyond what this device knew was
    /// read after it was marked here.
    pub fn lay_over(&mut self, fresh: &mut Conversation, knew: Option<i64>) {
        let wish = self.of(fresh.id);
        if wish.marked_unread == Some(true) && knew.is_some_and(|seq| seq < fresh.read_seq) {
            self.set(fresh.id, ChangeSettings { marked_unread: None, ..wish });
        }
        self.lay(fresh);
    }

    fn lay(&mut self, chat: &mut Conversation) {
        if let Some(wish) = self.all.get(&chat.id) {
            self.under.insert(chat.id, (chat.settings, chat.read_seq));
            chat.settings = wish.applied_to(chat.settings);
        }
    }

    /// A chat becomes as the server has it.
    fn lift(&self, chat: &mut Conversation) {
        if let Some((settings, read_seq)) = self.under.get(&chat.id) {
            // Reading ends the mark, there too.
            let marked_unread = settings.marked_unread && chat.read_seq <= *read_seq;
            chat.settings = Settings { marked_unread, ..*settings };
        }
    }

    /// What is to be told now; the answer will bear the id.
    pub fn next(&mut self, id: RequestId, now: Timestamp) -> Option<(ConversationId, ChangeSettings)> {
        if self.deaf || self.asked.is_some() || self.not_before.is_some_and(|at| at > now) {
            return None;
        }
        let (chat, wish) = self.all.first_key_value().map(|(chat, wish)| (*chat, *wish))?;
        self.asked = Some((id, chat, wish));
        Some((chat, wish))
    }

    /// It was said of a chat on some device of the user's; what was said here since then stands above it.
    pub fn hear(
        &mut self,
        chat: &mut Conversation,
        (said, read_seq): (Settings, i64),
        request: Option<RequestId>,
    ) {
        let knew = chat.read_seq;
        self.lift(chat);
        if let Some(request) = request {
            self.answered(request);
        }
        chat.set(said, read_seq);
        self.lay_over(chat, Some(knew));
    }

    /// Of which chat this was told, when it was and is not answered.
    pub fn asked(&self, request: RequestId) -> Option<ConversationId> {
        self.asked.filter(|(asked, ..)| *asked == request).map(|(_, id, _)| id)
    }

    /// The server will never have it: the chat is again as the server has it.
    pub fn refused(&mut self, chat: &mut Conversation, request: RequestId) {
        self.lift(chat);
        self.answered(request);
        self.lay(chat);
    }

    /// Something was not understood: a server that is older does not know what is told here, and it is kept for a newer
    /// one. False when nothing was asked.
    pub fn not_understood(&mut self) -> bool {
        let was_asked = self.asked.take().is_some();
        self.deaf |= was_asked;
        was_asked
    }

    /// The server has it, or will never: what was said since is still to be told. False when it was not asked here.
    pub fn answered(&mut self, request: RequestId) -> bool {
        let Some((_, id, told)) = self.asked.take_if(|(asked, ..)| *asked == request) else { return false };
        let left = |wished: Option<bool>, told: Option<bool>| wished.filter(|_| wished != told);
        let wish = self.of(id);
        self.set(
            id,
            ChangeSettings {
                muted: left(wish.muted, told.muted),
                pinned: left(wish.pinned, told.pinned),
                marked_unread: left(wish.marked_unread, told.marked_unread),
            },
        );
        true
    }

    /// The server cannot do it before this time. False when it was not asked here.
    pub fn postponed(&mut self, request: RequestId, until: Timestamp) -> bool {
        let was_asked = self.asked.take_if(|(asked, ..)| *asked == request).is_some();
        if was_asked {
            self.not_before = Some(until);
        }
        was_asked
    }

    /// When something is to be told that has to wait.
    pub fn due(&self) -> Option<Timestamp> {
        self.not_before.filter(|_| self.asked.is_none() && self.is_waiting())
    }

    /// Something is told on this connection, or will be.
    pub fn is_waiting(&self) -> bool {
        !self.deaf && !self.all.is_empty()
    }

    /// How much is not told, or not answered.
    pub fn count(&self) -> usize {
        let said = |wish: &ChangeSettings| {
            [wish.muted, wish.pinned, wish.marked_unread].into_iter().flatten().count()
        };
        self.all.values().map(said).sum()
    }

    /// The connection is new: what was not answered is told again. Of chats that are gone nothing is wished.
    pub fn begin_again(&mut self, is_there: impl Fn(ConversationId) -> bool) {
        (self.asked, self.not_before, self.deaf) = (None, None, false);
        let gone: Vec<ConversationId> = self.all.keys().copied().filter(|id| !is_there(*id)).collect();
        for id in gone {
            self.set(id, NONE);
        }
    }

    /// What was to look unread and has been read since, here or elsewhere, does so no more.
    pub fn drop_read(&mut self, settings: impl Fn(ConversationId) -> Option<Settings>) {
        let is_read = |id| settings(id).is_some_and(|settings| !settings.marked_unread);
        let marked = self.all.iter().filter(|(id, wish)| wish.marked_unread == Some(true) && is_read(**id));
        let read: Vec<(ConversationId, ChangeSettings)> = marked.map(|(id, wish)| (*id, *wish)).collect();
        for (id, wish) in read {
            self.set(id, ChangeSettings { marked_unread: None, ..wish });
        }
    }

    /// Those that have changed for the disk since this was asked last.
    pub fn take_touched(&mut self) -> BTreeSet<ConversationId> {
        std::mem::take(&mut self.touched)
    }

    /// Begins with what an earlier run has left.
    pub fn restore(&mut self, all: Vec<(ConversationId, ChangeSettings)>) {
        *self = Self { all: all.into_iter().collect(), ..Self::default() };
    }

    /// What is wished holds, whatever the disk has.
    pub fn hold_against(&mut self, on_disk: &[(ConversationId, ChangeSettings)]) {
        self.touched.extend(on_disk.iter().map(|(id, _)| *id).chain(self.all.keys().copied()));
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (ConversationId, ChangeSettings)> {
        self.all.iter().map(|(id, wish)| (*id, *wish))
    }
}

impl Model {
    /// Chats in which something is unread, but for those of which the user wants to hear nothing.
    pub fn unread_chats(&self) -> usize {
        self.chats.iter().filter(|chat| is_awaited(chat)).count()
    }
}

/// Something in it waits for the user.
pub fn is_awaited(chat: &Conversation) -> bool {
    let unread = chat.unread_count() > 0 || chat.settings.marked_unread;
    unread && (chat.unread_mentions > 0 || !chat.settings.muted)
}

/// How the user wants to be told of it, in words.
pub fn states(chat: &Conversation) -> impl Iterator<Item = Word> + use<> {
    let Settings { pinned, muted, marked_unread, .. } = chat.settings;
    let all = [(pinned, Word::IsPinned), (muted, Word::IsMuted), (marked_unread, Word::IsMarked)];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const MUTED: ChangeSettings = ChangeSettings { muted: Some(true), ..NONE };
    const MARKED: ChangeSettings = ChangeSettings { marked_unread: Some(true), ..NONE };
    const NOW: Timestamp = Timestamp::from_millis(0);

    fn id<T: From<Uuid>>(n: u128) -> T {
        T::from(Uuid::from_u128(n))
    }

    #[test]
    fn each_is_told_after_the_other_and_what_was_said_meanwhile_is_told_too() {
        let mut wishes = Wishes::default();
        wishes.put(id(1), MUTED);
        wishes.put(id(1), MARKED);
        wishes.put(id(2), MUTED);
        let both = ChangeSettings { marked_unread: Some(true), ..MUTED };
        assert_eq!(wishes.next(id(7), NOW), Some((id(1), both)));
        assert_eq!(wishes.next(id(8), NOW), None, "one at a time");
        wishes.put(id(1), ChangeSettings { muted: Some(false), ..NONE });
        assert!(!wishes.answered(id(8)) && wishes.answered(id(7)));
        assert_eq!(wishes.of(id(1)), ChangeSettings { muted: Some(false), ..NONE });
        assert_eq!(wishes.next(id(9), NOW), Some((id(1), wishes.of(id(1)))));
        assert!(wishes.answered(id(9)));
        assert_eq!(wishes.next(id(10), NOW), Some((id(2), MUTED)));
        assert!(wishes.answered(id(10)));
        assert_eq!(wishes.iter().count(), 0);
    }

    #[test]
    fn what_cannot_be_done_now_is_tried_again_after_a_while_or_on_a_new_connection() {
        let mut wishes = Wishes::default();
        wishes.put(id(1), MUTED);
        wishes.next(id(7), NOW);
        assert_eq!(wishes.due(), None, "its answer comes by itself");
        let due = Timestamp::from_millis(5_000);
        assert!(wishes.postponed(id(7), due));
        assert_eq!((wishes.due(), wishes.next(id(8), NOW)), (Some(due), None));
        assert_eq!(wishes.next(id(8), due), Some((id(1), MUTED)));
        wishes.begin_again(|_| true);
        assert_eq!(wishes.next(id(9), NOW), Some((id(1), MUTED)));
        wishes.begin_again(|_| false);
        assert_eq!(wishes.next(id(10), NOW), None, "the chat is gone");
    }

    #[test]
    fn what_was_read_since_is_not_to_look_unread() {
        let mut wishes = Wishes::default();
        wishes.put(id(1), MARKED);
        wishes.put(id(1), MUTED);
        wishes.drop_read(|_| Some(Settings { marked_unread: true, ..Settings::default() }));
        assert_eq!(wishes.of(id(1)).marked_unread, Some(true));
        wishes.drop_read(|_| Some(Settings::default()));
        assert_eq!(wishes.of(id(1)), MUTED);
    }
}
