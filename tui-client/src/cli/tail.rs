//! The newest messages, and those that come.

use std::time::Duration;

use protocol::{ConversationId, Message};
use tokio::{
    sync::mpsc::{self, UnboundedSender},
    time::sleep,
};

use super::{
    args::Tail,
    entry::{self, enter},
    output::Output,
    read::{Wanted, newest},
    render,
    trouble::Trouble,
};
use crate::{
    config::Config,
    effect::{Effect, Request},
    follow::{Follow, Step},
    message::{Failure, Net},
    model::{Page, Settings},
    net::{self, Api, Start},
};

/// News that may wait to be printed.
const NEWS: usize = 256;
/// A page that could not be had is asked for again after this long.
const AGAIN: Duration = Duration::from_secs(1);

/// Prints the newest messages; goes on with what comes when that is wanted.
pub(super) async fn tail(tail: Tail, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let follow = match &tail.chat {
        Some(wish) => begin(&api, wish, &tail, &config.settings, out).await?,
        None if tail.follow => Follow::all(),
        None => return of_all(&api, &tail, &config.settings, out).await,
    };
    if !tail.follow {
        return Ok(());
    }
    let (wishes, granted) = mpsc::unbounded_channel();
    let (told, mut news) = mpsc::channel(NEWS);
    tokio::spawn(net::run(config.store.clone(), Start::With(api), granted, told));
    let one = tail.chat.is_some();
    let mut tail = Following { follow, wishes, settings: config.settings, one, out };
    while let Some(net) = news.recv().await {
        tail.hear(net)?;
    }
    Err(Trouble::Here("the connection's task has ended".to_owned()))
}

/// Prints what is there already.
async fn begin(
    api: &Api,
    wish: &str,
    tail: &Tail,
    settings: &Settings,
    out: &mut Output,
) -> Result<Follow, Trouble> {
    let chat = entry::conversation(api, wish).await?;
    let wanted = match tail.after {
        Some(after) => Wanted { since: None, after, limit: u32::MAX },
        None => Wanted { since: None, after: 0, limit: tail.limit },
    };
    let messages = newest(api, chat.id, &wanted).await?;
    for message in &messages {
        out.say(message, || render::message(settings.lang, &settings.zone, message, None))?;
    }
    let shown = messages.last().map(|message| message.seq);
    Ok(Follow::one(chat.id, shown.or(tail.after).unwrap_or(chat.last_seq)))
}

/// Prints the newest message of each of the liveliest chats.
async fn of_all(api: &Api, tail: &Tail, settings: &Settings, out: &mut Output) -> Result<(), Trouble> {
    let all = api.conversations().await?;
    let most = usize::try_from(tail.limit).unwrap_or(usize::MAX);
    let mut messages = Vec::new();
    for chat in all.iter().filter(|chat| chat.last_seq > 0).take(most) {
        let last = newest(api, chat.id, &Wanted { since: None, after: 0, limit: 1 }).await?;
        messages.extend(last.into_iter().map(|message| (message, &chat.title)));
    }
    messages.sort_by_key(|(message, _)| (message.created_at, message.id));
    for (message, title) in &messages {
        out.say(message, || render::message(settings.lang, &settings.zone, message, Some(title)))?;
    }
    Ok(())
}

struct Following<'a> {
    follow: Follow,
    wishes: UnboundedSender<Effect>,
    settings: Settings,
    one: bool,
    out: &'a mut Output,
}

impl Following<'_> {
    fn hear(&mut self, net: Net) -> Result<(), Trouble> {
        let steps = match net {
            Net::Said(event) => self.follow.hear(&event),
            Net::History(id, _, Ok(page)) => self.follow.page(id, page),
            Net::History(id, Page::After(after), Err(failure)) => return self.again(id, after, failure),
            Net::SessionOver => return Err(Trouble::NotSignedIn),
            Net::SignInFailed(failure) => return Err(failure.into()),
            _ => return Ok(()),
        };
        for step in steps {
            match step {
                Step::Show(message) => self.show(&message)?,
                Step::Fetch(id, after) => self.fetch(id, after),
            }
        }
        Ok(())
    }

    fn show(&mut self, message: &Message) -> Result<(), Trouble> {
        let title = self.follow.title(message.conversation_id);
        let title = (!self.one).then_some(title);
        let settings = &self.settings;
        self.out.say(message, || render::message(settings.lang, &settings.zone, message, title))
    }

    fn fetch(&self, id: ConversationId, after: i64) {
        // The other end lives as long as this one.
        let _ = self.wishes.send(Effect::Ask(Request::History(id, Page::After(after))));
    }

    /// A page could not be had: it is asked for again after a while.
    fn again(&self, id: ConversationId, after: i64, failure: Failure) -> Result<(), Trouble> {
        let trouble = Trouble::from(failure);
        if trouble.may_pass() {
            let wishes = self.wishes.clone();
            tokio::spawn(async move {
                sleep(AGAIN).await;
                // Nobody listens any more when the program ends.
                let _ = wishes.send(Effect::Ask(Request::History(id, Page::After(after))));
            });
            return Ok(());
        }
        if self.one { Err(trouble) } else { Ok(()) }
    }
}
