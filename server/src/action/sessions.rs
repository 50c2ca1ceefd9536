//! Signing in and out, and staying signed in.

use std::{net::IpAddr, sync::Arc, time::Duration};

use protocol::{
    Profile, Session, SessionId, Timestamp, UserId,
    request::{Login, SignedIn},
};

use super::{Caller, complete, publish};
use crate::{
    app::App,
    domain::{email::Email, password},
    error::{Error, Result},
    guard::{Limit, Refresh},
    store::{
        Conn, accounts,
        sessions::{self, Holder, NewSession, Token},
    },
};

/// A spent refresh token still works for this long: two tabs may have used it at once, or the answer got lost.
const GRACE: Duration = Duration::from_secs(15);
/// What is kept of a device's name for itself, in characters.
const USER_AGENT: usize = 200;

/// Tokens of a session, and for how many seconds the access token is good.
pub struct Renewed {
    /// For requests.
    pub access_token: String,
    /// For the next renewal.
    pub refresh_token: String,
    /// Seconds.
    pub expires_in: u64,
}

/// Signs in. Unknown and wrong are the same, and take the same time.
pub async fn sign_in(app: &Arc<App>, client: IpAddr, user_agent: &str, wish: Login) -> Result<SignedIn> {
    let email = Email::folded(&wish.email);
    app.limits.login(client, email.as_str())?;
    password::check_offered(&wish.password)?;
    let account = match email.as_str() {
        text if text.contains('\0') => None,
        text => accounts::by_email(&mut app.store.read().await?, text).await?,
    };
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let right = app.hasher.verify(hash, wish.password).await?;
    match account {
        Some(account) if right && account.disabled_at.is_none() => {
            start(app, account.profile(), user_agent.chars().take(USER_AGENT).collect()).await
        }
        _ => Err(Error::Unauthenticated("Incorrect email or password".into())),
    }
}

async fn start(app: &Arc<App>, user: Profile, user_agent: String) -> Result<SignedIn> {
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let now = app.clock.now();
        let session = NewSession {
            id: app.clock.id(),
            user_id: user.id,
            created_at: now,
            expires_at: after(now, app.config.refresh_ttl),
            user_agent: &user_agent,
        };
        let mut tx = app.store.begin().await?;
        sessions::insert(&mut tx, &session).await?;
        let renewed = issue(&app, &mut tx, user.id, session.id).await?;
        tx.commit().await?;
        let Renewed { access_token, refresh_token, expires_in } = renewed;
        Ok(SignedIn { access_token, refresh_token, expires_in, user })
    })
    .await
}

/// A new pair of tokens of a session.
async fn issue(app: &App, conn: &mut Conn, user: UserId, session: SessionId) -> Result<Renewed> {
    let refresh = Refresh::generate()?;
    let now = app.clock.now();
    sessions::insert_token(conn, &refresh.hash, session, now, after(now, app.config.refresh_ttl)).await?;
    Ok(Renewed {
        access_token: app.tokens.access(user, session)?,
        refresh_token: refresh.token,
        expires_in: app.tokens.ttl().as_secs(),
    })
}

fn after(time: Timestamp, duration: Duration) -> Timestamp {
    Timestamp::from_millis(time.millis().saturating_add(millis(duration)))
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Renews a session: the token is spent, and a new pair takes its place. A spent token that comes back after the
/// grace was stolen, from its owner or by them: the session ends.
pub async fn refresh(app: &Arc<App>, client: IpAddr, token: &str) -> Result<Renewed> {
    app.limits.visit(Limit::Refresh, client)?;
    let hash = Refresh::hash(token);
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let now = app.clock.now();
        let mut tx = app.store.begin().await?;
        let known = sessions::token(&mut tx, &hash).await?.ok_or_else(invalid)?;
        let (user, session) = (UserId::from(known.user_id), SessionId::from(known.session_id));
        match judge(&known, now) {
            Verdict::Good => {
                sessions::spend(&mut tx, &hash, now).await?;
                sessions::touch(&mut tx, session, now, after(now, app.config.refresh_ttl)).await?;
                let renewed = issue(&app, &mut tx, user, session).await?;
                tx.commit().await?;
                Ok(renewed)
            }
            Verdict::Expired => Err(Error::Unauthenticated("Token is expired".into())),
            Verdict::Ended => Err(invalid()),
            Verdict::Reused => {
                sessions::revoke(&mut tx, session, user, now).await?;
                tx.commit().await?;
                publish::session_ended(&app, user, session);
                tracing::warn!(%user, %session, "a refresh token was used again; its session has been ended");
                Err(invalid())
            }
        }
    })
    .await
}

fn invalid() -> Error {
    Error::Unauthenticated("Token is invalid".into())
}

