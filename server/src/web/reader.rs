//! What a request tells of who will look at the page: their language, their clock, and whether scripts run.

use http::header;
use protocol::Profile;

use super::{frame::Frame, language::Language, moment::Reader};
use crate::door::Head;

/// The cookie of the chosen language.
pub(super) const LANGUAGE: &str = "lang";
/// Set by `static/app.js`: a script runs, and will tell what has been read.
const SCRIPT: &str = "script";
/// Set by `static/app.js`: minutes that the reader's clock is ahead of UTC.
const ZONE: &str = "tz";

/// What the page of this request knows.
pub(super) fn frame(head: &Head, user: Option<Profile>) -> Frame {
    Frame { lang: language(head), path: address(head), user }
}

/// How the reader of this request tells time.
pub(super) fn reader(head: &Head) -> Reader {
    let offset = head.cookie(ZONE).and_then(|cookie| Reader::parse_offset(&cookie));
    Reader { language: language(head), offset, now: head.app.clock.now() }
}

/// Path and query, as they were asked for.
pub(super) fn address(head: &Head) -> String {
    if head.query.is_empty() { head.path.clone() } else { format!("{}?{}", head.path, head.query) }
}

/// Nobody but this page will tell that it has been read: no script does, and no browser loads it just in case.
pub(super) fn reads_by_itself(head: &Head) -> bool {
    let in_advance = head.header("sec-purpose").is_some_and(|purpose| purpose.contains("prefetch"));
    head.method == http::Method::GET && head.cookie(SCRIPT).is_none() && !in_advance
}

fn language(head: &Head) -> Language {
    let chosen = head.cookie(LANGUAGE);
    Language::choose(chosen.as_deref(), head.header(header::ACCEPT_LANGUAGE.as_str()))
}
