//! A refusal, in the words of a socket.

use protocol::{ClientId, v1::Refusal};

use super::frame::Bad;
use crate::error::Error;

/// What is said to the client; a fault of ours is logged.
pub(super) fn of(error: &Error, client_id: Option<ClientId>) -> Refusal {
    if let Error::Internal(cause) = error {
        tracing::error!(error = ?cause, "a command failed");
    }
    Refusal { code: error.code(), detail: error.to_string(), client_id }
}

/// For a frame that was not understood.
pub(super) fn bad(bad: Bad) -> Refusal {
    Refusal { code: bad.code, detail: bad.detail, client_id: None }
}
