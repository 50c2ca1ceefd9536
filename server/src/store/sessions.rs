//! Signed-in devices and their refresh tokens.

use std::collections::HashSet;

use protocol::{SessionId, Timestamp, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Conn,
    dialect::{rows, source, twins},
};
use crate::error::Result;

record! {
    /// A session and whose it is.
    pub struct Holder {
        /// Who.
        user_id: Uuid,
        /// Their name.
        name: String,
        /// Their address.
        email: String,
        /// Others see whether they are here.
        shows_presence: bool,
    }
}

record! {
    /// A device.
    pub struct Device {
        /// Which.
        id: Uuid,
        /// When it signed in, in milliseconds.
        created_at: i64,
        /// When it was last heard of, in milliseconds.
        last_seen_at: i64,
        /// What it calls itself.
        user_agent: String,
    }
}

record! {
    /// A refresh token and its session.
    pub struct Token {
        /// Of which session.
        session_id: Uuid,
        /// Whose.
        user_id: Uuid,
        /// Until when it is good, in milliseconds.
        expires_at: i64,
        /// When it was used, in milliseconds.
        spent_at: Option<i64>,
        /// When its session was revoked, in milliseconds.
        revoked_at: Option<i64>,
        /// When its user was shut out, in milliseconds.
        disabled_at: Option<i64>,
    }
}

statements! {
    INSERT = "insert into sessions (id, user_id, created_at, last_seen_at, expires_at, user_agent)
        values ($1, $2, $3, $3, $4, $5)";
    HOLDER = "select u.id as user_id, u.name, u.email, u.shows_presence from sessions s join users u on u.id = s.user_id
        where s.id = $1 and s.revoked_at is null and s.expires_at > $2 and u.disabled_at is null";
    OF_USER = "select id, created_at, last_seen_at, user_agent from sessions
        where user_id = $1 and revoked_at is null and expires_at > $2 order by last_seen_at desc";
    TOUCH = "update sessions set last_seen_at = $2, expires_at = $3 where id = $1";
    REVOKE = "update sessions set revoked_at = $3 where id = $1 and user_id = $2 and revoked_at is null";
    REVOKE_ALL = "update sessions set revoked_at = $2 where user_id = $1 and revoked_at is null";
    INSERT_TOKEN = "insert into refresh_tokens (hash, session_id, created_at, expires_at) values ($1, $2, $3, $4)";
    TOKEN = "select t.session_id, s.user_id, t.expires_at, t.spent_at, s.revoked_at, u.disabled_at
        from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
        where t.hash = $1";
    SPEND = "update refresh_tokens set spent_at = $2 where hash = $1 and spent_at is null";
    DROP_TOKENS = "delete from refresh_tokens where expires_at < $1";
    DROP_SESSIONS = "delete from sessions where expires_at < $1
        and not exists (select 1 from refresh_tokens t where t.session_id = sessions.id)";
}

/// Of all sessions that are asked for, those that are good.
macro_rules! good {
    ($db:tt) => {
        concat!(
            "select s.id from ",
            source!($db id: uuid),
            " as n join sessions s on s.id = n.id join users u on u.id = s.user_id
            where s.revoked_at is null and s.expires_at > $2 and u.disabled_at is null"
        )
    };
}

twins! {
    GOOD = good!();
}

/// A new session, good until `expires_at` unless renewed.
pub struct NewSession<'a> {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// When.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// What the device calls itself.
    pub user_agent: &'a str,
}

/// Makes it.
pub async fn insert(conn: &mut Conn, session: &NewSession<'_>) -> Result<()> {
    execute!(
        conn,
        INSERT,
        session.id.uuid(),
        session.user_id.uuid(),
        session.created_at.millis(),
        session.expires_at.millis(),
        session.user_agent,
    )?;
    Ok(())
}

/// Whose session it is, while it is good and its user may sign in.
pub async fn holder(conn: &mut Conn, id: SessionId, now: Timestamp) -> Result<Option<Holder>> {
    fetch_optional!(conn, HOLDER, id.uuid(), now.millis())
}

#[derive(Serialize)]
struct Asked {
    id: SessionId,
}

/// Those of the sessions that are good.
pub async fn good_among(conn: &mut Conn, ids: &[SessionId], now: Timestamp) -> Result<HashSet<SessionId>> {
    let asked: Vec<_> = ids.iter().map(|&id| Asked { id }).collect();
    let sql = conn.say(GOOD);
    let good: Vec<(Uuid,)> = fetch_all!(conn, sql, rows(&asked), now.millis())?;
    Ok(good.into_iter().map(|(id,)| id.into()).collect())
}

/// The good sessions of a user, the latest first.
pub async fn of_user(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<Vec<Device>> {
    fetch_all!(conn, OF_USER, user.uuid(), now.millis())
}

/// It was heard of, and is good for longer.
pub async fn touch(conn: &mut Conn, id: SessionId, now: Timestamp, expires_at: Timestamp) -> Result<()> {
    execute!(conn, TOUCH, id.uuid(), now.millis(), expires_at.millis())?;
    Ok(())
}

/// Ends a session of this user; false when there is none.
pub async fn revoke(conn: &mut Conn, id: SessionId, user: UserId, now: Timestamp) -> Result<bool> {
    Ok(execute!(conn, REVOKE, id.uuid(), user.uuid(), now.millis())? == 1)
}

/// Ends all sessions of this user.
pub async fn revoke_all(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    execute!(conn, REVOKE_ALL, user.uuid(), now.millis())?;
    Ok(())
}

/// A new refresh token of a session, by its hash.
pub async fn insert_token(
    conn: &mut Conn,
    hash: &[u8],
    session: SessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    execute!(conn, INSERT_TOKEN, hash, session.uuid(), now.millis(), expires_at.millis())?;
    Ok(())
}

/// The refresh token with this hash.
pub async fn token(conn: &mut Conn, hash: &[u8]) -> Result<Option<Token>> {
    fetch_optional!(conn, TOKEN, hash)
}

/// Uses it up; false when it was.
pub async fn spend(conn: &mut Conn, hash: &[u8], now: Timestamp) -> Result<bool> {
    Ok(execute!(conn, SPEND, hash, now.millis())? == 1)
}

/// Forgets what expired before `then`.
pub async fn drop_expired(conn: &mut Conn, then: Timestamp) -> Result<()> {
    execute!(conn, DROP_TOKENS, then.millis())?;
    execute!(conn, DROP_SESSIONS, then.millis())?;
    Ok(())
}
