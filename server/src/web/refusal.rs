//! A refusal as a page: the form again with what was typed, the way to sign in, or what happened and what to do.

use http::Method;
use protocol::route;

use super::{
    frame::Frame,
    page::{
        plain::{Begin, Login, Register},
        problem::{Problem, detail, wrong_fields},
    },
    reader::frame,
    session,
    words::said,
};
use crate::{
    door::{Head, Response, local_path, reply},
    error::{Error, Result},
};

/// The page for a refusal; `None` when even that cannot be made.
pub fn error_page(head: &Head, error: &Error) -> Option<Response> {
    let page = answer(head, error);
    page.inspect_err(|fault| tracing::error!(%fault, "a refusal has no page")).ok()
}

fn answer(head: &Head, error: &Error) -> Result<Response> {
    let frame = Frame { path: shown_at(head), ..frame(head, None) };
    let status = error.status();
    let html = match (head.path.trim_end_matches('/'), error) {
        (route::REGISTER, _) => register_again(head, error, &frame)?,
        (route::LOGIN, _) => login_again(head, error, &frame)?,
        (_, Error::Unauthenticated(_)) => return session::let_in(head),
        (route::CHAT_CREATE, _) if head.typed("chat_type") == Some("group") => {
            begin_again(head, error, &frame, "new_chat.title")?
        }
        (route::GROUP_CREATE, _) => begin_again(head, error, &frame, "new_group.title")?,
        _ => problem(head, error, frame)?,
    };
    Ok(reply::html(status, html))
}

/// It does not say where it stands: the page of a hidden thing is that of one that does not exist, byte for byte.
fn problem(head: &Head, error: &Error, frame: Frame) -> Result<String> {
    let page = Problem::new(error, error.status().as_u16(), frame.lang, &frame.path);
    let page = if matches!(error, Error::Internal(_)) { page.with_request(&head.id) } else { page };
    page.render(&Frame { path: String::new(), ..frame })
}

/// Where a browser would find this page again: a refused form stands on the page that it was sent from.
fn shown_at(head: &Head) -> String {
    if head.method == Method::GET {
        super::reader::address(head)
    } else {
        match head.path.trim_end_matches('/') {
            route::REGISTER => "/register".into(),
            route::LOGIN => "/login".into(),
            route::CHAT_CREATE | route::GROUP_CREATE => "/messenger?view=new".into(),
            _ => came_from(head).unwrap_or_else(|| "/".into()),
        }
    }
}

/// The page of ours that a form was sent from.
pub(super) fn came_from(head: &Head) -> Option<String> {
    let (_, address) = head.header("referer")?.split_once("://")?;
    let path = &address[address.find('/')?..];
    Some(local_path(path).to_owned())
}

fn register_again(head: &Head, error: &Error, frame: &Frame) -> Result<String> {
    let page = Register {
        name: head.typed("name").unwrap_or_default().into(),
        email: head.typed("email").unwrap_or_default().into(),
        problem: Some(sentence(error, frame)),
        wrong: wrong_fields(error),
    };
    page.render(frame)
}

fn login_again(head: &Head, error: &Error, frame: &Frame) -> Result<String> {
    let page = Login {
        email: head.typed("email").unwrap_or_default().into(),
        next: head.typed("next").map(|next| local_path(next).to_owned()),
        problem: Some(sentence(error, frame)),
    };
    page.render(frame)
}

fn begin_again(head: &Head, error: &Error, frame: &Frame, title: &'static str) -> Result<String> {
    let missing = match error {
        Error::NotFound(what) => said(frame.lang, &format!("said.{what}")),
        _ => None,
    };
    let page = Begin {
        title,
        group: head.path.trim_end_matches('/') == route::GROUP_CREATE,
        name: head.typed("name").unwrap_or_default().into(),
        participants: head.typed("participants").unwrap_or_default().into(),
        private: head.typed("group_type") == Some("private"),
        problem: Some(missing.unwrap_or_else(|| sentence(error, frame))),
    };
    page.render(frame)
}

fn sentence(error: &Error, frame: &Frame) -> String {
    detail(error, frame.lang).unwrap_or_else(|| {
        let problem = Problem::new(error, error.status().as_u16(), frame.lang, "");
        format!("{}. {}", problem.title, problem.advice)
    })
}
