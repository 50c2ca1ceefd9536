//! Writing and reading back.

use std::collections::HashSet;

use protocol::{
    ClientId, ConversationId, Message, MessageId, UserId,
    limits::{PAGE_DEFAULT, PAGE_MAX},
    request::History,
};

use super::{Caller, calling, conversations::known, publish};
pub use crate::store::queue::{Receipt, Sent};
use crate::{
    app::App,
    domain::{forwarding, permission::Deed, reading, text::Text},
    error::{Error, Result},
    guard::Limit,
    store::{
        Conn,
        append::Draft,
        conversations::Facts,
        messages,
        positions::{self, Readers},
    },
};

/// Rows that are no page any more.
const MANY: i64 = 500;

/// A message to be written.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Where.
    pub conversation: ConversationId,
    /// What it says; nothing when it forwards.
    pub text: String,
    /// The same for every try; without one it cannot be tried again.
    pub client_id: Option<ClientId>,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// The message whose words it bears.
    pub forward_of: Option<MessageId>,
}

/// Writes a message; returns when it is stored for good. The same `client_id` again gives the stored message.
pub async fn send(app: &App, caller: &Caller, wish: Wish) -> Result<Sent> {
    submit(app, caller, wish).await?.await
}

/// Writes a message, without waiting until it is stored. What one caller submits to a conversation is stored
/// in that order.
pub async fn submit(app: &App, caller: &Caller, wish: Wish) -> Result<Receipt> {
    app.limits.count(Limit::Send, caller.id())?;
    let (text, mentions) = if wish.forward_of.is_some() {
        forwarding::alone(&wish.text, wish.reply_to.is_some())?;
        (String::new(), Vec::new())
    } else {
        let text = Text::parse(&wish.text)?.into_string();
        let mentions = calling::found(app, caller, wish.conversation, &text).await?;
        (text, mentions)
    };
    let draft = Draft {
        id: app.clock.id(),
        conversation_id: wish.conversation,
        sender_id: caller.id(),
        client_id: wish.client_id.unwrap_or_else(|| app.clock.id()),
        text,
        mentions,
        reply_to: wish.reply_to,
        forward_of: wish.forward_of,
        created_at: app.clock.now(),
    };
    app.queue.put(draft).await
}

/// Tells the others that the caller is typing. It comes often: the database is asked once.
pub async fn typing(app: &App, caller: &Caller, id: ConversationId) -> Result<()> {
    if !app.hub.may_write(caller.id(), id) {
        let mut conn = app.store.read().await?;
        let facts = known(&mut conn, id, caller.id(), Deed::Write).await?;
        drop(conn);
        app.hub.learn_writer(caller.id(), id, facts.version);
    }
    publish::typing(app, id, caller.id(), caller.user.name.clone());
    Ok(())
}

/// An author's field of an old client: it may only say what is so.
pub fn same_person(caller: &Caller, claimed: Option<UserId>) -> Result<()> {
    match claimed {
        Some(user) if user != caller.id() => Err(Error::forbidden("You cannot act as somebody else")),
        _ => Ok(()),
    }
}

/// A page of the history, newest first.
pub async fn history(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    query: &History,
) -> Result<Vec<Message>> {
    same_person(caller, query.user_id)?;
    let page = Page::parse(query)?;
    // Without a transaction, which would cost as much as two questions: what comes later only knows of more readers.
    let mut conn = app.store.read().await?;
    let facts = known(&mut conn, id, caller.id(), Deed::Read).await?;
    let stored = page.fetch(&mut conn, &facts).await?;
    // Everybody's reading, and every reaction, is looked at.
    if facts.member_count + stored.iter().map(|one| one.reactions).sum::<i64>() > MANY {
        conn.may_take_long();
    }
    let mut messages = messages::seen_by(&mut conn, caller.id(), stored).await?;
    mark_read(&mut conn, &facts, &mut messages).await?;
    Ok(messages)
}

/// Fills in who has read the messages of a page.
pub(super) async fn mark_read(conn: &mut Conn, facts: &Facts, page: &mut [Message]) -> Result<()> {
    let id = ConversationId::from(facts.id);
    let Some(low) = page.iter().map(|message| message.seq).min() else { return Ok(()) };
    let high = page.iter().map(|message| message.seq).max().unwrap_or(low);
    let authors: HashSet<UserId> = page.iter().map(|message| message.sender_id).collect();
    let Readers { positions, members } = positions::of_page(conn, id, (low, high), authors).await?;
    reading::mark(page, &positions, facts.member_count, |message| members.contains(&message.sender_id));
    Ok(())
}

/// Which messages.
enum Page {
    Newest { skip: i64, limit: i64 },
    Before { seq: i64, limit: i64 },
    After { seq: i64, limit: i64 },
    Around { seq: i64, limit: i64 },
}

impl Page {
    fn parse(query: &History) -> Result<Self> {
        let limit = query.limit.unwrap_or(i64::from(PAGE_DEFAULT));
        if limit < 1 {
            return Err(Error::invalid("limit", "invalid", "A page has at least one message"));
        }
        let limit = limit.min(i64::from(PAGE_MAX));
        let positive = |field, seq: i64| {
            if seq < 0 { Err(Error::invalid(field, "invalid", "A place is 0 or more")) } else { Ok(seq) }
        };
        Ok(match (query.before, query.after, query.around) {
            (None, None, None) => {
                Self::Newest { skip: positive("offset", query.offset.unwrap_or_default())?, limit }
            }
            (Some(seq), None, None) => Self::Before { seq: positive("before", seq)?, limit },
            (None, Some(seq), None) => Self::After { seq: positive("after", seq)?, limit },
            (None, None, Some(seq)) => Self::Around { seq: positive("around", seq)?, limit },
            _ => {
                return Err(Error::Malformed("Only one of before, after and around can be asked for".into()));
            }
        })
    }

    async fn fetch(self, conn: &mut Conn, facts: &Facts) -> Result<Vec<messages::Stored>> {
        let id = ConversationId::from(facts.id);
        match self {
            // Places are dense, so leaving out some of the newest is a step back.
            Self::Newest { skip, limit } => {
                messages::before(conn, id, facts.last_seq.saturating_sub(skip).saturating_add(1), limit).await
            }
            Self::Before { seq, limit } => messages::before(conn, id, seq, limit).await,
            Self::After { seq, limit } => {
                let mut found = messages::after(conn, id, seq, limit).await?;
                found.reverse();
                Ok(found)
            }
            Self::Around { seq, limit } => {
                let from = seq.saturating_sub(limit / 2).saturating_sub(1).max(0);
                let mut found = messages::after(conn, id, from, limit).await?;
                found.reverse();
                Ok(found)
            }
        }
    }
}
