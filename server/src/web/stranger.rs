//! The pages for which nobody needs to be signed in.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;

use super::{
    language::Language,
    page::plain::{Home, Login, Register},
    reader::{self, frame},
    refusal::came_from,
    session,
};
use crate::{
    door::{Head, Request, Response, local_path, reply, set_cookie},
    error::Result,
};

const YEAR: Duration = Duration::from_hours(365 * 24);

pub(super) async fn home(request: Request) -> Result<Response> {
    if session::is_signed_in(&request).await {
        return reply::see_other("/messenger");
    }
    let page = Home { public_url: public_url(&request) };
    Ok(reply::html(StatusCode::OK, page.render(&frame(&request, None))?))
}

pub(super) async fn register(request: Request) -> Result<Response> {
    if session::is_signed_in(&request).await {
        return reply::see_other("/messenger");
    }
    let page = Register::default();
    Ok(reply::html(StatusCode::OK, page.render(&frame(&request, None))?))
}

#[derive(Deserialize)]
struct Next {
    next: Option<String>,
}

pub(super) async fn login(request: Request) -> Result<Response> {
    let next = request.query::<Next>()?.next.map(|next| local_path(&next).to_owned());
    if session::is_signed_in(&request).await {
        return reply::see_other(next.as_deref().unwrap_or("/messenger"));
    }
    let page = Login { next, ..Login::default() };
    Ok(reply::html(StatusCode::OK, page.render(&frame(&request, None))?))
}

#[derive(Deserialize)]
struct Choice {
    lang: Language,
    #[serde(default)]
    next: String,
}

pub(super) async fn language(mut request: Request) -> Result<Response> {
    let choice: Choice = request.body().await?;
    let back = if choice.next.is_empty() { came_from(&request).unwrap_or_default() } else { choice.next };
    let mut response = reply::see_other(local_path(&back))?;
    set_cookie(&request.app.config, &mut response, reader::LANGUAGE, choice.lang.code(), YEAR);
    Ok(response)
}

fn public_url(head: &Head) -> String {
    match &head.app.config.public_url {
        Some(url) => url.as_str().to_owned(),
        None => format!("http://{}", head.host().unwrap_or("localhost")),
    }
}
