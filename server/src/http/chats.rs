//! Chats.

use http::StatusCode;
use protocol::{
    Chat, ConversationId,
    request::{CreateChat, RemoveMember, Rename},
};

use crate::{
    action::chats,
    door::{Face, Request, Response, reply},
    error::Result,
};

fn id(request: &Request) -> Result<ConversationId> {
    request.param("id", "Chat not found")
}

fn answer(request: &Request, status: StatusCode, chat: &Chat) -> Result<Response> {
    match request.face() {
        Face::Form => reply::see_other(&format!("/chat/{}", chat.id)),
        Face::Json => reply::json(status, chat),
    }
}

pub(super) async fn create(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let wish: CreateChat = request.body().await?;
    let (chat, new) = chats::create(&request.app, &caller, &wish).await?;
    answer(&request, if new { StatusCode::CREATED } else { StatusCode::OK }, &chat)
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

pub(super) async fn remove(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let RemoveMember { user_id } = request.body().await?;
    let chat = chats::remove(&request.app, &caller, id, user_id).await?;
    answer(&request, StatusCode::OK, &chat)
}

pub(super) async fn remove_one(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let user = request.param("user_id", "Member not found")?;
    reply::json(StatusCode::OK, &chats::remove(&request.app, &caller, id, user).await?)
}

pub(super) async fn rename(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let wish: Rename = request.body().await?;
    let chat = chats::rename(&request.app, &caller, id, &wish).await?;
    answer(&request, StatusCode::OK, &chat)
}
