//! Reading back: some messages, or a whole chat.

use std::fs::OpenOptions;

use jiff::{Timestamp as Instant, ToSpan, Zoned, civil::DateTime, tz::TimeZone};
use protocol::{Conversation, ConversationId, Message, Timestamp, limits::PAGE_MAX, request::History};
use serde::Serialize;

use super::{
    args::{Export, Read},
    entry::{self, enter},
    list::Listed,
    output::{Format, Output},
    render,
    trouble::Trouble,
};
use crate::{config::Config, net::Api, words::Word};

/// Prints messages of one chat, oldest first.
pub(super) async fn read(read: Read, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let (lang, zone) = (config.settings.lang, config.settings.zone.clone());
    let since = match &read.since {
        Some(text) => {
            let bad = || Trouble::Usage(lang.fill(Word::BadTime, &[text]));
            Some(since(text, &Zoned::now().with_time_zone(zone.clone())).ok_or_else(bad)?)
        }
        None => None,
    };
    let api = enter(&config).await?;
    let chat = entry::conversation(&api, &read.chat).await?;
    let wanted = Wanted { since, after: read.after.unwrap_or(0), limit: read.limit };
    let messages = newest(&api, chat.id, &wanted).await?;
    for message in &messages {
        out.say(message, || render::message(lang, &zone, message, None))?;
    }
    match messages.last() {
        Some(last) if read.mark => Ok(api.mark_read(chat.id, last.seq).await?),
        _ => Ok(()),
    }
}

/// Which of the newest messages.
pub(super) struct Wanted {
    pub(super) since: Option<Timestamp>,
    pub(super) after: i64,
    pub(super) limit: u32,
}

/// The newest messages that are wanted, oldest first.
pub(super) async fn newest(api: &Api, id: ConversationId, wanted: &Wanted) -> Result<Vec<Message>, Trouble> {
    let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let mut messages: Vec<Message> = Vec::new();
    let mut before = None;
    while messages.len() < limit {
        let page_limit = i64::from(PAGE_MAX.min(wanted.limit));
        let query = History { before, limit: Some(page_limit), ..History::default() };
        let page = api.page(id, &query).await?;
        let Some(oldest) = page.last().map(|message| message.seq) else { break };
        let fetched = page.len();
        let fits =
            |m: &Message| m.seq > wanted.after && wanted.since.is_none_or(|since| m.created_at >= since);
        messages.extend(page.into_iter().filter(fits).take(limit - messages.len()));
        let all_fit = messages.last().is_some_and(|last| last.seq == oldest);
        if !all_fit || fetched == 0 {
            break;
        }
        before = Some(oldest);
    }
    messages.reverse();
    Ok(messages)
}

/// A point in time that somebody has written: so long ago, a day, or a moment.
fn since(text: &str, now: &Zoned) -> Option<Timestamp> {
    let text = text.trim();
    let at = if let Ok(span) = text.parse::<jiff::Span>() {
        let ago = if span.is_negative() { 0.seconds() } else { span };
        now.checked_sub(ago).ok()?.timestamp()
    } else if let Ok(at) = text.parse::<Instant>() {
        at
    } else {
        text.parse::<DateTime>().ok()?.to_zoned(zone_of(now)).ok()?.timestamp()
    };
    Some(Timestamp::from_millis(at.as_millisecond()))
}

fn zone_of(now: &Zoned) -> TimeZone {
    now.time_zone().clone()
}

/// A line of an export.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    Chat(Listed<'a>),
    Message(&'a Message),
}

/// Writes a whole chat, from its first message on.
pub(super) async fn export(export: Export, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let chat = entry::conversation(&api, &export.chat).await?;
    match export.out {
        None => write_all(&api, &chat, export.after, out).await,
        Some(path) => {
            // What was exported before is never written over.
            let file = OpenOptions::new().create_new(true).write(true).open(&path);
            let file = file.map_err(|e| Trouble::Here(format!("{}: {e}", path.display())))?;
            let mut to = Output::into(Format::Json, std::io::BufWriter::new(file));
            write_all(&api, &chat, export.after, &mut to).await?;
            to.finish()
        }
    }
}

async fn write_all(api: &Api, chat: &Conversation, after: i64, out: &mut Output) -> Result<(), Trouble> {
    let nothing = String::new;
    if after == 0 {
        out.say(&Line::Chat(chat.into()), nothing)?;
    }
    let mut after = after;
    loop {
        let query = History { after: Some(after), limit: Some(PAGE_MAX.into()), ..History::default() };
        let mut page = api.page(chat.id, &query).await?;
        page.sort_by_key(|message| message.seq);
        let Some(last) = page.last() else { return Ok(()) };
        after = last.seq;
        for message in &page {
            out.say(&Line::Message(message), nothing)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_people_write_them() {
        let now: Zoned = "2026-11-22T15:00:00+03:00[Europe/Moscow]".parse().unwrap();
        for (text, meant) in [
            ("2h", "2026-11-22T10:00:00Z"),
            ("1 day 30m", "2026-11-21T11:30:00Z"),
            ("2026-11-22", "2026-11-21T21:00:00Z"),
            ("2026-11-22 09:30", "2026-11-22T06:30:00Z"),
            ("2026-11-22T09:30:00Z", "2026-11-22T09:30:00Z"),
        ] {
            let meant: Instant = meant.parse().unwrap();
            assert_eq!(since(text, &now).map(Timestamp::millis), Some(meant.as_millisecond()), "{text}");
        }
        assert_eq!(since("yesterday-ish", &now), None);
    }
}
