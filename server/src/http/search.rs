//! Finding messages.

use http::StatusCode;
use protocol::request::SearchMessages;

use crate::{
    action::search,
    door::{Request, Response, reply},
    error::Result,
};

pub(super) async fn find(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let query: SearchMessages = request.query()?;
    reply::json(StatusCode::OK, &search::find(&request.app, &caller, &query).await?)
}
