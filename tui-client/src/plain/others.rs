//! The other accounts of this device: what comes to them is said with their name in front. They are not talked in; whoever wants
//! to answer starts as that account.

use std::{future::poll_fn, task::Poll};

use protocol::{Message, ServerEvent, Timestamp, event::Changed};
use tokio::sync::mpsc::{Receiver, UnboundedSender};

use super::{speech, talk::Talk};
use crate::{
    effect::Effect,
    message::{Look, Net},
    model::{Login, Other},
    text::one_line,
    words::{Count, Word},
};

/// The connection of one of them, which lives as long as this.
pub struct Beside {
    /// Which.
    pub login: Login,
    /// What happens there.
    pub news: Receiver<Net>,
    /// Where something could be wished of it; nothing is.
    pub wishes: UnboundedSender<Effect>,
    /// Tells how it is with it on this device now. It may take a moment.
    pub look: Box<dyn FnMut() -> Look>,
}

/// All of them.
pub(super) struct Others(Vec<Listened>);

struct Listened {
    beside: Beside,
    /// What it is called.
    name: String,
    known: Other,
}

/// What there is to say of one.
#[derive(Debug)]
enum Heard {
    /// So many messages came while there was no connection.
    Missed(i64),
    /// This one, in a chat of this title.
    Message(Box<Message>, String),
}

impl Others {
    pub(super) fn new(all: Vec<Beside>) -> Self {
        let twice = |login: &Login| {
            all.iter().filter(|other| other.login.email.eq_ignore_ascii_case(&login.email)).count() > 1
        };
        let name = |login: &Login| {
            let Login { server, email } = login;
            one_line(&if twice(login) { format!("{email}, {server}") } else { email.clone() })
        };
        let names: Vec<String> = all.iter().map(|beside| name(&beside.login)).collect();
        let listened = all.into_iter().zip(names).map(|(beside, name)| {
            let known = Other::new(beside.login.clone());
            Listened { beside, name, known }
        });
        Self(listened.collect())
    }

    /// What happens in one of them, which is told by its place.
    pub(super) async fn next(&mut self) -> (usize, Net) {
        poll_fn(|context| {
            for (at, other) in self.0.iter_mut().enumerate() {
                // One whose connection has ended has nothing more to say.
                if let Poll::Ready(Some(net)) = other.beside.news.poll_recv(context) {
                    return Poll::Ready((at, net));
                }
            }
            Poll::Pending
        })
        .await
    }

    /// What is to be said of it.
    pub(super) fn hear(&mut self, (at, net): (usize, Net), talk: &Talk, now: Timestamp) -> Option<String> {
        let Listened { beside, name, known } = self.0.get_mut(at)?;
        let lang = talk.settings.lang;
        let event = match net {
            Net::SessionOver => {
                known.signs_out();
                return Some(lang.fill(Word::OtherSessionOver, &[name]));
            }
            Net::Said(event) => *event,
            _ => return None,
        };
        let heard = hear(known, event, || (beside.look)(), talk)?;
        let look = (beside.look)();
        if look.elsewhere {
            return None;
        }
        let count = |count: i64| lang.count(Count::NewMessages, count);
        let said = match heard {
            Heard::Missed(missed) => count(missed),
            // Whoever has locked that account wants nobody to read it.
            Heard::Message(..) if look.shut => count(1),
            Heard::Message(message, title) => {
                speech::message(&talk.settings, &message, talk.me.id, now, Some(&title))
            }
        };
        Some(lang.fill(Word::PlainFor, &[name, &said]))
    }
}

fn hear(known: &mut Other, event: ServerEvent, mut look: impl FnMut() -> Look, talk: &Talk) -> Option<Heard> {
    match event {
        ServerEvent::Hello { epoch, user, conversations, .. } => {
            known.mutes(look().muted);
            let missed = known.greeted((epoch, user.id), &conversations);
            return (missed > 0).then_some(Heard::Missed(missed));
        }
        ServerEvent::Change(change) => match change.changed {
            Changed::Message { message } => {
                known.mutes(look().muted);
                let title = known.hears(&message)?.0.to_owned();
                // Where the account that talks here is a member it has been said already.
                let is_known = talk.get(message.conversation_id).is_some();
                return (!is_known).then(|| Heard::Message(Box::new(message), title));
            }
            Changed::Renamed { title } => known.rename(change.conversation_id, title),
            Changed::MemberJoined { .. } | Changed::MemberLeft { .. } | Changed::Unknown => {}
        },
        ServerEvent::ConversationAdded { conversation } => known.put(&conversation),
        ServerEvent::ConversationRemoved { conversation_id } => known.remove(conversation_id),
        ServerEvent::Settings { conversation_id, settings, .. } => known.sets(conversation_id, settings),
        ServerEvent::Read { conversation_id, user_id, seq } => known.reads(conversation_id, user_id, seq),
        _ => {}
    }
    None
}
