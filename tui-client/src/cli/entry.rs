//! Who is meant, and their session: the one that is kept, or a new one when a password was given beforehand.

use protocol::Conversation;

use super::{resolve, trouble::Trouble};
use crate::{
    config::Config,
    effect::Credentials,
    net::{Api, Door, Hold},
};

/// A server that can be asked as the user.
pub(super) async fn enter(config: &Config) -> Result<Api, Trouble> {
    let account = &config.account;
    if account.email.is_empty() {
        return Err(Trouble::NotSignedIn);
    }
    let door = Door::new(&account.server)?;
    let kept = door.clone().resume(account, &config.store, Hold::Beside)?;
    let Some(password) = &config.password else { return kept.ok_or(Trouble::NotSignedIn) };
    if let Some(api) = kept {
        // With a password at hand a session that is over can be replaced.
        match api.me().await {
            Err(failure) if failure.ends_session() => {}
            Err(failure) => return Err(failure.into()),
            Ok(_) => return Ok(api),
        }
    }
    let (server, email) = (account.server.clone(), account.email.clone());
    let password = password.get().map_err(|e| Trouble::Usage(e.to_string()))?;
    let credentials = Credentials { server, email, password, register: None };
    door.sign_in(&credentials, &config.store, Hold::Beside).await.map_err(Trouble::Server)
}

/// The conversation that is meant by an id, a title, or the name or address of a person.
pub(super) async fn conversation(api: &Api, wish: &str) -> Result<Conversation, Trouble> {
    let all = api.conversations().await?;
    let miss = match resolve::conversation(wish, &all) {
        Ok(found) => return Ok(found.clone()),
        Err(miss) => miss,
    };
    if !is_address(wish) {
        return Err(miss);
    }
    // An address finds at most its owner.
    let people = api.people(wish).await?;
    let with =
        |c: &&Conversation| c.peer.as_ref().is_some_and(|peer| people.iter().any(|user| user.id == peer.id));
    all.iter().find(with).cloned().ok_or(miss)
}

/// It looks like an address.
pub(super) fn is_address(wish: &str) -> bool {
    wish.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !wish.contains(' '))
}
