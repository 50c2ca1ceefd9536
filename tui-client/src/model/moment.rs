//! Small parts of the model: how the connection is, where the keys go, what is told and where one was.

use protocol::{ConversationId, Timestamp};

use super::{Model, Scroll, Setting, Tour};
use crate::{
    text::{Doubt, Drawn, width},
    theme::Background,
};

/// What letters are in an open chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They are written.
    Insert,
    /// They are keys.
    Normal,
}

/// How the terminal counts characters that are drawn as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clusters {
    /// Each alone.
    #[default]
    Single,
    /// As one, if it is asked to.
    Offered,
    /// As one.
    Whole,
}

/// What the terminal has said of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// The background that it has.
    pub background: Option<Background>,
    /// It counts as one what is drawn as one.
    pub clusters: Clusters,
    /// Whether it has drawn the samples of doubtful kinds as one, where that is known.
    measured: [Option<bool>; Doubt::ALL.len()],
}

impl Terminal {
    /// It has drawn the sample of a kind in so many columns.
    pub fn has_drawn(&mut self, kind: Doubt, columns: u16) {
        self.measured[kind as usize] = Some(usize::from(columns) == width(kind.sample()));
    }

    /// What it counts as one. What it says of all is believed, unless it was seen to be otherwise; one that counts so only on
    /// request had not been asked to when it was looked at.
    fn drawn(self) -> Drawn {
        let others = self.clusters != Clusters::Single;
        let counts = |kind: Doubt| match (self.clusters, self.measured[kind as usize]) {
            (Clusters::Offered, _) => true,
            (_, seen) => seen.unwrap_or(others),
        };
        Doubt::ALL.into_iter().fold(Drawn::others(others), |drawn, kind| drawn.with(kind, counts(kind)))
    }
}

impl Model {
    /// What is made of several characters and may be drawn as it is.
    pub fn drawn(&self) -> Drawn {
        match self.settings.preferences.get(Setting::Emoji) {
            "whole" => Drawn::WHOLE,
            "plain" => Drawn::default(),
            _ => self.terminal.drawn(),
        }
    }
}

/// Since when the connection and the disk are as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// An answer takes long.
    pub waits: Option<Timestamp>,
    /// There is none.
    pub offline: Option<Timestamp>,
    /// The disk does not take what is to be kept.
    pub unkept: Option<Timestamp>,
    /// What is shown was what the server has for the last time, in this run or an earlier one.
    pub contact: Option<Timestamp>,
    /// Something came last on the connection that is lost.
    pub heard: Option<Timestamp>,
}

/// How the connection is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Being made, or made and not yet greeted.
    Connecting,
    /// The server has said hello.
    Online,
    /// Lost; it is tried again by itself.
    Offline,
}

/// Where the keys go when no dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The list of chats.
    List,
    /// The open chat.
    Chat,
}

/// What stands in the bottom row instead of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bottom {
    /// Something to tell.
    pub notice: Option<Notice>,
    /// Behind it: what the server did not do. Nobody asked for it a moment ago, so it stays until it has been seen.
    pub refusal: Option<Notice>,
    /// What a newcomer is led through.
    pub tour: Option<Tour>,
}

impl Bottom {
    /// What is told.
    pub fn told(&self) -> Option<&Notice> {
        self.notice.as_ref().or(self.refusal.as_ref())
    }

    /// The time of a notice may be over.
    pub fn expire(&mut self, now: Timestamp) {
        self.notice.take_if(|notice| notice.until <= now);
    }

    /// Somebody who looks has pressed a key: what has stood there for its time has been seen.
    pub fn see(&mut self, now: Timestamp) {
        if self.notice.is_none() {
            self.refusal.take_if(|refusal| refusal.until <= now);
        }
    }
}

/// Something to tell, until its time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// In the user's language.
    pub text: String,
    /// Until when.
    pub until: Timestamp,
}

/// What the mouse is drawn over with its button down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    /// The cell where it began: column, row.
    pub from: (u16, u16),
    /// The cell where it is.
    pub to: (u16, u16),
}

/// Where a reader was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// Where in it.
    pub scroll: Scroll,
}
