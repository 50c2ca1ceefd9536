//! Chats.

use http::StatusCode;
use protocol::{ConversationId, request::CreateChat};

use crate::{
    action::chats,
    door::{Face, Request, Response, reply},
    error::Result,
};

fn id(request: &Request) -> Result<ConversationId> {
    request.param("id", "Chat not found")
}

pub(super) async fn create(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let wish: CreateChat = request.body().await?;
    let (chat, new) = chats::create(&request.app, &caller, &wish).await?;
    match request.face() {
        Face::Form => reply::see_other(&format!("/chat/{}", chat.id)),
        Face::Json if new => reply::json(StatusCode::CREATED, &chat),
        Face::Json => reply::json(StatusCode::OK, &chat),
    }
}

pub(super) async fn list(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    reply::json(StatusCode::OK, &chats::list(&request.app, &caller).await?)
}

pub(super) async fn one(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    reply::json(StatusCode::OK, &chats::one(&request.app, &caller, id(&request)?).await?)
}

pub(super) async fn leave(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    chats::leave(&request.app, &caller, id(&request)?).await?;
    match request.face() {
        Face::Form => reply::see_other("/messenger"),
        Face::Json => Ok(reply::no_content()),
    }
}
