//! What the user has said of chats, for this device alone: the server knows nothing of it.

use std::collections::{BTreeSet, HashSet};

use protocol::{Conversation, ConversationId};

use super::Model;

/// Chats that are marked in some way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    muted: HashSet<ConversationId>,
    unread: HashSet<ConversationId>,
    /// Those that are different for the disk.
    touched: BTreeSet<ConversationId>,
}

/// How one chat is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Nothing is told of it.
    pub muted: bool,
    /// It stands at the top of the list.
    pub pinned: bool,
    /// It is to be read again, though it has been.
    pub unread: bool,
}

impl Marks {
    /// Nothing is told of it.
    pub fn is_muted(&self, id: ConversationId) -> bool {
        self.muted.contains(&id)
    }

    /// It is to be read again.
    pub fn is_unread(&self, id: ConversationId) -> bool {
        self.unread.contains(&id)
    }

    /// Tells of it no more, or again.
    pub fn mute(&mut self, id: ConversationId, muted: bool) {
        set(&mut self.muted, id, muted);
        self.touched.insert(id);
    }

    /// It is to be read again, or has been.
    pub fn unread(&mut self, id: ConversationId, unread: bool) {
        if self.is_unread(id) != unread {
            set(&mut self.unread, id, unread);
            self.touched.insert(id);
        }
    }

    /// Something else of it is different for the disk.
    pub fn touch(&mut self, id: ConversationId) {
        self.touched.insert(id);
    }

    /// Those that have changed for the disk since this was asked last.
    pub fn take_touched(&mut self) -> BTreeSet<ConversationId> {
        std::mem::take(&mut self.touched)
    }

    /// Begins with what an earlier run has left.
    pub fn restore(&mut self, all: &[(ConversationId, Marked)]) {
        let of = |is: fn(&Marked) -> bool| all.iter().filter(|(_, m)| is(m)).map(|(id, _)| *id).collect();
        *self = Self { muted: of(|m| m.muted), unread: of(|m| m.unread), touched: BTreeSet::new() };
    }
}

fn set(marked: &mut HashSet<ConversationId>, id: ConversationId, there: bool) {
    if there {
        marked.insert(id);
    } else {
        marked.remove(&id);
    }
}

impl Model {
    /// Chats in which something is unread, but for those of which the user wants to hear nothing.
    pub fn unread_chats(&self) -> usize {
        self.chats.iter().filter(|chat| self.is_awaited(chat)).count()
    }

    /// Something in it waits for the user.
    pub fn is_awaited(&self, chat: &Conversation) -> bool {
        let unread = chat.unread_count() > 0 || self.marks.is_unread(chat.id);
        unread && (chat.unread_mentions > 0 || !self.marks.is_muted(chat.id))
    }
}
