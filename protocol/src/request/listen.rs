//! How a client listens.

use serde::{Deserialize, Serialize};

/// The query of the clients' socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Listen {
    /// Nobody looks at what comes: the user does not count as here because of it, and is not told who else is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<bool>,
}
