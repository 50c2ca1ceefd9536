//! How the client begins.

use super::disk::unusable;
use crate::{
    cache::Memory,
    effect::Credentials,
    message::Cached,
    model::Settings,
    net::Start,
    session::{AccountName, Store},
};

/// With the session that is kept and what is known on the disk; else with a password; else with the form.
pub(super) fn begin(
    (store, account): (&Store, AccountName),
    password: Option<String>,
    (settings, memory): (&Settings, &mut Memory),
) -> anyhow::Result<(Start, Vec<Cached>)> {
    if store.has_session(&account) {
        let held = store.open(&account).map_err(|error| unusable(settings, &error))?;
        let known = memory.open(&held.cache());
        return Ok((Start::Resume(account, held), known));
    }
    let AccountName { server, email } = account;
    let start = match password.filter(|_| !email.is_empty()) {
        Some(password) => Start::SignIn(Credentials { server, email, password, register: None }),
        None => Start::Wait,
    };
    Ok((start, Vec::new()))
}
