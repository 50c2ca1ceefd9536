//! Refusals as problem details. The one match from meaning to status.

use http::{HeaderValue, StatusCode, header};
use protocol::Problem;

use super::{Head, Response, reply};
use crate::error::Error;

impl Error {
    /// The status that says this over HTTP.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The refusal as JSON. Only a fault of ours names the request in its body: the answer for a hidden thing must be the
/// same, byte for byte, as for one that does not exist.
pub(super) fn problem(head: &Head, error: &Error) -> Response {
    let status = error.status();
    let problem = Problem {
        kind: "about:blank".into(),
        title: status.canonical_reason().unwrap_or_default().into(),
        status: status.as_u16(),
        detail: error.to_string(),
        code: error.code(),
        request_id: matches!(error, Error::Internal(_)).then(|| head.id.clone()),
        errors: if let Error::Invalid(errors) = error { errors.clone() } else { Vec::new() },
    };
    let bytes = serde_json::to_vec(&problem).unwrap_or_default();
    reply::content(status, "application/problem+json", bytes)
}

/// What belongs to a refusal whatever its body is.
pub(super) fn add_headers(response: &mut Response, error: &Error) {
    let headers = response.headers_mut();
    if let Some(seconds) = error.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    match error {
        Error::MethodNotAllowed { allow } => {
            if let Ok(value) = HeaderValue::from_str(allow) {
                headers.insert(header::ALLOW, value);
            }
        }
        Error::Unauthenticated(_) => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        _ => {}
    }
}

/// Tells the log what the answer does not tell.
pub(super) fn log(error: &Error) {
    match error {
        Error::Internal(cause) => tracing::error!(cause = format!("{cause:#}"), "internal error"),
        Error::Unavailable { .. } => tracing::warn!("refused: busy"),
        other => tracing::debug!(status = other.status().as_u16(), "refused"),
    }
}
