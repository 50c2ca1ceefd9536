//! People and their devices.

use serde::{Deserialize, Serialize};

use crate::{SessionId, Timestamp, UserId};

/// A person, as others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// Who.
    pub id: UserId,
    /// The name they chose.
    pub name: String,
}

/// A person, as they see themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// Who.
    pub id: UserId,
    /// The name they chose.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Others see whether they are here, and they see it of others.
    #[serde(default = "shown")]
    pub shows_presence: bool,
}

/// What an account begins with, and what an older server means by silence.
const fn shown() -> bool {
    true
}

/// A signed-in device of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it signed in or last renewed its access token.
    pub last_seen_at: Timestamp,
    /// What it calls itself.
    pub user_agent: String,
    /// It is the one that asks.
    pub current: bool,
}
