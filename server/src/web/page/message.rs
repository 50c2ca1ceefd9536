//! A message on a page: a bubble.

use protocol::{ClientId, Forwarded, Message, MessageId, Quote, Reaction, Span, UserId};
use serde::Serialize;

use super::actions::Actions;
use crate::{
    action::rights::Rights,
    web::{
        frame::hue,
        moment::{Moment, Reader},
        text::{Mark, Part, parts},
    },
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
    sender: Sender<'a>,
    hue: u64,
    deleted: bool,
    edited: bool,
    quote: Option<Quoted<'a>>,
    forwarded: Option<Author<'a>>,
    parts: Vec<Part<'a>>,
    reactions: &'a [Reaction],
    /// What can be done with it, where that was asked for.
    actions: Option<Actions>,
    at: Option<Moment>,
    tick: Option<Tick>,
    day: Option<Moment>,
    first_unread: bool,
}

/// Who wrote a message. Whoever listens to the page is always told.
#[derive(Debug, Serialize)]
struct Sender<'a> {
    name: &'a str,
    shown: bool,
}

/// What a message answers.
#[derive(Debug, Serialize)]
struct Quoted<'a> {
    #[serde(flatten)]
    quote: &'a Quote,
    hue: u64,
}

/// Whose words a message forwards.
#[derive(Debug, Serialize)]
struct Author<'a> {
    name: &'a str,
    hue: u64,
}

impl<'a> Author<'a> {
    fn of(forwarded: &'a Forwarded) -> Self {
        Self { name: &forwarded.name, hue: hue(forwarded.user_id.uuid()) }
    }
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
    /// What they may do here.
    pub rights: Rights,
    /// The place of the message of which they want to know what can be done with it.
    pub asked: Option<i64>,
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
            sender: Sender { name: "", shown: false },
            hue: 0,
            deleted: false,
            edited: false,
            quote: None,
            forwarded: None,
            parts: Vec::new(),
            reactions: &[],
            actions: None,
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
            sender: Sender {
                name: &message.sender_name,
                shown: view.named && !own && (new_sender || new_day),
            },
            day: new_day.then(|| view.reader.sees(message.created_at)),
            first_unread,
            tick: own.then(|| tick(message)),
            actions: (view.asked == Some(message.seq)).then(|| Actions::of(message, view)),
            ..bubble(message, view)
        });
    }
    bubbles
}

fn bubble<'a>(message: &'a Message, view: &View) -> Bubble<'a> {
    Bubble {
        id: Some(message.id),
        seq: Some(message.seq),
        version: Some(message.version),
        sender_id: Some(message.sender_id),
        client_id: message.client_id,
        hue: hue(message.sender_id.uuid()),
        deleted: message.deleted,
        edited: message.edited_at.is_some(),
        quote: message.quote.as_deref().map(|quote| Quoted { quote, hue: hue(quote.sender_id.uuid()) }),
        forwarded: message.forwarded.as_deref().map(Author::of),
        parts: parts(&message.text, &calls(message, view.me)),
        reactions: &message.reactions,
        at: Some(view.reader.sees(message.created_at)),
        ..Bubble::blank()
    }
}

/// Who is called where; the reader stands out among several of one name.
fn calls(message: &Message, me: UserId) -> Vec<(Span, Mark)> {
    let is_me = |user: Option<UserId>| message.sender_id != me && user.is_none_or(|user| user == me);
    let mut calls: Vec<_> = message
        .mentions
        .iter()
        .map(|call| (call.span, if is_me(call.user_id) { Mark::Me } else { Mark::Other }))
        .collect();
    calls.sort_unstable_by_key(|(span, mark)| (*span, std::cmp::Reverse(*mark)));
    calls
}

const fn tick(message: &Message) -> Tick {
    match message {
        Message { fully_read: true, .. } => Tick::All,
        Message { is_read: true, .. } => Tick::Read,
        _ => Tick::Sent,
    }
}
