//! Accounts and sessions.

use serde::{Deserialize, Serialize};

use crate::Profile;

/// Make an account.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Register {
    /// 1–50 characters, after trimming.
    pub name: String,
    /// At most 254 bytes; case does not count.
    pub email: String,
    /// 8–256 bytes.
    pub password: String,
}

/// Change the caller's profile: what is absent stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeProfile {
    /// Whether others see when the caller is here; who does not show it does not see it of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows_presence: Option<bool>,
}

/// Sign in.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Login {
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: String,
    /// In a form: the local path to go to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The answer to a sign-in.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// For the next access token; spent by its use.
    pub refresh_token: String,
    /// Seconds for which the access token is good.
    pub expires_in: u64,
    /// Who.
    pub user: Profile,
}

/// Ask for a new access token.
#[derive(Clone, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refresh {
    /// Or in the cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// A new access token.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refreshed {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// Seconds for which it is good.
    pub expires_in: u64,
    /// For the next one; only when the old one came in the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}
