//! Messages that were written: one of them, changed, taken back, with signs.

use http::StatusCode;
use protocol::{
    Message, MessageId,
    request::{EditMessage, React},
};

use crate::{
    action::{
        Caller,
        amend::{self, Target, Wanted},
        conversations,
    },
    door::{Face, Request, Response, reply},
    error::Result,
};

fn target(request: &Request) -> Result<Target> {
    let message: MessageId = request.param("id", "Message not found")?;
    Ok(Target { conversation: None, message })
}

/// A form goes back to where the message is.
async fn answer(request: &Request, caller: &Caller, message: &Message) -> Result<Response> {
    if request.face() == Face::Json {
        return reply::json(StatusCode::OK, message);
    }
    let line = conversations::one(&request.app, caller, message.conversation_id).await?;
    let page = if line.kind.is_group() { "group" } else { "chat" };
    reply::see_other(&format!("/{page}/{}?around={}#m{1}", line.id, message.seq))
}

pub(super) async fn one(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let message = amend::one(&request.app, &caller, target(&request)?.message).await?;
    reply::json(StatusCode::OK, &message)
}

pub(super) async fn edit(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let target = target(&request)?;
    let wish: EditMessage = request.body().await?;
    let message = amend::edit(&request.app, &caller, target, &wish.text).await?;
    answer(&request, &caller, &message).await
}

pub(super) async fn delete(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let message = amend::delete(&request.app, &caller, target(&request)?).await?;
    answer(&request, &caller, &message).await
}

pub(super) async fn react(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let target = target(&request)?;
    let wish: React = request.body().await?;
    let wanted = wish.set.map_or(Wanted::Toggled, Wanted::from);
    let message = amend::react(&request.app, &caller, target, &wish.emoji, wanted).await?;
    answer(&request, &caller, &message).await
}

pub(super) async fn put(request: Request) -> Result<Response> {
    set(request, Wanted::Put).await
}

pub(super) async fn take(request: Request) -> Result<Response> {
    set(request, Wanted::Taken).await
}

async fn set(request: Request, wanted: Wanted) -> Result<Response> {
    let caller = request.caller().await?;
    let emoji: String = request.param("emoji", "Message not found")?;
    let message = amend::react(&request.app, &caller, target(&request)?, &emoji, wanted).await?;
    reply::json(StatusCode::OK, &message)
}
