//! People.

use http::StatusCode;
use protocol::request::Search;

use crate::{
    action::accounts,
    door::{Face, Request, Response, reply},
    error::Result,
};

pub(super) async fn register(mut request: Request) -> Result<Response> {
    let wish = request.body().await?;
    let made = accounts::register(&request.app, request.client, wish).await?;
    match request.face() {
        Face::Form => reply::see_other("/login"),
        Face::Json => reply::json(StatusCode::CREATED, &made),
    }
}

pub(super) async fn me(request: Request) -> Result<Response> {
    reply::json(StatusCode::OK, &request.caller().await?.user)
}

pub(super) async fn change(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let wish = request.body().await?;
    let changed = accounts::change(&request.app, &caller, wish).await?;
    match request.face() {
        Face::Form => reply::see_other("/settings"),
        Face::Json => reply::json(StatusCode::OK, &changed),
    }
}

pub(super) async fn find(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let search: Search = request.query()?;
    let found = accounts::find(&request.app, &caller, search.query.as_deref().unwrap_or_default()).await?;
    reply::json(StatusCode::OK, &found)
}
