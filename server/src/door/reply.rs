//! Good answers.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::error::{Error, Result};

/// An answer.
pub type Response = warp::reply::Response;

/// A value as JSON.
pub fn json<T: Serialize + ?Sized>(status: StatusCode, value: &T) -> Result<Response> {
    let bytes = serde_json::to_vec(value).map_err(|error| Error::Internal(error.into()))?;
    Ok(content(status, "application/json", bytes))
}

/// A page.
pub fn html(status: StatusCode, text: String) -> Response {
    content(status, "text/html; charset=utf-8", text)
}

/// Bytes of some type.
pub fn content(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response {
    let mut response = Response::new(bytes.into().into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Sends a browser on (303). The path must be one that we wrote, or one that
/// [`local_path`](super::local_path) let pass.
pub fn see_other(path: &str) -> Result<Response> {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    let path = HeaderValue::from_str(path).map_err(|error| Error::Internal(error.into()))?;
    response.headers_mut().insert(header::LOCATION, path);
    Ok(response)
}

/// Done, and nothing to say (204).
pub fn no_content() -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}
