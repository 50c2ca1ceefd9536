//! Who knocks.

use super::{Credential, Head};
use crate::{
    action::{Caller, sessions},
    error::{Error, Result},
};

impl Head {
    /// Who asks; without a good session a refusal.
    pub async fn caller(&self) -> Result<Caller> {
        let credential = self.credential();
        let token = credential.as_ref().map(Credential::token);
        let token = token.ok_or_else(|| Error::Unauthenticated("Sign in first".into()))?;
        sessions::authenticate(&self.app, token).await
    }
}
