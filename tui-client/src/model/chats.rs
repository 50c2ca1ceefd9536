//! Chats and groups: their summaries, their order, which is selected and which is open.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use protocol::{Conversation, ConversationId, LastMessage, Message, Presence, Role, Timestamp, UserId};

use crate::text::gist;

/// All conversations of the user.
#[derive(Clone, Debug, Default)]
pub struct Chats {
    items: HashMap<ConversationId, Conversation>,
    order: Vec<ConversationId>,
    /// Those that are different for the disk, or gone.
    touched: BTreeSet<ConversationId>,
    /// The one under the cursor of the list.
    pub selected: Option<ConversationId>,
    /// How many chats of the list are above the screen.
    pub scroll: usize,
    /// The one whose messages show.
    pub open: Option<ConversationId>,
}

impl Chats {
    /// In the order of the list: the liveliest first.
    pub fn iter(&self) -> impl Iterator<Item = &Conversation> {
        self.order.iter().filter_map(|id| self.items.get(id))
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.order.len()
    }

    /// There is none.
    pub const fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// One of them.
    pub fn get(&self, id: ConversationId) -> Option<&Conversation> {
        self.items.get(&id)
    }

    /// The open one.
    pub fn opened(&self) -> Option<&Conversation> {
        self.get(self.open?)
    }

    /// Where the selected one stands in the list.
    pub fn selected_row(&self) -> Option<usize> {
        self.order.iter().position(|id| Some(*id) == self.selected)
    }

    /// The one that stands at a place in the list.
    pub fn at(&self, row: usize) -> Option<ConversationId> {
        self.order.get(row).copied()
    }

    /// Begins with what an earlier run has left.
    pub fn restore(&mut self, all: Vec<Conversation>) {
        *self = Self { items: all.into_iter().map(|c| (c.id, c)).collect(), ..Self::default() };
        self.sort();
    }

    /// Those that have changed for the disk since this was asked last, or are gone.
    pub fn take_touched(&mut self) -> BTreeSet<ConversationId> {
        std::mem::take(&mut self.touched)
    }

    /// How far it is known is different.
    pub fn touch(&mut self, id: ConversationId) {
        self.touched.insert(id);
    }

    /// All of them are to be kept anew.
    pub fn touch_all(&mut self) {
        self.touched.extend(self.items.keys());
    }

    /// Replaces all of them.
    pub fn replace(&mut self, all: Vec<Conversation>) {
        let mut old = std::mem::take(&mut self.items);
        for fresh in all {
            if old.remove(&fresh.id).as_ref() != Some(&fresh) {
                self.touched.insert(fresh.id);
            }
            self.items.insert(fresh.id, fresh);
        }
        self.touched.extend(old.into_keys());
        self.open = self.open.filter(|id| self.items.contains_key(id));
        self.selected = self.selected.filter(|id| self.items.contains_key(id));
        self.sort();
    }

    /// Adds one, or replaces it.
    pub fn put(&mut self, conversation: Conversation) {
        let id = conversation.id;
        self.touched.insert(id);
        self.items.insert(id, conversation);
        self.settle(id);
    }

    /// Removes one; its neighbour in the list is selected instead.
    pub fn remove(&mut self, id: ConversationId) -> Option<Conversation> {
        let row = self.order.iter().position(|other| *other == id);
        let removed = self.items.remove(&id);
        self.touched.insert(id);
        self.sort();
        self.open = self.open.filter(|open| *open != id);
        if self.selected.is_none_or(|selected| selected == id) {
            self.selected = self.order.get(row.unwrap_or(0).min(self.order.len().saturating_sub(1))).copied();
        }
        removed
    }

    /// Changes one, if it is there.
    pub fn change(&mut self, id: ConversationId, change: impl FnOnce(&mut Conversation)) {
        let Some(conversation) = self.items.get_mut(&id) else { return };
        let before = place(conversation);
        change(conversation);
        let moves = place(conversation) != before;
        self.touched.insert(id);
        if moves {
            self.settle(id);
        }
    }

    /// Takes a message that is new or different into the summary of its conversation.
    pub fn note_message(&mut self, message: &Message, me: Option<UserId>) {
        self.change(message.conversation_id, |c| {
            c.last_seq = c.last_seq.max(message.seq);
            if Some(message.sender_id) == me {
                c.reads(message.seq);
            }
            if c.last_message.as_ref().is_none_or(|last| last.seq <= message.seq) {
                c.last_message = Some(last_message(message));
            }
        });
    }

    /// Somebody has come or gone.
    pub fn note_presence(&mut self, user: UserId, presence: Presence) {
        let with_them = |c: &&mut Conversation| c.peer.as_ref().is_some_and(|peer| peer.id == user);
        for conversation in self.items.values_mut().filter(with_them) {
            conversation.presence = Some(presence);
        }
    }

    fn sort(&mut self) {
        let mut order: Vec<ConversationId> = self.items.keys().copied().collect();
        order.sort_by_cached_key(|id| self.rank(*id));
        self.order = order;
        self.select_some();
    }

    /// Puts one where it belongs in the list; the others stay in their order.
    fn settle(&mut self, id: ConversationId) {
        self.order.retain(|other| *other != id);
        let rank = self.rank(id);
        let at = self.order.partition_point(|other| self.rank(*other) < rank);
        self.order.insert(at, id);
        self.select_some();
    }

    fn rank(&self, id: ConversationId) -> impl Ord + use<> {
        (Reverse(self.items.get(&id).map(place)), id)
    }

    fn select_some(&mut self) {
        if self.selected.is_none() {
            self.selected = self.order.first().copied();
        }
    }
}

/// The user may write in it.
pub fn may_post(conversation: &Conversation) -> bool {
    conversation.kind.is_chat() || conversation.role >= Role::Admin
}

/// What is greater stands further up: what is pinned, and then what is livelier.
fn place(conversation: &Conversation) -> (bool, Timestamp) {
    let lively = conversation.last_message.as_ref().map_or(conversation.created_at, |last| last.created_at);
    (conversation.settings.pinned, lively)
}

fn last_message(message: &Message) -> LastMessage {
    LastMessage {
        id: message.id,
        seq: message.seq,
        sender_id: message.sender_id,
        sender_name: message.sender_name.clone(),
        text: gist(&message.text),
        created_at: message.created_at,
        deleted: message.deleted,
        forwarded: message.forwarded.clone(),
    }
}
