//! What can go wrong, named by meaning. Each door translates it once; internal causes are logged and never shown.

use std::{borrow::Cow, time::Duration};

use protocol::{ErrorCode, FieldError};

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done. The texts are for the person who asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It could not be read, or makes no sense (400).
    #[error("{0}")]
    Malformed(Cow<'static, str>),
    /// No valid session (401).
    #[error("{0}")]
    Unauthenticated(Cow<'static, str>),
    /// Known, but not allowed (403).
    #[error("{0}")]
    Forbidden(Cow<'static, str>),
    /// Not there, or not for the caller to know of (404).
    #[error("{0}")]
    NotFound(Cow<'static, str>),
    /// The path exists, the method does not (405).
    #[error("Method not allowed")]
    MethodNotAllowed {
        /// The methods that do, as the `Allow` header lists them.
        allow: String,
    },
    /// It contradicts what is there (409).
    #[error("{0}")]
    Conflict(Cow<'static, str>),
    /// Too many bytes (413).
    #[error("The request is too large")]
    TooLarge,
    /// A body of a kind that is not understood (415).
    #[error("{0}")]
    UnsupportedType(Cow<'static, str>),
    /// Values that break a rule (422); the first one's message stands for all.
    #[error("{}", .0.first().map_or("Invalid value", |field| field.message.as_str()))]
    Invalid(Vec<FieldError>),
    /// Too often (429).
    #[error("Too many requests; try again in {} s", .retry_after.as_secs().max(1))]
    RateLimited {
        /// When it is worth trying again.
        retry_after: Duration,
    },
    /// Not at the moment (503).
    #[error("The server is busy; try again in {} s", .retry_after.as_secs().max(1))]
    Unavailable {
        /// When it is worth trying again.
        retry_after: Duration,
    },
    /// A fault of ours (500).
    #[error("Internal error")]
    Internal(#[source] anyhow::Error),
}

impl Error {
    /// One value that breaks a rule. `code` is the rule as a word.
    pub fn invalid(field: &str, code: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), code: code.into(), message: message.into() }])
    }

    /// Something that is not there, said the same for what may not be known to be.
    pub fn not_found(what: &'static str) -> Self {
        Self::NotFound(Cow::Borrowed(what))
    }

    /// A known thing that the caller may not do.
    pub fn forbidden(why: &'static str) -> Self {
        Self::Forbidden(Cow::Borrowed(why))
    }

    /// The code that a program decides on.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Malformed(_) => ErrorCode::Malformed,
            Self::Unauthenticated(_) => ErrorCode::Unauthenticated,
            Self::Forbidden(_) => ErrorCode::Forbidden,
            Self::NotFound(_) => ErrorCode::NotFound,
            Self::MethodNotAllowed { .. } => ErrorCode::MethodNotAllowed,
            Self::Conflict(_) => ErrorCode::Conflict,
            Self::TooLarge => ErrorCode::TooLarge,
            Self::UnsupportedType(_) => ErrorCode::UnsupportedType,
            Self::Invalid(_) => ErrorCode::Invalid,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Unavailable { .. } => ErrorCode::Unavailable,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// After how many whole seconds it is worth trying again, where that is known.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after } | Self::Unavailable { retry_after } => {
                Some(retry_after.as_secs().max(1))
            }
            _ => None,
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(cause: anyhow::Error) -> Self {
        Self::Internal(cause)
    }
}
