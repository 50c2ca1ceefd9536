//! How a refusal is said: problem details (RFC 9457) over HTTP, an `error` event on a socket.

use serde::{Deserialize, Serialize};

/// What went wrong, as a word that a program can decide on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request or frame could not be read.
    Malformed,
    /// No valid session.
    Unauthenticated,
    /// Known, but not allowed.
    Forbidden,
    /// Not there, or not for the caller to know of.
    NotFound,
    /// The route exists, the method does not.
    MethodNotAllowed,
    /// It contradicts what is there.
    Conflict,
    /// Too many bytes.
    TooLarge,
    /// The body is of a kind that is not understood.
    UnsupportedType,
    /// A value breaks a rule.
    Invalid,
    /// Too often; try again later.
    RateLimited,
    /// The server cannot do it at the moment; try again later.
    Unavailable,
    /// A fault of the server; the request id leads to the log.
    Internal,
    /// A newer server says something that this version does not know.
    #[serde(other)]
    Unknown,
}

/// A refusal over HTTP: `application/problem+json`, RFC 9457.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Always `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status, in words.
    pub title: String,
    /// The status code.
    pub status: u16,
    /// What happened and what to do, for a person.
    pub detail: String,
    /// The same, for a program.
    pub code: ErrorCode,
    /// Leads to the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// With 422: each value that breaks a rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// A value that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field's name in the request.
    pub field: String,
    /// The rule, as a word: `required`, `too_short`, `too_long`, `invalid`, …
    pub code: String,
    /// The rule, for a person.
    pub message: String,
}
