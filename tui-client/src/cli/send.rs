//! Writing a message, once, however often it is tried.

use std::{
    io::{IsTerminal, Read, stdin},
    time::Duration,
};

use protocol::{ClientId, Conversation, Message, MessageId, limits};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::{
    args::{Forward, Send, Trying},
    entry::{self, enter, is_address},
    output::Output,
    render,
    trouble::Trouble,
};
use crate::{
    config::Config,
    message::Failure,
    net::{Api, delay},
    words::{Lang, Word},
};

/// More than the longest message has.
const TEXT_BYTES: u64 = 4 * limits::TEXT_CHARS as u64 + 1_024;

/// Sends a message.
pub(super) async fn send(send: Send, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let text = text(send.text, config.settings.lang)?;
    deliver(&send.chat, (&text, None), send.trying, &config, out).await
}

/// Sends another one on.
pub(super) async fn forward(forward: Forward, config: Config, out: &mut Output) -> Result<(), Trouble> {
    deliver(&forward.chat, ("", Some(forward.message)), forward.trying, &config, out).await
}

/// Brings it to the chat that is meant: a text, or the words of another message.
async fn deliver(
    to: &str,
    (text, forward_of): (&str, Option<MessageId>),
    trying: Trying,
    config: &Config,
    out: &mut Output,
) -> Result<(), Trouble> {
    let (lang, zone) = (config.settings.lang, &config.settings.zone);
    let client_id = trying.client_id.unwrap_or_else(|| Uuid::new_v4().into());
    let tries = Tries { until: Instant::now() + trying.retry_for.unwrap_or(Duration::ZERO), client_id };
    let api = tries.of(async || enter(config).await).await?;
    let chat = tries.of(async || chat(&api, to).await).await?;
    let sent = tries.of(async || Ok(api.send(&chat, client_id, text, forward_of).await?)).await;
    let sent: Message = sent.map_err(|trouble| match trouble {
        Trouble::Server(Failure::Unreachable(why)) => {
            let hint = lang.fill(Word::MaybeSent, &[&client_id]);
            Trouble::Server(Failure::Unreachable(format!("{}. {hint}", why.why(lang)).into()))
        }
        other => other,
    })?;
    out.say(&sent, || render::message(lang, zone, &sent, None))
}

/// The chat that is meant; to somebody's address one is started.
async fn chat(api: &Api, wish: &str) -> Result<Conversation, Trouble> {
    match entry::conversation(api, wish).await {
        Err(Trouble::NotFound { .. }) if is_address(wish) => {
            Ok(api.create_chat(vec![wish.to_owned()], None, false).await?)
        }
        found => found,
    }
}

/// What to send: as given, or what comes in a pipe.
fn text(given: Option<String>, lang: Lang) -> Result<String, Trouble> {
    let piped = given.as_deref() == Some("-") || (given.is_none() && !stdin().is_terminal());
    let text = if piped {
        let mut bytes = Vec::new();
        // No more than any message could have: what is too long is refused, not kept in memory.
        stdin().lock().take(TEXT_BYTES).read_to_end(&mut bytes)?;
        String::from_utf8(bytes).map_err(|_| Trouble::Usage(lang.say(Word::NotText).to_owned()))?
    } else {
        given.unwrap_or_default()
    };
    let text = text.trim_end().to_owned();
    if text.trim().is_empty() { Err(Trouble::Usage(lang.say(Word::EmptyText).to_owned())) } else { Ok(text) }
}

/// How long it is tried.
struct Tries {
    until: Instant,
    client_id: ClientId,
}

impl Tries {
    /// Does it, again and again while the server does not answer and there is time.
    async fn of<T>(&self, deed: impl AsyncFn() -> Result<T, Trouble>) -> Result<T, Trouble> {
        let mut attempt = 0;
        loop {
            let trouble = match deed().await {
                Err(trouble) if trouble.may_pass() => trouble,
                done => return done,
            };
            let wait = delay(attempt, self.client_id.uuid().as_u64_pair().0);
            if Instant::now() + wait >= self.until {
                return Err(trouble);
            }
            sleep(wait).await;
            attempt += 1;
        }
    }
}
