//! Signing in and out; devices.

use http::StatusCode;
use protocol::request::{Login, Refresh, Refreshed};

use crate::{
    action::sessions,
    door::{ACCESS, Face, REFRESH, Request, Response, clear_cookie, local_path, reply, set_cookie},
    error::{Error, Result},
};

/// Where a form goes after signing in, when it does not say.
const HOME: &str = "/messenger";

pub(super) async fn login(mut request: Request) -> Result<Response> {
    let wish: Login = request.body().await?;
    let next = wish.next.clone().filter(|next| !next.is_empty()).unwrap_or_else(|| HOME.into());
    let user_agent = request.header("user-agent").unwrap_or_default().to_owned();
    let signed_in = sessions::sign_in(&request.app, request.client, &user_agent, wish).await?;
    let mut response = match request.face() {
        Face::Form => reply::see_other(local_path(&next))?,
        Face::Json => reply::json(StatusCode::OK, &signed_in)?,
    };
    set_cookies(&request, &mut response, &signed_in.access_token, &signed_in.refresh_token);
    Ok(response)
}

fn set_cookies(request: &Request, response: &mut Response, access: &str, refresh: &str) {
    let config = &request.app.config;
    set_cookie(config, response, ACCESS, access, config.access_ttl);
    set_cookie(config, response, REFRESH, refresh, config.refresh_ttl);
}

pub(super) async fn logout(mut request: Request) -> Result<Response> {
    match request.caller().await {
        Ok(caller) => sessions::sign_out(&request.app, &caller).await?,
        // The access token may have expired; whoever holds the refresh token ends the session too. Without either
        // there is nothing to end, and the cookies go all the same.
        Err(Error::Unauthenticated(_)) => {
            let wish: Refresh = request.body().await?;
            if let Some(token) = wish.refresh_token.or_else(|| request.cookie(REFRESH)) {
                sessions::sign_out_by_refresh(&request.app, &token).await?;
            }
        }
        Err(error) => return Err(error),
    }
    let mut response = match request.face() {
        Face::Form => reply::see_other("/")?,
        Face::Json => reply::no_content(),
    };
    clear_cookie(&request.app.config, &mut response, ACCESS);
    clear_cookie(&request.app.config, &mut response, REFRESH);
    Ok(response)
}

pub(super) async fn refresh(mut request: Request) -> Result<Response> {
    let wish: Refresh = request.body().await?;
    let in_body = wish.refresh_token.is_some();
    let token = wish.refresh_token.or_else(|| request.cookie(REFRESH));
    let token = token.ok_or_else(|| Error::Unauthenticated("Refresh token not provided".into()))?;
    let renewed = sessions::refresh(&request.app, request.client, &token).await?;
    let answer = Refreshed {
        access_token: renewed.access_token.clone(),
        expires_in: renewed.expires_in,
        refresh_token: in_body.then(|| renewed.refresh_token.clone()),
    };
    let mut response = reply::json(StatusCode::OK, &answer)?;
    set_cookies(&request, &mut response, &renewed.access_token, &renewed.refresh_token);
    Ok(response)
}

pub(super) async fn list(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    reply::json(StatusCode::OK, &sessions::list(&request.app, &caller).await?)
}

pub(super) async fn revoke(request: Request) -> Result<Response> {
    let caller = request.caller().await?;
    let id = request.param("id", "Session not found")?;
    sessions::revoke(&request.app, &caller, id).await?;
    match request.face() {
        Face::Form => reply::see_other("/settings"),
        Face::Json => Ok(reply::no_content()),
    }
}
