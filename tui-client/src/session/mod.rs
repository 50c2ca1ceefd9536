//! What is kept between runs: for each account a folder of its own, with the session and three locks. One says who has the account
//! open with its screen ([`Account`]); one whose turn it is to change the session ([`Turn`]), which the client and the commands
//! beside it share: no two processes ever spend the same refresh token; and one which of the clients that show other accounts
//! tells of this one ([`Teller`]).

mod bolt;
mod device;
mod file;
mod store;
mod turns;
mod vault;

use protocol::Profile;
use serde::{Deserialize, Serialize};

pub use bolt::Bolt;
pub use device::{Device, Turn};
pub use store::{Account, OpenError, Store, Teller};
pub use vault::{Place, Tool, Vault};

/// The session of an account on this device. Has no `Debug`: the tokens are nobody's business.
#[derive(Clone, Serialize, Deserialize)]
pub struct Session {
    /// Who.
    pub user: Profile,
    /// For requests; short-lived.
    pub access_token: String,
    /// For the next access token, unless it lies in the keyring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// Which account on which server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountName {
    /// Where the server is.
    pub server: String,
    /// The account's address.
    pub email: String,
}

impl AccountName {
    /// They are the same account: the case of an address does not count.
    pub fn is(&self, other: &Self) -> bool {
        self.folder() == other.folder()
    }

    /// A name for its folder: safe for a file, and another one for another account.
    fn folder(&self) -> String {
        let server = self.server.trim_end_matches('/');
        format!("{}__{}", file::plain(server), file::plain(&self.email.to_lowercase()))
    }

    /// The account that a folder of that name is of.
    fn of_folder(folder: &str) -> Option<Self> {
        let (server, email) = folder.split_once("__")?;
        Some(Self { server: file::unplain(server)?, email: file::unplain(email)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_folder_tells_whose_it_is(server in "https?://[a-z_.%/-]{1,20}[a-z]", email in "[a-zя_@.%-]{0,20}") {
            let name = AccountName { server, email };
            prop_assert_eq!(AccountName::of_folder(&name.folder()), Some(name));
        }
    }
}
