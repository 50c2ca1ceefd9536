//! What chats and groups have in common.

use http::StatusCode;
use protocol::{ConversationId, request::ChangeSettings};

use crate::{
    action::{conversations, settings},
    door::{Face, Request, Response, reply},
    error::Result,
};

pub(super) async fn set(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id: ConversationId = request.param("id", "Chat not found")?;
    let wish: ChangeSettings = request.body().await?;
    let said = settings::change(&request.app, &caller, id, wish).await?;
    match request.face() {
        Face::Json => reply::json(StatusCode::OK, &said.settings),
        Face::Form => {
            let line = conversations::one(&request.app, &caller, id).await?;
            let page = if line.kind.is_group() { "group" } else { "chat" };
            reply::see_other(&format!("/{page}/{id}"))
        }
    }
}
