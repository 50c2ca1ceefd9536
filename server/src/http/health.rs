//! Is it alive, can it serve, and what has it counted.

use std::time::Duration;

use http::StatusCode;
use protocol::route;

use crate::{
    door::{Credential, Request, Response, Route, reply},
    error::{Error, Result},
};

const PROMETHEUS: &str = "text/plain; version=0.0.4; charset=utf-8";

pub(super) async fn alive(_: Request) -> Result<Response> {
    Ok(reply::content(StatusCode::OK, "text/plain; charset=utf-8", "ok\n"))
}

pub(super) async fn ready(request: Request) -> Result<Response> {
    match request.app.unready().await {
        None => Ok(reply::content(StatusCode::OK, "text/plain; charset=utf-8", "ready\n")),
        Some(why) => {
            tracing::debug!(why, "not ready");
            Err(Error::Unavailable { retry_after: Duration::from_secs(1) })
        }
    }
}

/// Behind a token; whoever has none is told what he would be told anywhere else.
pub(super) async fn metrics(request: Request) -> Result<Response> {
    let wanted = request.app.config.metrics_token.as_ref();
    let given = request.credential();
    let allowed = match (wanted, &given) {
        (Some(wanted), Some(Credential::Bearer(given))) => same(wanted.reveal(), given),
        _ => false,
    };
    if !allowed {
        return Err(Error::not_found("Not found"));
    }
    Ok(reply::content(StatusCode::OK, PROMETHEUS, request.app.metrics.render()))
}

/// The only route of the listener of its own.
pub fn metrics_routes() -> Vec<Route> {
    vec![Route::get(route::METRICS, async |request: Request| {
        Ok(reply::content(StatusCode::OK, PROMETHEUS, request.app.metrics.render()))
    })]
}

/// Compares without telling by the time how much was right.
fn same(a: &str, b: &str) -> bool {
    let digest = |text: &str| ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    digest(a).as_ref() == digest(b).as_ref()
}
