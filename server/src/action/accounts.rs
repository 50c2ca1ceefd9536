//! Making an account, and finding people.

use std::{net::IpAddr, sync::Arc};

use protocol::{
    FieldError, Profile, User,
    limits::QUERY_CHARS,
    request::{ChangeProfile, Register},
};

use super::{Caller, complete, sessions};
use crate::{
    app::App,
    config::Registration,
    domain::{email::Email, name::Name, password},
    error::{Error, Result},
    guard::Limit,
    store::{
        accounts::{self, NewAccount},
        presence, sessions as store_sessions,
    },
};

/// People that a search finds at once.
const FOUND: i64 = 20;

/// Makes an account.
pub async fn register(app: &Arc<App>, client: IpAddr, wish: Register) -> Result<Profile> {
    if app.config.registration == Registration::Closed {
        return Err(Error::forbidden("Registration is closed: ask the administrator for an account"));
    }
    app.limits.register(client)?;
    add(app, wish).await
}

/// Makes an account for the administrator, who is not asked whether registration is open.
pub async fn add(app: &Arc<App>, wish: Register) -> Result<Profile> {
    let (name, email) = check(&wish)?;
    create(app, &name, &email, wish.password)
        .await?
        .ok_or_else(|| Error::Malformed("Email already in use".into()))
}

/// Changes the caller's profile.
pub async fn change(app: &Arc<App>, caller: &Caller, wish: ChangeProfile) -> Result<Profile> {
    app.limits.count(Limit::Profile, caller.id())?;
    let Some(shown) = wish.shows_presence else { return Ok(caller.user.clone()) };
    let (app_of_deed, user) = (Arc::clone(app), caller.id());
    complete(app, async move {
        let app = app_of_deed;
        let mut tx = app.store.begin().await?;
        presence::show(&mut tx, user, shown).await?;
        tx.commit().await?;
        super::presence::show(&app, user, shown);
        Ok(())
    })
    .await?;
    Ok(Profile { shows_presence: shown, ..caller.user.clone() })
}

/// Another password for whoever has this address. All their sessions end.
pub async fn reset_password(app: &Arc<App>, email: &str, password: String) -> Result<Profile> {
    password::check_new(&password)?;
    let user = named(app, email).await?;
    let password_hash = app.hasher.hash(password).await?;
    let (app_of_deed, id) = (Arc::clone(app), user.id);
    complete(app, async move {
        let app = app_of_deed;
        let mut tx = app.store.begin().await?;
        accounts::set_password(&mut tx, id, &password_hash).await?;
        store_sessions::revoke_all(&mut tx, id, app.clock.now()).await?;
        tx.commit().await?;
        sessions::drop_ended(&app).await
    })
    .await?;
    Ok(user)
}

/// Shuts the account of whoever has this address. All their sessions end.
pub async fn disable(app: &Arc<App>, email: &str) -> Result<Profile> {
    let user = named(app, email).await?;
    let (app_of_deed, id) = (Arc::clone(app), user.id);
    complete(app, async move {
        let app = app_of_deed;
        let mut tx = app.store.begin().await?;
        if !accounts::disable(&mut tx, id, app.clock.now()).await? {
            return Err(Error::Conflict("This account is disabled already".into()));
        }
        store_sessions::revoke_all(&mut tx, id, app.clock.now()).await?;
        tx.commit().await?;
        sessions::drop_ended(&app).await
    })
    .await?;
    Ok(user)
}

async fn named(app: &App, email: &str) -> Result<Profile> {
    let email = Email::parse(email)?;
    let known = accounts::by_email(&mut app.store.read().await?, email.as_str()).await?;
    let unknown =
        || Error::NotFound(format!("There is no account with the address {}", email.as_str()).into());
    known.map(|account| account.profile()).ok_or_else(unknown)
}

/// Makes an account, whoever asks; `None` when the address is taken. Hashing comes first, so that a taken address
/// takes the same time.
pub async fn create(app: &Arc<App>, name: &Name, email: &Email, password: String) -> Result<Option<Profile>> {
    let password_hash = app.hasher.hash(password).await?;
    let (app_of_deed, name, email) = (Arc::clone(app), name.as_str().to_owned(), email.as_str().to_owned());
    complete(app, async move {
        let app = app_of_deed;
        let new = NewAccount {
            id: app.clock.id(),
            name: &name,
            email: &email,
            password_hash: &password_hash,
            created_at: app.clock.now(),
        };
        let id = new.id;
        let mut tx = app.store.begin().await?;
        let made = accounts::insert(&mut tx, &new).await?;
        tx.commit().await?;
        Ok(made.then_some(Profile { id, name, email, shows_presence: true }))
    })
    .await
}

/// All that is wrong, at once.
fn check(wish: &Register) -> Result<(Name, Email)> {
    let (name, email) = (Name::parse("name", &wish.name), Email::parse(&wish.email));
    let password = password::check_new(&wish.password);
    match (name, email, password) {
        (Ok(name), Ok(email), Ok(())) => Ok((name, email)),
        (name, email, password) => {
            let refused = [name.err(), email.err(), password.err()];
            Err(Error::Invalid(refused.into_iter().flatten().flat_map(fields).collect()))
        }
    }
}

fn fields(error: Error) -> Vec<FieldError> {
    match error {
        Error::Invalid(fields) => fields,
        _ => Vec::new(),
    }
}

/// People whose name contains the words, or whose address it is. Nobody's address is told.
pub async fn find(app: &App, caller: &Caller, query: &str) -> Result<Vec<User>> {
    app.limits.count(Limit::Search, caller.id())?;
    let words = query.trim().to_lowercase();
    if words.chars().count() > QUERY_CHARS {
        let message = format!("A search has at most {QUERY_CHARS} characters");
        return Err(Error::invalid("query", "too_long", message));
    }
    if words.is_empty() || words.contains('\0') {
        return Ok(Vec::new());
    }
    let mut found = accounts::find(&mut app.store.read_long().await?, &words, FOUND).await?;
    found.retain(|user| user.id != caller.id());
    Ok(found)
}
