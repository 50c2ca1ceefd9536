//! Groups.

use http::StatusCode;
use protocol::{
    ConversationId, Group, GroupType,
    request::{AddMembers, CreateGroup, Post, RemoveMember, Rename, Search, SetRole},
};

use crate::{
    action::{
        groups,
        messages::{self, Wish},
    },
    door::{Face, Request, Response, reply},
    error::Result,
};

fn id(request: &Request) -> Result<ConversationId> {
    request.param("id", "Group not found")
}

fn answer(request: &Request, status: StatusCode, group: &Group) -> Result<Response> {
    match request.face() {
        Face::Form => reply::see_other(&format!("/group/{}", group.id)),
        Face::Json => reply::json(status, group),
    }
}

pub(super) async fn create(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let wish: CreateGroup = request.body().await?;
    let group = groups::create(&request.app, &caller, &wish).await?;
    answer(&request, StatusCode::CREATED, &group)
}

pub(super) async fn list(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let search: Search = request.query()?;
    let found = if request.asks("query") {
        groups::directory(&request.app, &caller, search.query.as_deref().unwrap_or_default()).await?
    } else {
        groups::list(&request.app, &caller).await?
    };
    reply::json(StatusCode::OK, &found)
}

pub(super) async fn one(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    reply::json(StatusCode::OK, &groups::one(&request.app, &caller, id(&request)?).await?)
}

pub(super) async fn members(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    reply::json(StatusCode::OK, &groups::people(&request.app, &caller, id(&request)?).await?)
}

pub(super) async fn join(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let group = groups::join(&request.app, &caller, id(&request)?).await?;
    answer(&request, StatusCode::OK, &group)
}

pub(super) async fn leave(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let kind = groups::leave(&request.app, &caller, id).await?;
    match (request.face(), kind) {
        (Face::Json, _) => Ok(reply::no_content()),
        (Face::Form, GroupType::Public) => reply::see_other(&format!("/group/{id}")),
        (Face::Form, GroupType::Private) => reply::see_other("/messenger"),
    }
}

pub(super) async fn post(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let group = groups::one(&request.app, &caller, id(&request)?).await?;
    let wish: Post = request.body().await?;
    let Post { text, client_id, reply_to, forward_of } = wish;
    let wish = Wish { conversation: group.id, text, client_id, reply_to, forward_of };
    let (message, new) = messages::send(&request.app, &caller, wish).await?;
    match request.face() {
        Face::Form => reply::see_other(&format!("/group/{}", group.id)),
        Face::Json if new => reply::json(StatusCode::CREATED, &message),
        Face::Json => reply::json(StatusCode::OK, &message),
    }
}

pub(super) async fn add(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let wish: AddMembers = request.body().await?;
    let group = groups::add(&request.app, &caller, id, &wish).await?;
    answer(&request, StatusCode::OK, &group)
}

pub(super) async fn appoint(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let wish: SetRole = request.body().await?;
    let group = groups::appoint(&request.app, &caller, id, wish).await?;
    answer(&request, StatusCode::OK, &group)
}

pub(super) async fn remove(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let RemoveMember { user_id } = request.body().await?;
    let group = groups::remove(&request.app, &caller, id, user_id).await?;
    answer(&request, StatusCode::OK, &group)
}

pub(super) async fn remove_one(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let user = request.param("user_id", "Member not found")?;
    reply::json(StatusCode::OK, &groups::remove(&request.app, &caller, id, user).await?)
}

pub(super) async fn rename(mut request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = id(&request)?;
    let wish: Rename = request.body().await?;
    let group = groups::rename(&request.app, &caller, id, &wish).await?;
    answer(&request, StatusCode::OK, &group)
}
