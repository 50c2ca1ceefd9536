//! Requests as somebody: with a session, whose access token is renewed when it is over, once for all who wait for it, in this
//! process and in the others that share the session.

use std::{path::PathBuf, sync::Arc};

use protocol::{ErrorCode, Profile, request, route};
use reqwest::{Client, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{
    door::{Door, checked, read},
    held::{Held, forget, save, secret},
};
use crate::{
    message::Failure,
    session::{Account, Device, Session, Turn},
};

/// How often the access token is renewed for one question. A token that another process has renewed may be over when its turn
/// comes here; one that is refused after that is refused for good.
const RENEWALS: u32 = 2;

/// A server that can be asked as somebody.
#[derive(Clone)]
pub struct Api {
    pub(super) door: Door,
    pub(super) user: Profile,
    held: Arc<Held>,
    session: Arc<Mutex<Session>>,
}

impl Api {
    pub(super) fn new(door: Door, held: Held, session: Session) -> Self {
        let user = session.user.clone();
        Self { door, held: Arc::new(held), user, session: Arc::new(Mutex::new(session)) }
    }

    /// Who asks.
    pub const fn user(&self) -> &Profile {
        &self.user
    }

    /// Where its cache is, when no other process shows the account.
    pub(super) fn cache(&self) -> Option<PathBuf> {
        self.held.alone.as_ref().map(Account::cache)
    }

    pub(super) async fn access_token(&self) -> String {
        self.session.lock().await.access_token.clone()
    }

    /// Asks as the user; `Unauthenticated` means that the session is over for good.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        request: impl Fn(&Client) -> RequestBuilder,
    ) -> Result<T, Failure> {
        read(self.tell(request).await?).await
    }

    /// The same, when the answer does not matter.
    pub(super) async fn tell(
        &self,
        request: impl Fn(&Client) -> RequestBuilder,
    ) -> Result<Response, Failure> {
        let mut token = self.access_token().await;
        for _ in 0..RENEWALS {
            let answer = checked(request(&self.door.http).bearer_auth(&token)).await;
            if !matches!(answer, Err(Failure::Refused(ErrorCode::Unauthenticated, _))) {
                return answer;
            }
            token = self.renew(&token).await?;
        }
        checked(request(&self.door.http).bearer_auth(token)).await
    }

    /// A new access token in place of `old`, unless somebody has renewed it meanwhile: a task of this process or another
    /// process. A session that is not kept any more was ended by another process.
    pub(super) async fn renew(&self, old: &str) -> Result<String, Failure> {
        let mut session = Arc::clone(&self.session).lock_owned().await;
        if session.access_token != old {
            return Ok(session.access_token.clone());
        }
        let turn = self.held.turn().await?;
        *session = kept(&self.held.device)?;
        if session.access_token != old {
            return Ok(session.access_token.clone());
        }
        // Whoever waits for it may be cut off. The server does it all the same, and what it gives is kept.
        let done = tokio::spawn(renewed(self.door.clone(), turn, session)).await;
        done.unwrap_or_else(|error| Err(Failure::Unreachable(error.to_string().into())))
    }

    /// Forgets the session, unless another process has signed in anew meanwhile.
    pub async fn forget(&self) -> Result<(), Failure> {
        let session = self.session.lock().await;
        let turn = self.held.turn().await?;
        match self.held.device.load() {
            Some(kept) if kept.access_token != session.access_token => Ok(()),
            _ => forget(turn).await,
        }
    }
}

fn kept(device: &Device) -> Result<Session, Failure> {
    device.load().ok_or_else(|| Failure::Refused(ErrorCode::Unauthenticated, String::new()))
}

/// Spends the secret of a session for another one, and keeps that. The access token.
async fn renewed(door: Door, turn: Turn, mut session: OwnedMutexGuard<Session>) -> Result<String, Failure> {
    let (turn, secret) = secret(turn, session.clone()).await?;
    let body = request::Refresh { refresh_token: Some(secret.clone()) };
    let request = door.http.post(door.url(route::REFRESH)).json(&body);
    let fresh: request::Refreshed = read(checked(request).await?).await?;
    session.access_token = fresh.access_token;
    session.refresh_token = fresh.refresh_token.or(Some(secret));
    // An old refresh token on disk would end the session at the next start: better to say so now.
    save(turn, session.clone()).await?;
    Ok(session.access_token.clone())
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };
    use uuid::Uuid;

    use super::*;
    use crate::{
        net::held::{Hold, settled},
        session::{AccountName, Store},
    };

    fn signed_in(store: &Store, name: &AccountName) -> Api {
        let user = Profile {
            id: Uuid::nil().into(),
            name: "A".into(),
            email: name.email.clone(),
            shows_presence: true,
        };
        let session = Session { user, access_token: "old".into(), refresh_token: Some("spent".into()) };
        store.device(name).unwrap().try_turn().unwrap().unwrap().save(&session).unwrap();
        let door = Door::new(&name.server).unwrap_or_else(|_| panic!("{}", name.server));
        door.resume(name, store, Hold::Alone).unwrap_or_else(|_| panic!("not free")).unwrap()
    }

    #[tokio::test]
    async fn a_renewal_that_has_begun_is_kept_though_whoever_asked_for_it_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().to_owned());
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", server.local_addr().unwrap());
        let name = AccountName { server: address, email: "a@example.com".into() };
        let api = signed_in(&store, &name);
        let asks = tokio::spawn(async move { api.renew("old").await.is_ok() });
        let (mut asked, _) = server.accept().await.unwrap();
        assert!(asked.read(&mut [0; 4_096]).await.unwrap() > 0);

        asks.abort();
        assert!(asks.await.is_err());
        store.close();
        assert!(store.is_changing());
        assert!(store.open(&name).is_ok(), "the account is free");
        let body = r#"{"access_token":"new","refresh_token":"fresh","expires_in":900}"#;
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        asked.write_all((head + body).as_bytes()).await.unwrap();
        settled(&store).await;
        let kept = store.device(&name).unwrap().load().unwrap();
        assert_eq!((kept.access_token.as_str(), kept.refresh_token.as_deref()), ("new", Some("fresh")));
    }
}
