//! What a newcomer is led through, one thing after the other: a thing is over once it has been done.

use protocol::ConversationId;

use super::{Model, Overlay, Pane, Purpose};
use crate::{
    keymap::{Action, Context},
    words::Word,
};

/// One of the things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Going through the list.
    Move,
    /// Opening a chat.
    Open,
    /// Writing a message.
    Write,
    /// Answering one.
    Answer,
    /// Finding one.
    Find,
    /// Going somewhere else.
    Go,
    /// Looking at all keys.
    Keys,
}

/// Where somebody is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tour {
    /// What is to be done now.
    pub step: Step,
    /// The chat that was under the cursor when it began.
    began_at: Option<ConversationId>,
}

impl Step {
    /// All of them, in their order.
    pub const ALL: [Self; 7] =
        [Self::Move, Self::Open, Self::Write, Self::Answer, Self::Find, Self::Go, Self::Keys];

    /// How it is said, with blanks for its keys.
    pub const fn word(self) -> Word {
        match self {
            Self::Move => Word::TourMove,
            Self::Open => Word::TourOpen,
            Self::Write => Word::TourWrite,
            Self::Answer => Word::TourAnswer,
            Self::Find => Word::TourFind,
            Self::Go => Word::TourGo,
            Self::Keys => Word::TourKeys,
        }
    }
}

impl Tour {
    /// At its beginning.
    pub const fn new() -> Self {
        Self { step: Step::ALL[0], began_at: None }
    }
}

impl Default for Tour {
    fn default() -> Self {
        Self::new()
    }
}

impl Model {
    /// The keys of a step, as they are now; an empty one where there is none.
    pub fn keys_of(&self, step: Step) -> Vec<String> {
        let here = self.context();
        let actions: &[(Context, Action)] = match step {
            Step::Move => &[(Context::List, Action::Down), (Context::List, Action::Up)],
            Step::Open => &[(Context::List, Action::Open)],
            Step::Write => &[(Context::Chat, Action::Send)],
            Step::Answer => &[(Context::Chat, Action::PickMessage), (Context::Message, Action::Reply)],
            Step::Find => &[(here, Action::Search)],
            Step::Go => &[(here, Action::Palette)],
            Step::Keys => &[(here, Action::Help)],
        };
        actions.iter().map(|(context, action)| self.settings.keymap.chord_in(*context, *action)).collect()
    }

    /// Notes what has been done; true when that was the last thing.
    pub fn goes_on_with_tour(&mut self) -> bool {
        if self.sign_in.is_some() || self.lock.shut.is_some() {
            return false;
        }
        while let Some(mut tour) = self.bottom.tour {
            tour.began_at = tour.began_at.or(self.chats.selected);
            self.bottom.tour = Some(tour);
            // What no key leads to cannot be shown.
            let has_keys =
                self.overlay.is_some() || self.keys_of(tour.step).iter().all(|key| !key.is_empty());
            if has_keys && !self.has_done(tour) {
                return false;
            }
            let next = Step::ALL.into_iter().skip_while(|step| *step != tour.step).nth(1);
            self.bottom.tour = next.map(|step| Tour { step, ..tour });
            if next.is_none() {
                return true;
            }
        }
        false
    }

    fn has_done(&self, tour: Tour) -> bool {
        let is_in_chat = self.pane == Pane::Chat && self.chats.open.is_some();
        match tour.step {
            Step::Move => is_in_chat || (tour.began_at.is_some() && self.chats.selected != tour.began_at),
            Step::Open => is_in_chat,
            Step::Write => self.outbox.unsent() > 0,
            Step::Answer => {
                let purpose = self.chats.open.and_then(|id| self.purpose(id));
                matches!(purpose, Some(Purpose::Reply(_)))
            }
            Step::Find => matches!(self.overlay, Some(Overlay::Search(_))),
            Step::Go => matches!(self.overlay, Some(Overlay::Palette(_))),
            Step::Keys => matches!(self.overlay, Some(Overlay::Help { .. })),
        }
    }
}
