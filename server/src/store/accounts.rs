//! People.

use protocol::{Profile, Timestamp, User, UserId};
use uuid::Uuid;

use super::Conn;
use crate::error::Result;

record! {
    /// A person, with what only the server may know.
    pub struct Account {
        /// Who.
        id: Uuid,
        /// The name they chose.
        name: String,
        /// The address they sign in with, folded.
        email: String,
        /// argon2id, as a PHC string.
        password_hash: String,
        /// Since when they have it, in milliseconds.
        created_at: i64,
        /// Since when they may not sign in, in milliseconds.
        disabled_at: Option<i64>,
        /// Others see whether they are here.
        shows_presence: bool,
    }
}

impl Account {
    /// As they see themselves.
    pub fn profile(&self) -> Profile {
        Profile {
            id: self.id.into(),
            name: self.name.clone(),
            email: self.email.clone(),
            shows_presence: self.shows_presence,
        }
    }
}

statements! {
    INSERT = "insert into users (id, name, name_folded, email, password_hash, created_at)
        values ($1, $2, $3, $4, $5, $6) on conflict (email) do nothing";
    BY_EMAIL = "select id, name, email, password_hash, created_at, disabled_at, shows_presence from users
        where email = $1";
    ALL = "select id, name, email, password_hash, created_at, disabled_at, shows_presence from users
        order by created_at, id limit $1 offset $2";
    FIND = "select id, name from users
        where disabled_at is null and (email = $1 or name_folded like $2 escape '\\')
        order by case when name_folded = $1 or email = $1 then 0 else 1 end, name_folded, id limit $3";
    RESOLVE_ID = "select id, name from users where id = $1 and disabled_at is null";
    RESOLVE_EMAIL = "select id, name from users where email = $1 and disabled_at is null";
    SET_PASSWORD = "update users set password_hash = $2 where id = $1";
    DISABLE = "update users set disabled_at = $2 where id = $1 and disabled_at is null";
}

/// A new account.
pub struct NewAccount<'a> {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: &'a str,
    /// Their address, folded.
    pub email: &'a str,
    /// argon2id, as a PHC string.
    pub password_hash: &'a str,
    /// When.
    pub created_at: Timestamp,
}

/// Makes it; false when the address is taken.
pub async fn insert(conn: &mut Conn, account: &NewAccount<'_>) -> Result<bool> {
    let made = execute!(
        conn,
        INSERT,
        account.id.uuid(),
        account.name,
        account.name.to_lowercase(),
        account.email,
        account.password_hash,
        account.created_at.millis(),
    )?;
    Ok(made == 1)
}

/// The account with this (folded) address.
pub async fn by_email(conn: &mut Conn, email: &str) -> Result<Option<Account>> {
    fetch_optional!(conn, BY_EMAIL, email)
}

/// A page of all accounts, oldest first.
pub async fn all(conn: &mut Conn, limit: i64, offset: i64) -> Result<Vec<Account>> {
    fetch_all!(conn, ALL, limit, offset)
}

/// People whose name contains the (folded) words, or whose address it is; the exact ones first.
pub async fn find(conn: &mut Conn, words: &str, limit: i64) -> Result<Vec<User>> {
    let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let found: Vec<(Uuid, String)> = fetch_all!(conn, FIND, words, format!("%{escaped}%"), limit)?;
    Ok(found.into_iter().map(user).collect())
}

/// The active person with this id.
pub async fn resolve_id(conn: &mut Conn, id: UserId) -> Result<Option<User>> {
    let found: Option<(Uuid, String)> = fetch_optional!(conn, RESOLVE_ID, id.uuid())?;
    Ok(found.map(user))
}

/// The active person with this (folded) address.
pub async fn resolve_email(conn: &mut Conn, email: &str) -> Result<Option<User>> {
    let found: Option<(Uuid, String)> = fetch_optional!(conn, RESOLVE_EMAIL, email)?;
    Ok(found.map(user))
}

/// Another password.
pub async fn set_password(conn: &mut Conn, id: UserId, password_hash: &str) -> Result<()> {
    execute!(conn, SET_PASSWORD, id.uuid(), password_hash)?;
    Ok(())
}

/// Shuts the account; false when it was.
pub async fn disable(conn: &mut Conn, id: UserId, now: Timestamp) -> Result<bool> {
    Ok(execute!(conn, DISABLE, id.uuid(), now.millis())? == 1)
}

fn user((id, name): (Uuid, String)) -> User {
    User { id: id.into(), name }
}
