//! What a client holds of one message. Texts are held as digests: a long run would not fit in memory.

use std::hash::{DefaultHasher, Hash, Hasher};

use protocol::{Message, MessageId, UserId, limits::QUOTE_CHARS};

/// A message, as far as it can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// Which.
    pub(crate) id: MessageId,
    /// The version of its last change.
    pub(crate) version: i64,
    /// Everything that all callers see alike.
    pub(crate) digest: u64,
    /// The caller wrote it.
    pub(crate) mine: bool,
    /// It was taken back.
    pub(crate) deleted: bool,
    /// It calls the caller by name, or everybody.
    pub(crate) calls_me: bool,
    /// The caller's own signs.
    pub(crate) signs: u64,
    /// The place of the message that it answers, and what is shown of that.
    pub(crate) quote: Option<(i64, u64)>,
}

impl Held {
    /// What to hold of a message.
    pub(crate) fn of(message: &Message, me: UserId) -> Self {
        let mine = message.sender_id == me;
        let calls_me = message.mentions.iter().any(|mention| mention.user_id.is_none_or(|user| user == me));
        let signs = message.reactions.iter().filter(|one| one.mine).map(|one| one.emoji.as_str());
        let quote = message.quote.as_ref().map(|quote| {
            let shown = (quote.sender_id, quote.sender_name.as_str(), quote.text.as_str(), quote.deleted);
            (quote.seq, digest_of(&shown))
        });
        Self {
            id: message.id,
            version: message.version,
            digest: digest(message),
            mine,
            deleted: message.deleted,
            calls_me: calls_me && !mine,
            signs: signs_of(signs),
            quote,
        }
    }
}

impl Held {
    /// It is the same to somebody who has no part in it.
    pub(crate) fn looks_as(&self, other: &Self) -> bool {
        (self.version, self.digest, self.quote) == (other.version, other.digest, other.quote)
    }
}

/// Everything of a message that all callers see alike, as one number. Who has read it is compared elsewhere.
pub(crate) fn digest(message: &Message) -> u64 {
    let mut hasher = DefaultHasher::new();
    (message.id, message.conversation_id, message.seq, message.version, message.sender_id).hash(&mut hasher);
    (&message.sender_name, &message.text, message.created_at).hash(&mut hasher);
    (message.edited_at, message.deleted, message.reply_to).hash(&mut hasher);
    for mention in &message.mentions {
        (mention.user_id, mention.span.start, mention.span.length).hash(&mut hasher);
    }
    for reaction in &message.reactions {
        (&reaction.emoji, reaction.count).hash(&mut hasher);
    }
    hasher.finish()
}

/// What an answer shows of this message.
pub(super) fn quoted(message: &Message) -> u64 {
    let text: String = message.text.chars().take(QUOTE_CHARS).collect();
    digest_of(&(message.sender_id, message.sender_name.as_str(), text.as_str(), message.deleted))
}

/// Somebody's signs, in whatever order.
pub(crate) fn signs_of<'a>(signs: impl Iterator<Item = &'a str>) -> u64 {
    let mut signs: Vec<&str> = signs.collect();
    signs.sort_unstable();
    digest_of(&signs)
}

fn digest_of(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