enum Verdict {
    Good,
    Expired,
    Ended,
    Reused,
}

fn judge(token: &Token, now: Timestamp) -> Verdict {
    if token.revoked_at.is_some() || token.disabled_at.is_some() {
        return Verdict::Ended;
    }
    if token.expires_at <= now.millis() {
        return Verdict::Expired;
    }
    match token.spent_at {
        Some(spent) if now.millis() - spent > millis(GRACE) => Verdict::Reused,
        _ => Verdict::Good,
    }
}

/// Who has this access token, while the session is good.
pub async fn authenticate(app: &App, access_token: &str) -> Result<Caller> {
    let access = app.tokens.read(access_token)?;
    let holder = sessions::holder(&mut app.store.read().await?, access.session, app.clock.now()).await?;
    match holder {
        Some(holder) if UserId::from(holder.user_id) == access.user => {
            let Holder { name, email, shows_presence, .. } = holder;
            let user = Profile { id: access.user, name, email, shows_presence };
            let until = i64::try_from(access.expires).unwrap_or(i64::MAX).saturating_mul(1_000);
            Ok(Caller { user, session: access.session, until: Timestamp::from_millis(until) })
        }
        _ => Err(invalid()),
    }
}

/// Another access token of the caller's session: for how long it is good.
pub async fn renew(app: &App, caller: &Caller, access_token: &str) -> Result<Duration> {
    let fresh = authenticate(app, access_token).await?;
    if (fresh.id(), fresh.session) != (caller.id(), caller.session) {
        return Err(Error::Unauthenticated("This token is of another session".into()));
    }
    Ok(good_for(app, &fresh))
}

/// How long the caller's access token is still good.
pub fn good_for(app: &App, caller: &Caller) -> Duration {
    let millis = caller.until.millis().saturating_sub(app.clock.now().millis());
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}

/// Closes the sockets of sessions that have ended or expired, wherever that was decided.
pub async fn drop_ended(app: &App) -> Result<()> {
    let open = app.hub.sessions();
    if open.is_empty() {
        return Ok(());
    }
    let ids: Vec<SessionId> = open.iter().map(|(_, session)| *session).collect();
    let good = sessions::good_among(&mut app.store.read_long().await?, &ids, app.clock.now()).await?;
    for (user, session) in open.into_iter().filter(|(_, session)| !good.contains(session)) {
        publish::session_ended_here(app, user, session);
    }
    Ok(())
}

/// Forgets what expired more than a day ago.
pub async fn forget_expired(app: &App) -> Result<()> {
    let then = Timestamp::from_millis(app.clock.now().millis() - millis(Duration::from_hours(24)));
    let mut tx = app.store.begin().await?;
    sessions::drop_expired(&mut tx, then).await?;
    tx.commit().await
}

/// Ends the caller's session and closes its sockets.
pub async fn sign_out(app: &Arc<App>, caller: &Caller) -> Result<()> {
    revoke(app, caller, caller.session).await
}

/// Ends the session that this refresh token belongs to, and closes its sockets; nothing happens for an unknown one.
pub async fn sign_out_by_refresh(app: &Arc<App>, token: &str) -> Result<()> {
    let hash = Refresh::hash(token);
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let mut tx = app.store.begin().await?;
        if let Some(known) = sessions::token(&mut tx, &hash).await? {
            let (user, session) = (UserId::from(known.user_id), SessionId::from(known.session_id));
            sessions::revoke(&mut tx, session, user, app.clock.now()).await?;
            tx.commit().await?;
            publish::session_ended(&app, user, session);
        }
        Ok(())
    })
    .await
}

/// Ends one of the caller's sessions and closes its sockets.
pub async fn revoke(app: &Arc<App>, caller: &Caller, session: SessionId) -> Result<()> {
    let (app_of_deed, user) = (Arc::clone(app), caller.id());
    complete(app, async move {
        let mut tx = app_of_deed.store.begin().await?;
        if !sessions::revoke(&mut tx, session, user, app_of_deed.clock.now()).await? {
            return Err(Error::not_found("Session not found"));
        }
        tx.commit().await?;
        publish::session_ended(&app_of_deed, user, session);
        Ok(())
    })
    .await
}

/// The caller's devices, the latest first.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Session>> {
    let devices = sessions::of_user(&mut app.store.read().await?, caller.id(), app.clock.now()).await?;
    let session = |device: sessions::Device| Session {
        id: device.id.into(),
        created_at: Timestamp::from_millis(device.created_at),
        last_seen_at: Timestamp::from_millis(device.last_seen_at),
        user_agent: device.user_agent,
        current: SessionId::from(device.id) == caller.session,
    };
    Ok(devices.into_iter().map(session).collect())
}
