//! What stands between a stranger and an account: the secret, tokens, password hashes, and counting attempts; and between
//! an embedded database and a second server. No SQL: sessions and hashes are kept by `store`.

pub mod alone;
pub mod hasher;
mod hex;
pub mod password;
mod provider;
pub mod rate;
pub mod secret;
pub mod token;

pub use hasher::Hasher;
pub use rate::{Limit, Limits};
pub use token::{Access, Refresh, Tokens};

pub(crate) use hex::hex;
