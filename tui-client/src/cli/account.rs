//! Signing in and out, and who that is.

use serde_json::json;

use super::{
    args::{Login, Logout, Sessions},
    entry::enter,
    output::Output,
    password::password,
    render,
    trouble::Trouble,
};
use crate::{
    config::Config,
    effect::Credentials,
    net::{Api, Door, Hold},
    text::one_line,
    words::Word,
};

/// Signs in; a session that still holds is kept.
pub(super) async fn login(login: Login, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let account = &config.account;
    if account.email.is_empty() {
        return Err(Trouble::Usage(config.settings.lang.say(Word::NoEmail).to_owned()));
    }
    let door = Door::new(&account.server)?;
    if let (None, Some(api)) = (&login.register, door.clone().resume(account, &config.store, Hold::Beside)?) {
        match api.me().await {
            Err(failure) if failure.ends_session() => {}
            Err(failure) => return Err(failure.into()),
            Ok(_) => return welcome(&config, &api, out),
        }
    }
    let (server, email) = (account.server.clone(), account.email.clone());
    let credentials =
        Credentials { server, email, password: password(&config).await?, register: login.register };
    let api = door.sign_in(&credentials, &config.store, Hold::Beside).await.map_err(Trouble::Server)?;
    welcome(&config, &api, out)
}

/// From now on this account is meant when none is named.
fn welcome(config: &Config, api: &Api, out: &mut Output) -> Result<(), Trouble> {
    config.store.remember(&config.account)?;
    tell(config, api.user(), out)?;
    let folder = config.store.root().display().to_string();
    let kept = config.store.device(&config.account)?.load();
    let in_keyring = kept.is_some_and(|kept| kept.refresh_token.is_none());
    let word = if in_keyring { Word::KeptInKeyring } else { Word::KeptIn };
    out.note(&config.settings.lang.fill(word, &[&one_line(&folder)]))
}

fn tell(config: &Config, user: &protocol::Profile, out: &mut Output) -> Result<(), Trouble> {
    let server = &config.account.server;
    out.say(&json!({ "server": server, "user": user }), || {
        let (name, email) = (one_line(&user.name), one_line(&user.email));
        config.settings.lang.fill(Word::SignedIn, &[&name, &email, server])
    })
}

/// Ends the session on the server and forgets it; or ends that of another device.
pub(super) async fn logout(logout: Logout, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let lang = config.settings.lang;
    let held = Door::new(&config.account.server)?.resume(&config.account, &config.store, Hold::Beside)?;
    let api = held.ok_or(Trouble::NotSignedIn)?;
    if let Some(session) = logout.session {
        api.revoke(session).await?;
        return out.line(lang.say(Word::DeviceSignedOut));
    }
    let told = api.sign_out().await;
    api.forget().await?;
    let email = one_line(&config.account.email);
    match told {
        Err(failure) if !failure.ends_session() => {
            out.line(&lang.fill(Word::SignedOutHere, &[&email]))?;
            Err(failure.into())
        }
        _ => out.line(&lang.fill(Word::SignedOut, &[&email])),
    }
}

/// Who is signed in, as the server knows them.
pub(super) async fn whoami(config: Config, out: &mut Output) -> Result<(), Trouble> {
    let user = enter(&config).await?.me().await?;
    tell(&config, &user, out)
}

/// The accounts that are signed in here.
pub(super) fn accounts(config: &Config, out: &mut Output) -> Result<(), Trouble> {
    let last = config.store.last();
    for account in config.store.accounts() {
        let is_last = last.as_ref().is_some_and(|last| last.is(&account));
        let thing = json!({ "server": account.server, "email": account.email, "last": is_last });
        out.say(&thing, || {
            let mark = if is_last {
                format!("  ({})", config.settings.lang.say(Word::LastUsed))
            } else {
                String::new()
            };
            format!("{}  {}{mark}", one_line(&account.email), one_line(&account.server))
        })?;
    }
    Ok(())
}

/// The user's devices, or without one of them.
pub(super) async fn sessions(asked: Sessions, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let (lang, zone) = (config.settings.lang, &config.settings.zone);
    let api = enter(&config).await?;
    if let Some(id) = asked.revoke {
        api.revoke(id).await?;
        return out.say(&json!({ "revoked": id }), || lang.say(Word::DeviceSignedOut).to_owned());
    }
    for session in api.sessions().await? {
        out.say(&session, || {
            let here =
                if session.current { format!("  ({})", lang.say(Word::ThisDevice)) } else { String::new() };
            let seen = render::time(zone, session.last_seen_at);
            format!("{}  {seen}  {}{here}", session.id, one_line(&session.user_agent))
        })?;
    }
    Ok(())
}
