//! What a search among messages finds.

use protocol::{Conversation, ConversationId, Found, Hit, UserId, request::SearchMessages};
use serde::Serialize;

use super::list::{Row, href, rows};
use crate::{
    error::Result,
    web::{
        frame::{Avatar, Frame},
        moment::{Moment, Reader},
        template,
        text::{Mark, Part, marked},
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub struct Results<'a> {
    list: Vec<Row>,
    blank_row: Row,
    q: &'a str,
    /// Where alone it was looked for.
    within: Option<Within<'a>>,
    hits: Vec<Line<'a>>,
    indexing: bool,
    /// What was wrong with the question.
    problem: Option<String>,
    /// The address of the next page.
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Within<'a> {
    id: ConversationId,
    title: &'a str,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    href: String,
    title: &'a str,
    sender: Option<&'a str>,
    /// Whose words it forwards.
    forwarded: Option<&'a str>,
    snippet: Vec<Part<'a>>,
    at: Moment,
    #[serde(flatten)]
    avatar: Avatar,
}

impl<'a> Results<'a> {
    /// The page of `me`.
    pub fn new(
        list: &'a [Conversation],
        wish: &'a SearchMessages,
        found: &'a Found,
        me: UserId,
        reader: &Reader,
    ) -> Self {
        let within = list.iter().find(|one| Some(one.id) == wish.chat_id);
        let more = found.cursor.as_deref().map(|cursor| address(wish, cursor));
        Self {
            list: rows(list, me, None, reader),
            blank_row: Row::default(),
            q: &wish.q,
            within: within.map(|one| Within { id: one.id, title: &one.title }),
            hits: found.hits.iter().map(|hit| Line::new(hit, reader)).collect(),
            indexing: found.indexing,
            problem: None,
            more,
        }
    }

    /// With what was wrong with the question, if something was.
    #[must_use]
    pub fn with_problem(self, problem: Option<String>) -> Self {
        Self { problem, ..self }
    }

    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render("search.html", frame, self)
    }
}

impl<'a> Line<'a> {
    fn new(hit: &'a Hit, reader: &Reader) -> Self {
        let marks: Vec<_> = hit.matches.iter().map(|span| (*span, Mark::Found)).collect();
        Self {
            href: format!("{}?around={}#m{1}", href(hit.kind, hit.conversation_id), hit.seq),
            title: &hit.title,
            // In a chat of two the title is a name already, and it may be the other one's.
            sender: (hit.sender_name != hit.title).then_some(&hit.sender_name),
            forwarded: hit.forwarded.as_deref().map(|first| first.name.as_str()),
            snippet: marked(&hit.snippet, &marks),
            at: reader.sees(hit.created_at),
            avatar: Avatar::new(hit.conversation_id.uuid(), &hit.title),
        }
    }
}

fn address(wish: &SearchMessages, cursor: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", &wish.q);
    if let Some(id) = wish.chat_id {
        query.append_pair("chat_id", &id.to_string());
    }
    query.append_pair("cursor", cursor);
    format!("/messenger/search?{}", query.finish())
}
