//! Finding messages on the server.

use protocol::{Hit, request::SearchMessages};

use super::{
    args::Search,
    entry::{self, enter},
    output::Output,
    render,
    trouble::Trouble,
};
use crate::{config::Config, text::one_line};

/// Hits on a page, at most.
const PAGE: usize = 50;

/// Prints what is found, newest first; the exit code tells when it is nothing.
pub(super) async fn search(search: Search, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let api = enter(&config).await?;
    let chat_id = match &search.chat {
        Some(wish) => Some(entry::conversation(&api, wish).await?.id),
        None => None,
    };
    let words = search.words.join(" ");
    let mut left = usize::try_from(search.limit).unwrap_or(usize::MAX);
    let mut found_any = false;
    let mut cursor = None;
    while left > 0 {
        let limit = i64::try_from(left.min(PAGE)).ok();
        let found = api.search(&SearchMessages { q: words.clone(), chat_id, limit, cursor }).await?;
        for hit in found.hits.iter().take(left) {
            out.say(hit, || line(&config, hit))?;
            found_any = true;
        }
        left = left.saturating_sub(found.hits.len());
        // A page may be empty and yet not be the last.
        cursor = found.cursor;
        if cursor.is_none() {
            break;
        }
    }
    if found_any { Ok(()) } else { Err(Trouble::NotFound { wish: words, near: Vec::new() }) }
}

fn line(config: &Config, hit: &Hit) -> String {
    let time = render::time(&config.settings.zone, hit.created_at);
    let [title, name, snippet] = [&hit.title, &hit.sender_name, &hit.snippet].map(|text| one_line(text));
    let from = hit.forwarded.as_ref().map(|first| render::forwarded(config.settings.lang, first));
    format!("{time} [{title}] #{} {name}: {}{snippet}", hit.seq, from.unwrap_or_default())
}
