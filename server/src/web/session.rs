//! Who looks at a page. A browser whose access token is spent is sent round by `/renew`, which trades the refresh
//! token and sends it back with the same method and body: nobody is asked to log in, or to write a message again, for
//! having been away.

use http::{HeaderValue, Method, StatusCode, header};
use serde::Deserialize;

use super::refusal::came_from;
use crate::{
    action,
    door::{ACCESS, Head, REFRESH, Request, Response, clear_cookie, local_path, reply, set_cookie},
    error::{Error, Result},
};

/// Where a spent session is renewed.
pub(super) const RENEW: &str = "/renew";

/// Somebody is signed in, or at least can be without being asked.
pub(super) async fn is_signed_in(head: &Head) -> bool {
    head.cookie(REFRESH).is_some() || head.caller().await.is_ok()
}

/// The way in for somebody without a good session: by the refresh token if there is one, else by logging in.
pub(super) fn let_in(head: &Head) -> Result<Response> {
    let here = super::reader::address(head);
    if head.cookie(REFRESH).is_none() {
        return reply::see_other(&login(&page_of(head)));
    }
    let mut response = reply::see_other(&with_next(RENEW, &here))?;
    // Unlike 303 it keeps the method and what was typed.
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    Ok(response)
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

/// Trades the refresh token for a new session, and goes on to `next`.
pub(super) async fn renew(request: Request) -> Result<Response> {
    let next = request.query::<Next>()?.next;
    let next = local_path(&next);
    let token = request.cookie(REFRESH).unwrap_or_default();
    match action::sessions::refresh(&request.app, request.client, &token).await {
        Ok(fresh) => {
            let mut response = reply::see_other(next)?;
            *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
            let config = &request.app.config;
            set_cookie(config, &mut response, ACCESS, &fresh.access_token, config.access_ttl);
            set_cookie(config, &mut response, REFRESH, &fresh.refresh_token, config.refresh_ttl);
            Ok(response)
        }
        Err(Error::Unauthenticated(_)) => {
            let page = if request.method == Method::GET { next.to_owned() } else { page_of(&request) };
            let mut response = reply::see_other(&login(&page))?;
            for name in [ACCESS, REFRESH] {
                clear_cookie(&request.app.config, &mut response, name);
            }
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Ok(response)
        }
        Err(other) => Err(other),
    }
}

/// The page to come back to: a form is no page, what it stood on is.
fn page_of(head: &Head) -> String {
    if head.method == Method::GET {
        super::reader::address(head)
    } else {
        came_from(head).unwrap_or_else(|| "/messenger".into())
    }
}

fn login(next: &str) -> String {
    if next == "/" { "/login".into() } else { with_next("/login", next) }
}

fn with_next(path: &str, next: &str) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("{path}?{query}")
}
