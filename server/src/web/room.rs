//! The pages of somebody who is signed in.

use http::StatusCode;
use protocol::{
    Conversation, ConversationId, Found, Group, Message,
    limits::PAGE_DEFAULT,
    request::{ChangeSettings, History, SearchMessages},
};
use serde::Deserialize;

use super::{
    page::{
        conversation::{Asked, Content, Page},
        messenger::{Findings, Messenger},
        problem::detail,
        search::Results,
        settings::Settings,
    },
    reader::{frame, reader, reads_by_itself},
};
use crate::{
    action::{self, Caller},
    door::{Head, Request, Response, reply},
    error::{Error, Result},
};

#[derive(Deserialize)]
struct Wish {
    view: Option<String>,
    query: Option<String>,
    groups: Option<String>,
}

pub(super) async fn messenger(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let wish: Wish = request.query()?;
    let app = &request.app;
    let list = action::conversations::list(app, &caller).await?;
    let query = wish.query.unwrap_or_default();
    let people =
        if query.is_empty() { Vec::new() } else { action::accounts::find(app, &caller, &query).await? };
    let groups_query = wish.groups.unwrap_or_default();
    let directory = action::groups::directory(app, &caller, &groups_query).await?;
    let show_new = wish.view.is_some() || !query.is_empty();
    let findings = Findings { show_new, query, people, groups_query, directory };
    let page = Messenger::new(&list, findings, caller.id(), &reader(&request));
    answer(page.render(&frame(&request, Some(caller.user))))
}

pub(super) async fn search(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let app = &request.app;
    // Without words there is the field for them.
    let asks = request.asks("q");
    let wish = if asks { request.query()? } else { nothing(&request)? };
    let found = match wish.q.trim() {
        "" => Ok(nothing_found()),
        _ => action::search::find(app, &caller, &wish).await,
    };
    // What was asked for stands in its field, to be asked better.
    let (found, wrong) = match found {
        Err(error @ Error::Malformed(_)) => (nothing_found(), Some(error)),
        found => (found?, None),
    };
    let list = action::conversations::list(app, &caller).await?;
    let reader = reader(&request);
    let problem = wrong.as_ref().and_then(|error| detail(error, reader.language));
    let page = Results::new(&list, &wish, &found, caller.id(), &reader).with_problem(problem);
    let html = page.render(&frame(&request, Some(caller.user.clone())))?;
    Ok(reply::html(wrong.map_or(StatusCode::OK, |error| error.status()), html))
}

const fn nothing_found() -> Found {
    Found { hits: Vec::new(), cursor: None, indexing: false }
}

#[derive(Deserialize)]
struct Where {
    chat_id: Option<ConversationId>,
}

fn nothing(head: &Head) -> Result<SearchMessages> {
    let Where { chat_id } = head.query()?;
    Ok(SearchMessages { chat_id, ..SearchMessages::default() })
}

pub(super) async fn settings(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let list = action::conversations::list(&request.app, &caller).await?;
    let sessions = action::sessions::list(&request.app, &caller).await?;
    let page = Settings::new(&list, &sessions, &caller.user, &reader(&request));
    answer(page.render(&frame(&request, Some(caller.user))))
}

pub(super) async fn chat(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id: ConversationId = request.param("id", "Chat not found")?;
    let members = action::chats::one(&request.app, &caller, id).await?.members;
    show(&request, caller, id, &members).await
}

pub(super) async fn group(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id: ConversationId = request.param("id", "Group not found")?;
    let group = action::groups::one(&request.app, &caller, id).await?;
    if group.role.is_none() {
        return invite(&request, caller, &group).await;
    }
    let members = action::groups::people(&request.app, &caller, id).await?;
    show(&request, caller, id, &members).await
}

#[derive(Deserialize)]
struct Place {
    before: Option<i64>,
    after: Option<i64>,
    around: Option<i64>,
    reply: Option<i64>,
    edit: Option<i64>,
    act: Option<i64>,
    from: Option<i64>,
    /// The end is wanted, however much before it has not been read.
    newest: Option<i64>,
}

impl Place {
    /// The page of messages that was asked for; else the newest, or the one around the first that was not read, when that
    /// lies further back.
    fn page(&self, one: &Conversation) -> History {
        let Self { before, after, around, newest, .. } = *self;
        let asked = before.or(after).or(around).or(newest).is_some();
        let unread = (!asked && one.unread_count() > i64::from(PAGE_DEFAULT)).then_some(one.read_seq + 1);
        History { before, after, around: around.or(unread), ..History::default() }
    }
}

async fn show(
    head: &Head,
    caller: Caller,
    id: ConversationId,
    members: &[protocol::Member],
) -> Result<Response> {
    let place: Place = head.query()?;
    // The list first: what the page shows may then be newer than the version it names, never older.
    let mut list = action::conversations::list(&head.app, &caller).await?;
    let one =
        list.iter().find(|one| one.id == id).cloned().ok_or_else(|| Error::not_found("Chat not found"))?;
    let mut messages = action::messages::history(&head.app, &caller, id, &place.page(&one)).await?;
    let Place { reply, edit, act, from, .. } = place;
    messages.sort_unstable_by_key(|message| message.seq);
    if reads_by_itself(head) {
        mark_read(head, &caller, &mut list, &messages).await?;
    }
    let content = Content {
        list: &list,
        conversation: &one,
        messages: &messages,
        members,
        client_id: head.app.clock.id(),
        asked: Asked { reply, edit, actions: act, from },
    };
    answer(Page::of_member(&content, caller.id(), &reader(head)).render(&frame(head, Some(caller.user))))
}

/// What is shown without a script counts as read.
async fn mark_read(head: &Head, caller: &Caller, list: &mut [Conversation], shown: &[Message]) -> Result<()> {
    let Some(newest) = shown.last() else { return Ok(()) };
    action::reads::read(&head.app, caller, newest.conversation_id, newest.seq).await?;
    for row in list.iter_mut().filter(|row| row.id == newest.conversation_id) {
        row.reads(newest.seq);
        if row.settings.marked_unread {
            let read = ChangeSettings { marked_unread: Some(false), ..ChangeSettings::default() };
            row.settings = action::settings::change(&head.app, caller, row.id, read).await?.settings;
        }
        if row.read_seq == row.last_seq {
            row.unread_mentions = 0;
        }
    }
    Ok(())
}

async fn invite(head: &Head, caller: Caller, group: &Group) -> Result<Response> {
    let list = action::conversations::list(&head.app, &caller).await?;
    let page = Page::of_guest(&list, group, caller.id(), &reader(head));
    answer(page.render(&frame(head, Some(caller.user))))
}

/// A page for one pair of eyes; the door adds `no-store`.
fn answer(html: Result<String>) -> Result<Response> {
    Ok(reply::html(StatusCode::OK, html?))
}
