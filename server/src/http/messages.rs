//! Messages.

use http::StatusCode;
use protocol::{
    ConversationId,
    request::{History, MarkRead, SendMessage},
};

use crate::{
    action::{
        conversations,
        messages::{self, Wish},
        reads,
    },
    door::{Face, Request, Response, reply},
    error::Result,
};

pub(super) async fn send(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let body: SendMessage = request.body().await?;
    messages::same_person(&caller, body.sender_id)?;
    let SendMessage { chat_id: id, text, client_id, reply_to, forward_of, .. } = body;
    let wish = Wish { conversation: id, text, client_id, reply_to, forward_of };
    let (message, new) = messages::send(&request.app, &caller, wish).await?;
    match request.face() {
        Face::Form => {
            let line = conversations::one(&request.app, &caller, id).await?;
            let page = if line.kind.is_group() { "group" } else { "chat" };
            reply::see_other(&format!("/{page}/{id}"))
        }
        Face::Json if new => reply::json(StatusCode::CREATED, &message),
        Face::Json => reply::json(StatusCode::OK, &message),
    }
}

pub(super) async fn history(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id: ConversationId = request.param("chat_id", "Chat not found")?;
    let query: History = request.query()?;
    reply::json(StatusCode::OK, &messages::history(&request.app, &caller, id, &query).await?)
}

pub(super) async fn read(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let wish: MarkRead = request.body().await?;
    reads::read(&request.app, &caller, wish.chat_id, wish.seq).await?;
    Ok(reply::no_content())
}
