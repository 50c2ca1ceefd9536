//! A message on a page: a bubble.

use protocol::{ClientId, Message, MessageId, UserId};
use serde::Serialize;

use crate::web::{
    frame::hue,
    moment::{Moment, Reader},
    text::{Part, parts},
};

/// How far a message of the reader's has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tick {
    /// The server has it.
    Sent,
    /// Somebody has read it.
    Read,
    /// Everybody has.
    All,
}

/// A message as its bubble shows it.
#[derive(Debug, Serialize)]
pub struct Bubble<'a> {
    id: Option<MessageId>,
    seq: Option<i64>,
    version: Option<i64>,
    sender_id: Option<UserId>,
    client_id: Option<ClientId>,
    sender: Option<&'a str>,
    hue: u64,
    deleted: bool,
    edited: bool,
    parts: Vec<Part<'a>>,
    at: Option<Moment>,
    tick: Option<Tick>,
    day: Option<Moment>,
    first_unread: bool,
}

/// Who looks at the messages, and how.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The reader.
    pub me: UserId,
    /// How they tell time.
    pub reader: &'a Reader,
    /// What they had read before.
    pub read_seq: i64,
    /// Several people write here, so each message says who.
    pub named: bool,
}

impl Bubble<'_> {
    /// The mould that the scripts fill: a message of the reader's, with everything that one can have.
    pub const fn blank() -> Self {
        Self {
            id: None,
            seq: None,
            version: None,
            sender_id: None,
            client_id: None,
            sender: None,
            hue: 0,
            deleted: false,
            edited: false,
            parts: Vec::new(),
            at: None,
            tick: Some(Tick::Sent),
            day: None,
            first_unread: false,
        }
    }
}

/// The bubbles of messages in the order of their places.
pub fn bubbles<'a>(messages: &'a [Message], view: &View) -> Vec<Bubble<'a>> {
    let mut last_day = None;
    let mut last_sender = None;
    let mut bubbles = Vec::with_capacity(messages.len());
    for message in messages {
        let day = view.reader.day_of(message.created_at);
        let new_day = last_day.replace(day) != Some(day);
        let new_sender = last_sender.replace(message.sender_id) != Some(message.sender_id);
        let own = message.sender_id == view.me;
        // A mark above the first message of all would say nothing.
        let first_unread = !own && view.read_seq > 0 && message.seq == view.read_seq + 1;
        bubbles.push(Bubble {
            sender: (view.named && !own && (new_sender || new_day)).then_some(&message.sender_name),
            day: new_day.then(|| view.reader.sees(message.created_at)),
            first_unread,
            tick: own.then(|| tick(message)),
            ..bubble(message, view.reader)
        });
    }
    bubbles
}

fn bubble<'a>(message: &'a Message, reader: &Reader) -> Bubble<'a> {
    Bubble {
        id: Some(message.id),
        seq: Some(message.seq),
        version: Some(message.version),
        sender_id: Some(message.sender_id),
        client_id: message.client_id,
        hue: hue(message.sender_id.uuid()),
        deleted: message.deleted,
        edited: message.edited_at.is_some(),
        parts: parts(&message.text),
        at: Some(reader.sees(message.created_at)),
        ..Bubble::blank()
    }
}

const fn tick(message: &Message) -> Tick {
    match message {
        Message { fully_read: true, .. } => Tick::All,
        Message { is_read: true, .. } => Tick::Read,
        _ => Tick::Sent,
    }
}
